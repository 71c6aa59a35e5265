"""When what was found was published: a bar for each year, or each month or day of a short time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from search.hits import Facet
from search.web.parameters import SearchParameters  # noqa: TC001 - a field of a dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.hits import FacetFilter, ResultPage
    from search.request import Request

#: A time of more years than that is shown by tens of years, one of so many months by months, one
#: of so many days by days.
_MOST_YEARS = 50
_MOST_MONTHS = 36
_MOST_DAYS = 62
_BROAD = (Facet.YEAR, Facet.MONTH)
_TIMES = frozenset({Facet.YEAR, Facet.MONTH, Facet.DAY})


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, ten years, a month or a day, how many were published then, and the search for them.

    ``height`` is of 100. ``first`` and ``last`` are as they are typed.
    """

    first: str
    last: str
    count: int
    height: float
    parameters: SearchParameters

    @property
    def label(self) -> str:
        """The year or years; a month as ``12/2020``, a day as ``29/12/2020``."""
        if self.first != self.last:
            return f"{self.first}–{self.last}"
        year, *others = self.first.split("-")
        return "/".join([*(str(int(each)) for each in reversed(others)), year])


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars from the first to the last time at which anything was published.

    ``undated`` is how many have no date, and ``only_undated`` the search for them.
    """

    bars: tuple[Bar, ...]
    undated: int
    only_undated: SearchParameters


def dated_facets(request: Request) -> tuple[Facet, ...]:
    """Return what a histogram of a request is drawn from; days only for a time that has few."""
    return (*_BROAD, Facet.DAY) if _few_days(request) else _BROAD


def histogram(page: ResultPage, request: Request, parameters: SearchParameters) -> Histogram:
    """Return when the hits of all pages were published, from their ``dated_facets``."""
    years = {int(value): count for value, count in page.facets[Facet.YEAR]}
    spans = dict(_spans(page, request, years))
    most = max(spans.values(), default=1)
    bars = tuple(
        Bar(first, last, count, 100 * count / most, parameters.changed(first=first, last=last))
        for (first, last), count in spans.items()
    )
    # nothing undated is from a day or later
    only_undated = parameters.changed(q=f"{parameters.q} -from:0001")
    return Histogram(bars, page.total - sum(years.values()), only_undated)


def _few_days(request: Request) -> bool:
    if request.first and request.last:
        return (request.last - request.first).days < _MOST_DAYS
    return any(each.facet in {Facet.MONTH, Facet.DAY} for each in _wanted_times(request))


def _wanted_times(request: Request) -> list[FacetFilter]:
    return [each for each in request.filters if each.facet in _TIMES and not each.excluded]


def _spans(
    page: ResultPage, request: Request, years: Mapping[int, int]
) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield days, months or years, whichever suit the time that somebody asked for."""
    days = {date.fromisoformat(each): count for each, count in page.facets.get(Facet.DAY, ())}
    if days and (max(days) - min(days)).days < _MOST_DAYS:
        return _by_days(days, request)
    months = {_months(value): count for value, count in page.facets[Facet.MONTH]}
    asked = bool(request.first and request.last) or bool(_wanted_times(request))
    if asked and months and max(months) - min(months) < _MOST_MONTHS:
        return _by_months(months)
    return _by_years(years)


def _by_days(days: Mapping[date, int], request: Request) -> Iterator[tuple[tuple[str, str], int]]:
    first, last = request.first or min(days), request.last or max(days)
    if (last - first).days >= _MOST_DAYS:
        first, last = min(days), max(days)
    for at in range((last - first).days + 1):
        day = first + timedelta(at)
        yield (day.isoformat(), day.isoformat()), days.get(day, 0)


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
