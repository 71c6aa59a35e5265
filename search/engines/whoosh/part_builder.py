"""Collect analysed articles and photos within a bound of memory, in as few segments as fit."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Self

from whoosh.util import random_name

from search.engines.documents import batches as analysed
from search.engines.whoosh.segment_builder import SegmentBuilder
from search.engines.whoosh.workshop import give_memory_back, shared_workshop
from search.engines.whoosh.writer import ArrayPart, NewFile
from search.failpoints import reached
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.engines.documents import Batch
    from search.engines.whoosh.workshop import Workshop

#: What a process takes that has nothing collected yet: Python, numpy, the word model, its tables.
_BASE_MB = 170
#: Bytes that a collected syllable takes in the end, when its segment is sorted and written.
_BYTES_A_SYLLABLE = 56


def build_part(folder: Path, batches: Iterable[Sequence[Revision]], memory_mb: int) -> ArrayPart:
    """Analyse articles and write them to files in ``folder``. Raises OSError."""
    workshop = shared_workshop()
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
        give_memory_back()  # a merge may follow, and the next part anyhow
        reached("built")

    def _drop(self) -> None:
        for each in self._files:
            with suppress(OSError):
                (self._folder / each.name).unlink()
