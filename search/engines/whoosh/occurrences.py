"""Where a term stands: its positions in any documents, all segments at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from search.engines.whoosh.found import where
from search.engines.whoosh.postings import ramp

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from numpy.typing import NDArray

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers

#: A key in over an eighth of all documents has a column with a start for each of them.
_DENSE_SHARE = 8


class KeyInSegment(NamedTuple):
    """One key, by its number in one field of one segment, whose documents begin at ``first``."""

    first: int
    reader: FieldReader
    key: int


@dataclass(frozen=True, slots=True, eq=False)
class _Occurrences:
    """The occurrences of one key in each of some segments, ``size`` documents in all.

    Those of ``documents[i]``, or of document ``i`` where ``documents`` is None, are numbered
    ``starts[i]`` to ``starts[i + 1]``. Those of ``keys[k]`` are numbered from ``firsts[k]`` on,
    and that one is at ``places[k]`` of the segment's column of positions.
    """

    documents: Integers | None
    starts: NDArray[Any]
    size: int
    keys: Sequence[KeyInSegment]
    firsts: list[int]
    places: list[int]

    @classmethod
    def of(cls, keys: Sequence[KeyInSegment], size: int) -> Self:
        """Read the postings of some keys."""
        lists, counts = [], []
        for each in keys:
            documents, frequencies = each.reader.postings(each.key)
            lists.append(documents + each.first)
            counts.append(np.ones(len(documents)) if frequencies is None else frequencies)
        firsts = np.cumsum([0, *(each.sum(dtype=np.int64) for each in counts[:-1])]).tolist()
        places = [each.reader.first_position(each.key) for each in keys]
        listed, frequencies = np.concatenate(lists), np.concatenate(counts)
        if len(listed) * _DENSE_SHARE < size:
            starts = np.append(0, np.cumsum(frequencies, dtype=np.int64))
            return cls(listed, starts, size, keys, firsts, places)
        spread = np.zeros(size + 1, np.int32)
        spread[listed + 1] = frequencies
        return cls(None, np.cumsum(spread, out=spread), size, keys, firsts, places)

    @property
    def nbytes(self) -> int:
        """How much memory it takes; the positions are the files'."""
        return self.starts.nbytes + (0 if self.documents is None else self.documents.nbytes)

    def at(self, documents: Integers) -> tuple[Integers, Integers]:
        """Return every occurrence in ``documents``: see TermOccurrences."""
        rows, places = np.arange(len(documents)), documents
        if self.documents is not None:
            rows, places = where(documents, self.documents, self.size)
        firsts = self.starts[places].astype(np.int64)
        counts = self.starts[places + 1] - firsts
        return np.repeat(rows, counts), self._positions(np.repeat(firsts, counts) + ramp(counts))

    def _positions(self, numbers: Integers) -> Integers:
        """Return the positions of occurrences by their numbers, which ascend."""
        positions = np.empty(len(numbers), np.int64)
        bounds = [*np.searchsorted(numbers, self.firsts).tolist(), len(numbers)]
        for which, (start, stop) in enumerate(pairwise(bounds)):
            if start < stop:
                at = numbers[start:stop] + (self.places[which] - self.firsts[which])
                positions[start:stop] = self.keys[which].reader.positions(at)
        return positions


@dataclass(frozen=True, slots=True, eq=False)
class TermOccurrences:
    """The occurrences of a term: those of all keys that it stands for."""

    parts: Sequence[_Occurrences]

    @classmethod
    def of(cls, term: bytes, readers: Iterable[tuple[int, FieldReader]], size: int) -> Self:
        """Look ``term`` up in segments; each comes with the number of its first document."""
        keys = [
            [KeyInSegment(first, reader, key) for key in reader.keys(term)]
            for first, reader in readers
            if reader.has_positions
        ]
        # which keys come together is all the same, as long as a segment has one of them
        parts = [[each for each in row if each] for row in zip_longest(*keys)]
        return cls([_Occurrences.of(row, size) for row in parts])

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return sum(part.nbytes for part in self.parts)

    def at(self, documents: Integers) -> tuple[Integers, Integers]:
        """Return every occurrence in ``documents``, which ascend.

        That is which of ``documents`` (its place in the array) and at what position, ascending.
        """
        if len(self.parts) == 1:
            return self.parts[0].at(documents)
        if not self.parts:
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        found = zip(*(part.at(documents) for part in self.parts), strict=True)
        rows, places = (np.concatenate(each) for each in found)
        order = np.lexsort((places, rows))
        return rows[order], places[order]
