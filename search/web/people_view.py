"""What a page about a person shows beside the profile: a small chart of years, the posts held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: More years are not drawn: the first of them are counted together.
_MOST_YEARS = 40


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year and its articles; ``height`` is of 100."""

    year: str
    count: int
    height: float


@dataclass(frozen=True, slots=True)
class YearChart:
    """A bar for each year from the first to the last, and what has none.

    ``earlier`` counts the articles of years before those drawn, ``undated`` those without a day.
    """

    bars: tuple[YearBar, ...]
    earlier: int
    undated: int


def year_chart(years: Mapping[str, int]) -> YearChart:
    """Return the chart of how many articles there are of each year; undated ones under ``""``."""
    dated = {int(year): count for year, count in years.items() if year}
    last = max(dated, default=0)
    first = max(min(dated, default=1), last - _MOST_YEARS + 1)
    most = max((count for year, count in dated.items() if year >= first), default=1)
    bars = tuple(
        YearBar(f"{year:04}", count, 100 * count / most)
        for year in range(first, last + 1)
        for count in [dated.get(year, 0)]
    )
    earlier = sum(count for year, count in dated.items() if year < first)
    return YearChart(bars, earlier, years.get("", 0))
