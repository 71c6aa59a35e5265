"""The terms of several segments in one order, and where each segment's terms are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import Members, TermDictionary
from search.engines.whoosh.pair_dictionary import PairDictionary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers


class TermRanks:
    """The terms of all sources in one order, and the place in it of each source's terms."""

    def __init__(self, readers: Sequence[FieldReader | None]) -> None:
        dictionaries = [reader.dictionary if reader else None for reader in readers]
        lists = [each.terms() if each else [] for each in dictionaries]
        self._terms = sorted(set().union(*lists))
        places = {term: at for at, term in enumerate(self._terms)}
        self.ranks = [np.fromiter(map(places.__getitem__, each), np.int64) for each in lists]
        self.count = len(self._terms)
        #: Which terms have postings left; known once all postings are written.
        self.survivors = np.zeros(self.count, np.bool_)
        self._groups = [reader.groups if reader else None for reader in readers]

    @property
    def final(self) -> Integers:
        """The place of each surviving term among those that survive."""
        return np.cumsum(self.survivors) - 1

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Write the surviving terms, and which keys stand behind which."""
        kept = np.flatnonzero(self.survivors).tolist()
        TermDictionary.write(file, name, [self._terms[at] for at in kept])
        if not any(self._groups):
            return
        codes = []
        for groups, ranks in zip(self._groups, self.ranks, strict=True):
            if groups is not None:
                group, member = (ranks[each] for each in groups.all())
                both = self.survivors[group] & self.survivors[member]
                codes.append(group[both] << 32 | member[both])
        every = np.unique(np.concatenate(codes))
        final = self.final
        Members.write(file, name, final[every >> 32], final[every & 0xFFFFFFFF])


class PairRanks:
    """The same for pairs of terms of another field."""

    def __init__(self, readers: Sequence[FieldReader | None], parts: TermRanks) -> None:
        self._parts = parts
        codes = []
        for reader, ranks in zip(readers, parts.ranks, strict=True):
            if reader is None:
                codes.append(np.zeros(0, np.int64))
                continue
            assert isinstance(reader.dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
            first, second = reader.dictionary.codes()
            codes.append(ranks[first] << 32 | ranks[second])
        self._codes = np.unique(np.concatenate(codes))
        self.ranks = [np.searchsorted(self._codes, each) for each in codes]
        self.count = len(self._codes)
        self.survivors = np.zeros(self.count, np.bool_)

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Write the surviving pairs."""
        final = self._parts.final
        codes = self._codes[self.survivors]
        first, second = final[codes >> 32], final[codes & 0xFFFFFFFF]
        PairDictionary.write(file, name, first, second)
