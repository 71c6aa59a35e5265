"""The terms of several segments in one order, and where each segment's terms are in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.dictionary import Members, TermDictionary
from search.engines.whoosh.pair_dictionary import PairDictionary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers


_NO_CODES = np.zeros(0, np.int64)
_NO_RANKS = np.zeros(0, np.int32)
_TERMS_AT_ONCE = 1 << 12
_PAIRS_AT_ONCE = 1 << 19


class TermRanks:
    """The terms of all sources in one order, and the place in it of each source's terms."""

    def __init__(self, readers: Sequence[FieldReader | None]) -> None:
        dictionaries = [reader.dictionary if reader else None for reader in readers]
        lists = [each.terms() if each else [] for each in dictionaries]
        self._terms = sorted(set().union(*lists))
        places = {term: at for at, term in enumerate(self._terms)}
        self.ranks: list[NDArray[Any]] = [
            np.fromiter(map(places.__getitem__, each), np.int64) for each in lists
        ]
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
    """The same for pairs of terms of another field.

    Segments have millions of pairs: they are put in order range by range of their first terms, and
    a rank takes four bytes.
    """

    def __init__(self, readers: Sequence[FieldReader | None], parts: TermRanks) -> None:
        self._parts = parts
        sources = [
            _Pairs(reader.dictionary, ranks) if reader else None
            for reader, ranks in zip(readers, parts.ranks, strict=True)
        ]
        codes: list[Integers] = []
        ranks: list[list[NDArray[np.int32]]] = [[] for _ in sources]
        count = 0
        for start, stop in _ranges(sources, parts.count):
            own = [each.codes(start, stop) if each else _NO_CODES for each in sources]
            codes.append(_distinct(own))
            for held, each in zip(ranks, own, strict=True):
                held.append((codes[-1].searchsorted(each) + count).astype(np.int32))
            count += len(codes[-1])
        self._codes = np.concatenate([_NO_CODES, *codes])
        self.ranks: list[NDArray[Any]] = [np.concatenate([_NO_RANKS, *each]) for each in ranks]
        self.count = count
        self.survivors = np.zeros(self.count, np.bool_)

    def write(self, file: ArrayFileWriter, name: str) -> None:
        """Write the surviving pairs."""
        final = self._parts.final.astype(np.int32)
        codes = self._codes[self.survivors]
        PairDictionary.write(file, name, final[codes >> 32], final[codes & 0xFFFFFFFF])


class _Pairs:
    """The pairs of one source, by the merged ranks of their terms."""

    def __init__(self, dictionary: object, ranks: NDArray[Any]) -> None:
        assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
        self._dictionary, self._ranks = dictionary, ranks

    def place(self, rank: int) -> int:
        """Return the number of the first pair whose first term is not below one."""
        return self._dictionary.first_of(int(self._ranks.searchsorted(rank)))

    def codes(self, start: int, stop: int) -> Integers:
        """Return a number for each pair of first terms ``start`` to ``stop``, in their order."""
        first, second = self._dictionary.codes(self.place(start), self.place(stop))
        codes: Integers = self._ranks[first] << 32 | self._ranks[second]
        return codes


def _ranges(sources: Sequence[_Pairs | None], terms: int) -> Iterator[tuple[int, int]]:
    """Cut the merged terms into ranges, so that the pairs of each are few enough."""
    start, width = 0, _TERMS_AT_ONCE
    while start < terms:
        stop = min(start + width, terms)
        held = sum(each.place(stop) - each.place(start) for each in sources if each)
        if held > _PAIRS_AT_ONCE and width > 1:
            width //= 2
            continue
        yield start, stop
        start, width = stop, 2 * width


def _distinct(codes: Sequence[Integers]) -> Integers:
    """Return all codes, ascending, each once: as np.unique does, with a copy less."""
    every = np.concatenate(codes)
    every.sort()
    kept = np.ones(len(every), np.bool_)
    np.not_equal(every[1:], every[:-1], out=kept[1:])
    distinct: Integers = every[kept]
    return distinct
