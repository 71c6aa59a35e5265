"""Where terms stand: their positions in any documents, all keys and segments at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from search.engines.whoosh.found import few
from search.engines.whoosh.postings import ramp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from numpy.typing import NDArray

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers, TermPostings

#: A key in over an eighth of all documents has a column with a start for each of them.
_DENSE_SHARE = 8


class _Runs(NamedTuple):
    """Some of a term's occurrences: in ``rows[i]`` of the documents asked for, ``counts[i]``.

    They are at ``begins[i]`` and after it in their segment's column of positions.
    """

    rows: Integers
    begins: Integers
    counts: Integers


_NO_RUNS = _Runs(*np.zeros((3, 0), np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """One key in one segment whose documents begin at ``first``, and where its positions do."""

    segment: int
    first: int
    postings: TermPostings
    begin: int

    @classmethod
    def of(cls, segment: int, first: int, reader: FieldReader, key: int) -> Self:
        """Read the postings of a key."""
        return cls(segment, first, reader.term(key), reader.first_position(key))

    def listed(self) -> tuple[Integers, NDArray[Any]]:
        """Return its documents, by their numbers in all, and the frequency in each."""
        documents, frequencies = self.postings.decode()
        if frequencies is None:
            frequencies = np.ones(len(documents), np.uint8)
        return documents + self.first, frequencies

    def put(self, frequencies: NDArray[np.int32]) -> None:
        """Put the frequency in each document of its segment down where they are of all."""
        dense = self.postings.dense()
        if dense is not None:
            frequencies[self.first : self.first + len(dense)] = dense
        else:
            documents, counts = self.listed()
            frequencies[documents] = counts


@dataclass(frozen=True, slots=True, eq=False)
class _Listed:
    """Documents, ascending, and the occurrences in each; one is there for each key it holds."""

    documents: Integers
    begins: Integers
    counts: NDArray[Any]

    @classmethod
    def of(cls, keys: Sequence[_Key]) -> Self:
        """List the documents of keys."""
        listed, frequencies = zip(*(each.listed() for each in keys), strict=True)
        ends = [np.cumsum(each, dtype=np.int64) for each in frequencies]
        begins = [
            end - counts + each.begin
            for end, counts, each in zip(ends, frequencies, keys, strict=True)
        ]
        documents, firsts, counts = map(np.concatenate, (listed, begins, frequencies))
        order = np.argsort(documents, kind="stable")
        return cls(documents[order], firsts[order], counts[order])

    @property
    def nbytes(self) -> int:
        return self.documents.nbytes + self.begins.nbytes + self.counts.nbytes

    def runs(self, documents: Integers, size: int) -> _Runs:
        rows, entries = self._entries(documents, size)
        return _Runs(rows, self.begins[entries], self.counts[entries])

    def _entries(self, documents: Integers, size: int) -> tuple[Integers, Integers]:
        """Return the places in ``documents`` of those that are listed, and here."""
        if few(documents, self.documents, size):
            first, after = (self.documents.searchsorted(documents, s) for s in ("left", "right"))
            held = np.flatnonzero(after > first)
            counts = after[held] - first[held]
            return np.repeat(held, counts), np.repeat(first[held], counts) + ramp(counts)
        places = np.full(size, -1, np.int32)
        places[documents] = np.arange(len(documents), dtype=np.int32)
        rows = places[self.documents]
        entries = np.flatnonzero(rows >= 0)
        return rows[entries].astype(np.int64), entries


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """The occurrences of a common key, one in each segment, with a start for every document.

    Those of document ``i`` are numbered ``starts[i]`` to ``starts[i + 1]``; each number and the
    ``shifts`` of its segment are its place in the column of positions.
    """

    starts: NDArray[np.int32]
    shifts: Integers

    @classmethod
    def of(cls, keys: Sequence[_Key], segments: int, size: int) -> Self:
        """Spread the occurrences of keys of different segments over all documents."""
        starts = np.zeros(size + 1, np.int32)
        for each in keys:
            each.put(starts[1:])
        np.cumsum(starts, out=starts)
        shifts = np.zeros(segments, np.int64)
        for each in keys:
            shifts[each.segment] = each.begin - starts[each.first]
        return cls(starts, shifts)

    @property
    def nbytes(self) -> int:
        return self.starts.nbytes

    def runs(self, documents: Integers, segments: Integers) -> _Runs:
        starts = self.starts[documents].astype(np.int64)
        counts = self.starts[documents + 1] - starts
        return _Runs(np.arange(len(documents)), starts + self.shifts[segments], counts)


class TermOccurrences:
    """The occurrences of a term in one field: those of all keys that it stands for."""

    def __init__(self, term: bytes, readers: Iterable[tuple[int, FieldReader]], size: int) -> None:
        """Look ``term`` up in segments; each comes with the number of its first document."""
        self._size = size
        self._readers = [each for each in readers if each[1].has_positions]
        self._firsts = np.array([first for first, _ in self._readers], np.int64)
        keys = [
            [_Key.of(segment, first, reader, key) for key in reader.keys(term)]
            for segment, (first, reader) in enumerate(self._readers)
        ]
        # which keys of different segments come together is all the same; common ones with such
        for row in keys:
            row.sort(key=lambda each: -each.postings.count)
        listed: list[_Key] = []
        self._columns: list[_Column] = []
        for row in ([each for each in row if each] for row in zip_longest(*keys)):
            if sum(each.postings.count for each in row) * _DENSE_SHARE < size:
                listed += row
            else:
                self._columns.append(_Column.of(row, len(self._readers), size))
        self._listed = _Listed.of(listed) if listed else None

    @property
    def nbytes(self) -> int:
        """How much memory it takes; the positions are the files'."""
        listed = self._listed.nbytes if self._listed else 0
        return listed + sum(each.nbytes for each in self._columns)

    def at(self, documents: Integers) -> tuple[Integers, Integers]:
        """Return every occurrence in ``documents``, which ascend.

        That is which of ``documents`` (its place in the array) and at what position, ascending.
        """
        _, rows, positions = at_each([self], documents)
        if self._listed is None and len(self._columns) == 1:
            return rows, positions
        order = np.lexsort((positions, rows))
        return rows[order], positions[order]

    def segments(self, documents: Integers) -> Integers:
        """Return in which segment each of ``documents`` is."""
        if len(self._readers) == 1:
            return np.zeros(len(documents), np.int64)
        return self._firsts.searchsorted(documents, "right") - 1

    def runs(self, documents: Integers, segments: Integers) -> list[_Runs]:
        """Return the occurrences in ``documents``, each of which is in one of ``segments``."""
        found = [each.runs(documents, segments) for each in self._columns]
        return [*found, self._listed.runs(documents, self._size)] if self._listed else found

    def positions(self, places: Integers, segments: Integers) -> Integers:
        """Return what is at places of the columns of positions, each of one of ``segments``."""
        if len(self._readers) == 1:
            return self._readers[0][1].positions(places).astype(np.int64)
        positions = np.empty(len(places), np.int64)
        for number, (_, reader) in enumerate(self._readers):
            own = np.flatnonzero(segments == number)
            if len(own):
                positions[own] = reader.positions(places[own])
        return positions


def at_each(
    terms: Sequence[TermOccurrences], documents: Integers
) -> tuple[Integers, Integers, Integers]:
    """Return every occurrence of terms of one field in ``documents``, which ascend, in any order.

    That is which of ``terms``, which of ``documents``, and at what position. To ask for all at
    once takes a fraction of the time.
    """
    segments = terms[0].segments(documents)
    runs = [each.runs(documents, segments) for each in terms]
    lengths = [sum(len(run.rows) for run in each) for each in runs]
    every = [_NO_RUNS, *(run for each in runs for run in each)]
    rows, begins, counts = (np.concatenate(each) for each in zip(*every, strict=True))
    numbers = np.repeat(np.repeat(np.arange(len(terms)), lengths), counts)
    rows = np.repeat(rows, counts)
    places = np.repeat(begins, counts) + ramp(counts)
    return numbers, rows, terms[0].positions(places, segments[rows])
