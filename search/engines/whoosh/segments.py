"""The open segments of one kind, their documents numbered through: a search sees one long one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from search.engines.whoosh.bm25 import FieldStatistics
from search.engines.whoosh.dictionary import Wanted
from search.engines.whoosh.document_table import DocumentTable
from search.engines.whoosh.field_reader import open_fields
from search.engines.whoosh.joined_fields import JoinedFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.codec import ArraySegment
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.found import Scores
    from search.engines.whoosh.postings import Integers
    from search.labels import DocumentKey


_MOST_LOOKED_UP = 10_000
#: Sets of keys whose documents are remembered: one query asks for them again and again.
_MOST_NUMBERED = 16


@dataclass(frozen=True, slots=True, eq=False)
class OpenSegment:
    """A segment with its file open."""

    segment: ArraySegment
    file: ArrayFile
    fields: Mapping[str, FieldReader]
    table: DocumentTable

    @classmethod
    def of(cls, segment: ArraySegment, file: ArrayFile) -> OpenSegment:
        """Open what is in a file."""
        return cls(segment, file, open_fields(file), DocumentTable(file))


class Stretch(NamedTuple):
    """One segment's part of all documents: those numbered ``first`` to ``after``."""

    segment: OpenSegment
    first: int
    after: int

    def own(self, documents: Integers) -> Integers:
        """Return those of ``documents``, which ascend, that are in it, by its own numbers."""
        return self.part_of(documents)[1]

    def part_of(self, documents: Integers) -> tuple[int, Integers]:
        """Return the same, and the place in ``documents`` of the first of them."""
        start, stop = np.searchsorted(documents, (self.first, self.after)).tolist()
        own: Integers = documents[start:stop] - self.first
        return start, own


class Segments:
    """Segments of one kind. A document's number is its own one after all segments before."""

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        self.stretches: list[Stretch] = []
        self.size = 0
        for each in segments:
            after = self.size + each.segment.documents
            self.stretches.append(Stretch(each, self.size, after))
            self.size = after
        self._statistics: dict[str, FieldStatistics] = {}
        self._norms: dict[str, Scores] = {}
        self._lengths: dict[str, NDArray[Any]] = {}
        self._joined: dict[tuple[str, ...], JoinedFields] = {}
        self._looked_up: set[tuple[str, str]] = set()
        self._numbered: dict[frozenset[DocumentKey], Integers] = {}

    def readers(self, name: str) -> Iterator[tuple[Stretch, FieldReader]]:
        """Yield the readers of a field, of the segments that have it."""
        for stretch in self.stretches:
            reader = stretch.segment.fields.get(name)
            if reader is not None:
                yield stretch, reader

    def look_up(self, terms: Iterable[tuple[str, str]]) -> None:
        """Look terms of fields up, all of a field at once: each alone would take longer."""
        if len(self._looked_up) > _MOST_LOOKED_UP:
            self._looked_up.clear()
        by_field: dict[str, list[bytes]] = {}
        for name, term in set(terms) - self._looked_up:
            self._looked_up.add((name, term))
            by_field.setdefault(name, []).append(term.encode())
        for name, encoded in by_field.items():
            wanted = Wanted.of(encoded)
            for _, reader in self.readers(name):
                reader.look_up(wanted)

    def statistics(self, name: str) -> FieldStatistics:
        """Return how a field is filled."""
        known = self._statistics.get(name)
        if known is None:
            readers = [reader for _, reader in self.readers(name)]
            known = self._statistics[name] = FieldStatistics(readers)
        return known

    def norms(self, name: str) -> Scores:
        """Return what BM25 adds to a frequency in a field of every document."""
        norms = self._norms.get(name)
        if norms is None:
            norms = self._norms[name] = np.ones(self.size, np.float32)
            statistics = self.statistics(name)
            for stretch, reader in self.readers(name):
                norms[stretch.first : stretch.after] = statistics.norms(reader)
        return norms

    def lengths(self, name: str) -> NDArray[Any]:
        """Return the exact length of a field in every document."""
        lengths = self._lengths.get(name)
        if lengths is None:
            lengths = self._lengths[name] = np.zeros(self.size, np.int32)
            for stretch, reader in self.readers(name):
                lengths[stretch.first : stretch.after] = reader.lengths
        return lengths

    def joined(self, names: tuple[str, ...]) -> JoinedFields:
        """Return some fields taken as one text."""
        known = self._joined.get(names)
        if known is None:
            known = self._joined[names] = JoinedFields(self, names)
        return known

    @cached_property
    def published(self) -> NDArray[np.int32]:
        """The day of every document, YYYYMMDD or UNDATED."""
        days = [stretch.segment.table.published for stretch in self.stretches]
        return np.concatenate(days) if days else np.zeros(0, np.int32)

    @cached_property
    def latest(self) -> int:
        """The day of the youngest document that is not deleted, 0 where none has a day."""
        return int(np.delete(self.published, self.deleted).max(initial=0))

    @cached_property
    def deleted(self) -> Integers:
        """The documents that are deleted, ascending."""
        numbers = [
            stretch.first + number
            for stretch in self.stretches
            for number in sorted(stretch.segment.segment.deleted)
        ]
        return np.array(numbers, np.int64)

    @cached_property
    def groups(self) -> NDArray[np.int32]:
        """The group of near-copies of every document, -1 for none."""
        groups = np.full(self.size, -1, np.int32)
        for stretch in self.stretches:
            own = stretch.segment.segment.groups
            documents = np.fromiter(own, np.int64, len(own))
            groups[stretch.first + documents] = np.fromiter(own.values(), np.int32, len(own))
        return groups

    @cached_property
    def grouped(self) -> Integers:
        """The documents that are in a group, ascending."""
        return np.flatnonzero(self.groups >= 0)

    def numbered(self, keys: frozenset[DocumentKey]) -> Integers:
        """Return the documents that have any of some keys, ascending, deleted ones among them."""
        known = self._numbered.get(keys)
        if known is None:
            if len(self._numbered) == _MOST_NUMBERED:
                self._numbered.clear()
            known = np.zeros(0, np.int64)
            for stretch in self.stretches:
                rows = stretch.segment.table.rows(keys)
                known = np.append(known, stretch.first + np.sort(rows[rows >= 0]))
            self._numbered[keys] = known
        return known

    def locate(self, document: int) -> tuple[DocumentTable, int]:
        """Return where a document is kept, and its number there."""
        stretch = next(each for each in self.stretches if document < each.after)
        return stretch.segment.table, document - stretch.first
