"""Collect analysed articles and photos within a bound of memory, in as few segments as fit."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from whoosh.util import random_name

from search.engines.documents import batches as analysed
from search.engines.fields import GAP
from search.engines.whoosh.key_groups import KeyGroups
from search.engines.whoosh.segment_builder import SegmentBuilder
from search.engines.whoosh.writer import ArrayPart, NewFile
from search.failpoints import reached
from search.hits import Kind
from search.vietnamese.columns import ColumnAnalyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.engines.documents import Batch

#: What a process takes that has nothing collected yet: Python, numpy, the word model, its tables.
_BASE_MB = 170
#: Bytes that a collected syllable takes in the end, when its segment is sorted and written.
_BYTES_A_SYLLABLE = 56
#: Tables with more rows are mostly what was met once, and begin anew with the next part.
_MOST_ROWS = 300_000


class Workshop:
    """What a process that builds keeps from one part to the next: its tables fill up once."""

    def __init__(self, analyzer: ColumnAnalyzer) -> None:
        self.analyzer = analyzer
        self.groups = KeyGroups(analyzer.vocabulary)

    def tidy(self) -> None:
        """Begin new tables where the old ones have grown too large."""
        if self.analyzer.rows > _MOST_ROWS:
            self.analyzer.reset()
            self.groups = KeyGroups(self.analyzer.vocabulary)


@lru_cache(maxsize=1)
def _workshop() -> Workshop:
    """Return the workshop of this process."""
    return Workshop(ColumnAnalyzer(gap=GAP))


def _give_memory_back() -> None:
    """Have glibc return what is free between what is in use: 100 MB after a part, measured."""
    with suppress(OSError, AttributeError):  # of another C library
        ctypes.CDLL(None).malloc_trim(0)


def build_part(folder: Path, batches: Iterable[Sequence[Revision]], memory_mb: int) -> ArrayPart:
    """Analyse articles and write them to files in ``folder``. Raises OSError."""
    workshop = _workshop()
    with PartBuilder(folder, workshop, memory_mb) as builder:
        for batch in batches:
            for each in analysed(batch, workshop.analyzer):
                builder.add(each)
    return builder.part


class PartBuilder:
    """Takes batches; whenever memory is used up it writes two segments, articles and photos."""

    def __init__(self, folder: Path, workshop: Workshop, memory_mb: int) -> None:
        self._folder = folder
        self._workshop = workshop
        self._most = max(memory_mb - _BASE_MB, 16) * 1_000_000 // _BYTES_A_SYLLABLE
        self._files: list[NewFile] = []
        self._builders: dict[Kind, SegmentBuilder] = {}

    @property
    def part(self) -> ArrayPart:
        """What was written."""
        return ArrayPart(tuple(self._files))

    def __enter__(self) -> Self:
        self._begin()
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self._write()
        except BaseException:
            self._drop()
            raise
        if error is not None:
            self._drop()

    def add(self, batch: Batch) -> None:
        """Take a batch of documents."""
        self._builders[batch.kind].add(batch)
        # photos come after their articles: both must be in segments of the same part
        if batch.kind is Kind.CAPTION and self._syllables() > self._most:
            self._write()
            self._begin()

    def _begin(self) -> None:
        self._workshop.tidy()
        vocabulary, groups = self._workshop.analyzer.vocabulary, self._workshop.groups
        self._builders = {kind: SegmentBuilder(kind, vocabulary, groups) for kind in Kind}

    def _syllables(self) -> int:
        return sum(each.syllables for each in self._builders.values())

    def _write(self) -> None:
        for kind, builder in self._builders.items():
            if builder.documents:
                name = f"{random_name()}.part"
                documents = builder.documents
                builder.write(self._folder / name)
                self._files.append(NewFile(name, kind, documents))
        self._builders = {}
        _give_memory_back()  # a merge may follow, and the next part anyhow
        reached("built")

    def _drop(self) -> None:
        for each in self._files:
            with suppress(OSError):
                (self._folder / each.name).unlink()
