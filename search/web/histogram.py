"""When what was found was published: a bar for each year, or for each month of a short time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.hits import Facet
from search.web.parameters import SearchParameters  # noqa: TC001 - a field of a dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.hits import ResultPage
    from search.searcher import Request

#: A time of more years than that is shown by tens of years, one of so many months by months.
_MOST_YEARS = 50
_MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, ten years or a month, how many were published then, and the search for them.

    ``height`` is of 100. ``first`` and ``last`` are as they are typed.
    """

    first: str
    last: str
    count: int
    height: float
    parameters: SearchParameters

    @property
    def label(self) -> str:
        """The year or years; a month as ``12/2020``."""
        year, _, month = self.first.partition("-")
        if month:
            return f"{int(month)}/{year}"
        return year if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars from the first to the last time at which anything was published.

    ``undated`` is how many have no date, and ``only_undated`` the search for them.
    """

    bars: tuple[Bar, ...]
    undated: int
    only_undated: SearchParameters


def histogram(page: ResultPage, request: Request, parameters: SearchParameters) -> Histogram:
    """Return when the hits of all pages were published, counted by year and month."""
    years = {int(value): count for value, count in page.facets[Facet.YEAR]}
    months = {_months(value): count for value, count in page.facets[Facet.MONTH]}
    spans = dict(_by_months(months) if _short(months, request) else _by_years(years))
    most = max(spans.values(), default=1)
    bars = tuple(
        Bar(first, last, count, 100 * count / most, parameters.changed(first=first, last=last))
        for (first, last), count in spans.items()
    )
    # nothing undated is from a day or later
    only_undated = parameters.changed(q=f"{parameters.q} -from:0001")
    return Histogram(bars, page.total - sum(years.values()), only_undated)


def _short(months: Mapping[int, int], request: Request) -> bool:
    """Return whether all of it is within a short time that somebody asked for."""
    asked = bool(request.first and request.last) or any(
        each.facet in {Facet.YEAR, Facet.MONTH} and not each.excluded for each in request.filters
    )
    return asked and bool(months) and max(months) - min(months) < _MOST_MONTHS


def _by_months(months: Mapping[int, int]) -> Iterator[tuple[tuple[str, str], int]]:
    for at in range(min(months), max(months) + 1):
        month = f"{at // 12:04}-{at % 12 + 1:02}"
        yield (month, month), months.get(at, 0)


def _by_years(years: Mapping[int, int]) -> Iterator[tuple[tuple[str, str], int]]:
    if not years:
        return
    step = 1 if max(years) - min(years) < _MOST_YEARS else 10
    for at in range(min(years) // step * step, max(years) + 1, step):
        count = sum(years.get(year, 0) for year in range(at, at + step))
        yield (f"{max(at, 1):04}", f"{at + step - 1:04}"), count


def _months(value: str) -> int:
    year, month = value.split("-")
    return 12 * int(year) + int(month) - 1
