"""Whoosh behind the Engine protocol: create, search, build and change an index in a folder.

What writes is imported where it is used: a search is to begin without it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.reader import WhooshReader
from search.engines.whoosh.schema import SCHEMA, VERSION
from search.engines.whoosh.translating import translating_errors
from search.vietnamese.analyzer import FINGERPRINT
from search.vietnamese.variants import name_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.engines.whoosh.writer import ArrayPart, WhooshWriter


class WhooshEngine:
    """Keeps each index as a Whoosh index."""

    name = "whoosh"
    fingerprint = f"{VERSION}+{FINGERPRINT}+{zlib.crc32(repr(name_groups()).encode()):08x}"
    keeps_former = False  # it would take as much of the disk again

    def create(self, folder: Path) -> None:
        """Make an empty index in an empty folder."""
        with translating_errors(folder):
            TOC.create(FileStorage(str(folder)), SCHEMA, INDEX_NAME)

    def put_in_use(self, folder: Path) -> None:
        """Do nothing: whoever searches reads CURRENT."""

    def reader(self, folder: Path) -> WhooshReader:
        """Open an index for searching."""
        return WhooshReader(folder)

    def writer(self, folder: Path) -> WhooshWriter:
        """Open an index for changing it."""
        from search.engines.whoosh.writer import WhooshWriter

        return WhooshWriter(folder)

    def build(
        self, folder: Path, batches: Iterable[Sequence[Revision]], memory_mb: int
    ) -> ArrayPart:
        """Analyse articles and write them to files in ``folder`` that no reader sees yet."""
        from search.engines.whoosh.part_builder import build_part

        with translating_errors(folder):
            return build_part(folder, batches, memory_mb)
