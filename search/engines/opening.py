"""From a data directory to the engine and the index in use there."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from search.archive.generations import Generations, Manifest, read_manifest
from search.errors import IndexDamaged, IndexOutdated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.engines.engine import Engine, IndexReader
    from search.engines.opensearch.reader import ClusterReader
    from search.settings import DataDirectory

_Seen = TypeVar("_Seen")

#: A writer would have to change the index at each of so many looks to keep a reader out.
_TRIES = 100
_PAUSE_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class OpenIndex:
    """An index open for searching, and what its manifest said at that time."""

    reader: IndexReader
    manifest: Manifest


def default_engine() -> Engine:
    """Return the engine in use; imported here, since a command that needs none is to be quick."""
    from search.engines.whoosh.engine import WhooshEngine

    return WhooshEngine()


def generations(data: DataDirectory, engine: Engine) -> Generations:
    """Return the generations of ``engine``'s indexes in ``data``."""
    return Generations(data.indexes(engine.name), keeps_former=engine.keeps_former)


def seen(known: Generations, look: Callable[[Path], _Seen]) -> _Seen:
    """Return what ``look`` makes of the folder in use, whatever writers do meanwhile.

    What looks damaged while a writer commits or swaps is looked at again, what looks damaged and
    did not change is damaged. Raises IndexTrouble.
    """
    for _ in range(_TRIES):
        before = known.state()
        try:
            return look(known.current())
        except IndexDamaged:
            if known.state() == before:
                raise
            time.sleep(_PAUSE_SECONDS)
    return look(known.current())


def open_index(data: DataDirectory, engine: Engine, *, check_all: bool = False) -> OpenIndex:
    """Open the index in use. Raises IndexMissing, IndexDamaged, IndexOutdated.

    What is open stays readable when its files are deleted. ``check_all`` compares every file with
    its checksum first.
    """

    def opened(folder: Path) -> OpenIndex:
        manifest = read_manifest(folder, check_all=check_all)
        if manifest.fingerprint != engine.fingerprint:
            raise IndexOutdated(folder, f"{manifest.fingerprint}, {engine.fingerprint}")
        return OpenIndex(engine.reader(folder), manifest)

    return seen(generations(data, engine), opened)


def open_reader(data: DataDirectory, engine: Engine) -> IndexReader:
    """Open the index in use for searching: see open_index."""
    return open_index(data, engine).reader


def open_shared(engine: Engine) -> ClusterReader | None:
    """Open what parts have put into a cluster; None where no index of theirs is named.

    Raises NotGathered, PartsOutdated, ClusterError.
    """
    from search.engines.opensearch.engine import OpenSearchEngine

    if not (isinstance(engine, OpenSearchEngine) and engine.connection.index):
        return None
    return engine.shared_reader()
