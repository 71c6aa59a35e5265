"""Which articles of an index are near-copies of each other: found anew at every commit.

Signatures are compared by locality-sensitive hashing: articles that agree in a band of four
numbers are candidates, and candidates that agree in enough of all numbers are near-copies unless
their titles and numbers tell of two stories. What comes out depends on the articles alone, not on
the order of updates and removals before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.signatures import SIZE, WIDTH
from search.engines.story_marks import same_story
from search.engines.whoosh.sorting import stable_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from search.engines.signatures import Signatures
    from search.vietnamese.number_columns import Rows as Integers

#: Two articles that have less than this share of their shingles in common are no near-copies.
LEAST_SHARE = 0.7
_BAND = 4  # numbers of 16 bits: a band is one of 64
_BANDS = SIZE // _BAND
_PAIRS_AT_ONCE = 1 << 14


def near_copies(signatures: Sequence[Signatures], kept: Sequence[Integers]) -> list[dict[int, int]]:
    """Return the group of each document that has near-copies, segment by segment.

    ``signatures`` are those of each segment, ``kept`` its documents that are not deleted. Groups
    are numbered from 0; a document without near-copies is in none.
    """
    articles = _Articles(signatures, kept)
    left, right = articles.candidates()
    similar = articles.similar(left, right)
    numbers = _components(articles.count, left[similar], right[similar])
    return articles.by_segment(numbers)


class _Articles:
    """The articles of some segments that have a signature, numbered through."""

    def __init__(self, signatures: Sequence[Signatures], kept: Sequence[Integers]) -> None:
        self._signatures = signatures
        self._rows = [
            rows[each[rows].any(axis=1)] for each, rows in zip(signatures, kept, strict=True)
        ]
        self._firsts = np.cumsum([0, *map(len, self._rows)])
        self.count = int(self._firsts[-1])

    def candidates(self) -> tuple[Integers, Integers]:
        """Return pairs of articles that agree in a band, each pair once."""
        found = []
        for band in range(_BANDS):
            values = self._band(band)
            # equal values get next to each other by half of their bits, chance apart
            order = stable_order(values & np.uint64(0xFFFFFFFF))
            ordered = values[order]
            same = np.flatnonzero(ordered[1:] == ordered[:-1])
            found.append(order[same] * self.count + order[same + 1])
        pairs = np.unique(np.concatenate(found))
        return pairs // max(self.count, 1), pairs % max(self.count, 1)

    def _band(self, band: int) -> NDArray[np.uint64]:
        parts = [
            each[rows, band * _BAND : (band + 1) * _BAND].view(np.uint64)[:, 0]
            for each, rows in zip(self._signatures, self._rows, strict=True)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.uint64)

    def similar(self, left: Integers, right: Integers) -> NDArray[np.bool_]:
        """Return which pairs agree in enough numbers and tell one story."""
        found = np.zeros(len(left), np.bool_)
        for start in range(0, len(left), _PAIRS_AT_ONCE):
            some = slice(start, start + _PAIRS_AT_ONCE)
            one, other = self._of(left[some]), self._of(right[some])
            shared = (one[:, :SIZE] == other[:, :SIZE]).mean(axis=1)
            near = np.flatnonzero(shared >= LEAST_SHARE)
            one, other, shared = one[near, SIZE:], other[near, SIZE:], shared[near]
            found[start + near] = same_story(one, other, shared)
        return found

    def _of(self, articles: Integers) -> Signatures:
        found = np.empty((len(articles), WIDTH), np.uint16)
        segments = np.searchsorted(self._firsts, articles, "right") - 1
        for number in np.unique(segments).tolist():
            here = segments == number
            rows = self._rows[number][articles[here] - self._firsts[number]]
            found[here] = self._signatures[number][rows]
        return found

    def by_segment(self, numbers: Integers) -> list[dict[int, int]]:
        """Return the documents of each segment whose number is not -1, with it."""
        groups = []
        for first, rows in zip(self._firsts.tolist(), self._rows, strict=False):
            own = numbers[first : first + len(rows)]
            grouped = own >= 0
            groups.append(dict(zip(rows[grouped].tolist(), own[grouped].tolist(), strict=True)))
        return groups


def _components(count: int, left: Integers, right: Integers) -> Integers:
    """Return the number of each node's component in a graph of these edges, -1 for a lone one."""
    lowest = np.arange(count)
    while True:
        least = np.minimum(lowest[left], lowest[right])
        before = lowest.copy()
        np.minimum.at(lowest, left, least)
        np.minimum.at(lowest, right, least)
        lowest = lowest[lowest]
        if np.array_equal(lowest, before):
            break
    numbers = np.full(count, -1, np.int64)
    members = np.unique(np.concatenate([left, right]))
    numbers[members] = np.unique(lowest[members], return_inverse=True)[1]
    return numbers
