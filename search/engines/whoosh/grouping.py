"""Show near-copies as one: the best of each group that matched, and how many more there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.whoosh.found import Found, Scores
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments

    #: Gives so many documents that matched, the first in their order, with their scores.
    Ranked = Callable[[int], tuple[Integers, Scores]]


class Grouping:
    """The groups among what one query found."""

    def __init__(self, segments: Segments, found: Found) -> None:
        self._groups = segments.groups
        members = segments.grouped
        self._members = members[found.at(members, segments.size) > 0]
        self._total = found.count()

    @property
    def results(self) -> int:
        """How many there are to show: every group as one, and what is in no group."""
        groups = np.sort(self._groups[self._members])
        # len(np.unique(groups)), which would import numpy.ma at a first search
        different = np.count_nonzero(np.diff(groups, prepend=-1))
        return self._total - len(groups) + int(different)

    def first(self, ranked: Ranked, most: int) -> tuple[Integers, Scores]:
        """Return the ``most`` first to show, with their scores: of each group the first."""
        wanted = most
        while True:
            documents, scores = ranked(wanted)
            places = self._leading(documents)
            if len(places) >= most or len(documents) >= self._total:
                return documents[places[:most]], scores[places[:most]]
            wanted *= 2

    def _leading(self, documents: Integers) -> Integers:
        """Return the places of documents in no group, and of the first of each group."""
        groups = self._groups[documents]
        leading = groups < 0
        grouped = np.flatnonzero(~leading)
        _, first = np.unique(groups[grouped], return_index=True)
        leading[grouped[first]] = True
        return np.flatnonzero(leading)

    def copies(self, document: int) -> list[int]:
        """Return what else was found of the document's group, in the order of the index."""
        group = self._groups[document]
        if group < 0:
            return []
        same: list[int] = self._members[self._groups[self._members] == group].tolist()
        return [each for each in same if each != document]
