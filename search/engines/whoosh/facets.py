"""Count what was found by facet, and keep what has a value: columns of all segments as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.facet_keys import facet_key
from search.engines.whoosh.facet_column import KEPT
from search.engines.whoosh.schema import UNDATED
from search.hits import Facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from search.engines.whoosh.found import Found
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments
    from search.hits import FacetFilter
    from search.vietnamese.number_columns import Flags

#: Values of a facet that an answer has at most, the most frequent ones.
MOST_VALUES = 100
#: In days as YYYYMMDD.
_UNITS = {Facet.YEAR: 1_00_00, Facet.MONTH: 1_00, Facet.DAY: 1}
#: Of a day as 2020-12-29.
_LENGTHS = {Facet.YEAR: 4, Facet.MONTH: 7, Facet.DAY: 10}


@dataclass(frozen=True, slots=True, eq=False)
class _Values:
    """A facet of all segments: value ``i`` of all that documents have is ``spellings[codes[i]]``.

    ``keys`` numbers the keys, ``key_of`` has the number of each spelling's. ``owners`` is None
    where every document has one value.
    """

    spellings: list[str]
    codes: Integers
    owners: Integers | None
    keys: dict[str, int]
    key_of: Integers

    @classmethod
    def of(cls, spellings: list[str], codes: Integers, owners: Integers | None) -> _Values:
        keys: dict[str, int] = {}
        numbers = [keys.setdefault(facet_key(each), len(keys)) for each in spellings]
        return cls(spellings, codes, owners, keys, np.array(numbers, np.int64))


class Facets:
    """The facets of some segments, each read when it is first asked for."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self._values: dict[Facet, _Values] = {}

    def count(self, facet: Facet, found: Found) -> tuple[tuple[str, int], ...]:
        """Return the MOST_VALUES most frequent values with how many documents found have each.

        Spellings with one key count as one value, shown in the most frequent of them.
        """
        values = self._of(facet)
        matching = found.matching(self._segments.size)
        codes = values.codes[matching if values.owners is None else matching[values.owners]]
        counts = np.bincount(codes, minlength=len(values.spellings))
        totals = np.bincount(values.key_of, counts, len(values.keys)).astype(np.int64)
        # the last of equal keys to be written stays: the most frequent, the first in the alphabet
        best = np.zeros(len(values.keys), np.int64)
        order = np.argsort(counts[::-1], kind="stable")
        order = len(counts) - 1 - order
        best[values.key_of[order]] = order
        shown = most(totals)
        named = [(values.spellings[best[at]], int(totals[at])) for at in shown.tolist()]
        return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:MOST_VALUES])

    def passing(self, filters: Iterable[FacetFilter]) -> Flags:
        """Return which documents pass: those with any value asked for, facet by facet.

        A document that has an excluded value does not pass, whatever else it has.
        """
        passing = np.ones(self._segments.size, np.bool_)
        wanted: dict[Facet, Flags] = {}
        for each in filters:
            having = self._having(each.facet, each.value)
            if each.excluded:
                passing &= ~having
            else:
                wanted[each.facet] = having | wanted.get(each.facet, having)
        for having in wanted.values():
            passing &= having
        return passing

    def _having(self, facet: Facet, value: str) -> Flags:
        values = self._of(facet)
        number = values.keys.get(facet_key(value), -1)
        having: Flags = (values.key_of == number)[values.codes]
        if values.owners is None:
            return having
        documents = np.zeros(self._segments.size, np.bool_)
        documents[values.owners[having]] = True
        return documents

    def _of(self, facet: Facet) -> _Values:
        known = self._values.get(facet)
        if known is None:
            known = self._kept(facet) if facet in KEPT else self._dated(facet)
            self._values[facet] = known
        return known

    def _dated(self, facet: Facet) -> _Values:
        days = self._segments.published
        dated = np.flatnonzero(days != UNDATED)
        unit = _UNITS[facet]
        periods, codes = np.unique(days[dated] // unit, return_inverse=True)
        return _Values.of([_period(each * unit, facet) for each in periods.tolist()], codes, dated)

    def _kept(self, facet: Facet) -> _Values:
        columns = [(each, each.segment.table.facet(facet)) for each in self._segments.stretches]
        spellings = sorted({value for _, column in columns for value in column.values})
        places = {value: place for place, value in enumerate(spellings)}
        codes = [
            np.array([places[value] for value in column.values], np.int64)[column.codes]
            for _, column in columns
        ]
        owners = None
        if any(column.owners is not None for _, column in columns):
            owners = _joined([stretch.first + column.owned() for stretch, column in columns])
        return _Values.of([each.decode() for each in spellings], _joined(codes), owners)


def _joined(parts: Sequence[NDArray[np.int64]]) -> Integers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def most(totals: Integers) -> Integers:
    """Return the places of the highest totals above 0: MOST_VALUES, and all equal to the last."""
    having = np.bincount(totals)[:0:-1].cumsum()  # so many have the highest total, or the next, …
    least = len(having) - int(np.searchsorted(having, MOST_VALUES))
    return np.flatnonzero(totals >= max(least, 1))


def _period(day: int, facet: Facet) -> str:
    """Return the year of a day as ``2020``, its month as ``2020-12``, itself as ``2020-12-29``."""
    written = f"{day:08}"
    return f"{written[:4]}-{written[4:6]}-{written[6:]}"[: _LENGTHS[facet]]
