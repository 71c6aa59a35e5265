"""What a page of results shows beside its hits: filters on, filters on offer, ways out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.hits import Facet
from search.request import Request  # noqa: TC001 - a field of a dataclass
from search.web.histogram import Histogram, dated_facets, histogram
from search.web.parameters import SearchParameters
from search.web.wording import FACET_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.hits import ResultPage
    from search.searcher import Searcher

#: Facets listed beside the results; the histogram has its own.
LISTED = (Facet.SOURCE, Facet.SECTION, Facet.AUTHOR, Facet.CREDIT, Facet.TAG)
#: Listed with them where somebody was recognised.
OF_PEOPLE = (Facet.PERSON, Facet.ORGANISATION, Facet.PLACE)
_FIRST_SHOWN = 6
_MOST_SHOWN = 60

Label = tuple[str, str]

_SWITCHES: dict[str, Label] = {
    "exact": ("Chỉ khớp đúng dấu", "Accents as typed"),
    "expand": ("Không tìm dạng viết tắt, đầy đủ", "No abbreviations or long forms"),
    "succession": ("Không tìm tên cũ", "No names of before"),
    "relax": ("Đủ mọi từ", "Every word"),
    "all_copies": ("Hiện cả bài gần giống", "Near-copies too"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows or changes the search, and the search without it."""

    label: Label
    without: SearchParameters
    excluding: bool = False


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value on offer, with the URLs of searches for what has it, and for what has it not."""

    value: str
    count: int
    only: str
    but: str


@dataclass(frozen=True, slots=True)
class FacetList:
    """The commonest values of one facet, the first few apart; ``unlisted`` says how many more."""

    name: Label
    first: tuple[FacetValue, ...]
    others: tuple[FacetValue, ...]
    unlisted: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """A page of results with all that stands around it.

    ``ways_out`` are searches without one of the chips, with what they find, where nothing is found.
    """

    page: ResultPage
    chips: tuple[Chip, ...]
    facets: tuple[FacetList, ...]
    histogram: Histogram
    ways_out: tuple[tuple[Chip, int], ...]


def counted_request(parameters: SearchParameters) -> Request:
    """Return the request whose answer has all counts of a page. Raises UsageError."""
    return parameters.request((*LISTED, *dated_facets(parameters.request())))


def search_view(searcher: Searcher, request: Request, parameters: SearchParameters) -> SearchView:
    """Search, and return everything that the page shows. Raises QueryError.

    ``request`` is the ``counted_request`` of the parameters.
    """
    page = searcher.search(with_people(request, searcher))
    chips = tuple(_chips(parameters))
    ways_out: list[tuple[Chip, int]] = []
    if not page.total:
        for chip in chips:
            count = searcher.count(chip.without.request())
            if count:
                ways_out.append((chip, count))
    return SearchView(
        page=page,
        chips=chips,
        facets=tuple(_facet_lists(page, parameters)),
        histogram=histogram(page, request, parameters),
        ways_out=tuple(ways_out),
    )


def with_people(request: Request, searcher: Searcher) -> Request:
    """Return ``request`` counted by whom articles name, too, where that can be."""
    of_people = OF_PEOPLE if searcher.counts_people else ()
    return replace(request, facets=(*request.facets, *of_people))


def _chips(now: SearchParameters) -> Iterator[Chip]:
    for name in ("filter", "exclude"):
        values: list[str] = getattr(now, name)
        for at, value in enumerate(values):
            others = values[:at] + values[at + 1 :]
            yield Chip(_filter_label(value), now.changed(**{name: others}), name == "exclude")
    if now.source:
        yield Chip((f"Báo: {now.source}", f"Newspaper: {now.source}"), now.changed(source=""))
    if now.within:
        yield Chip((f"Chỉ trong: {now.within}", f"Only in: {now.within}"), now.changed(within=""))
    if now.first or now.last:
        ends = f"{now.first or '…'} – {now.last or '…'}"
        yield Chip((f"Ngày: {ends}", f"Date: {ends}"), now.changed(first="", last=""))
    for name, label in _SWITCHES.items():
        if getattr(now, name) != SearchParameters.model_fields[name].default:
            yield Chip(label, now.changed(**{name: not getattr(now, name)}))


def _filter_label(text: str) -> Label:
    name, _, value = (part.strip() for part in text.partition("="))
    vi, en = FACET_NAMES[Facet(name.lower())]
    return f"{vi}: {value}", f"{en}: {value}"


def _facet_lists(page: ResultPage, now: SearchParameters) -> Iterator[FacetList]:
    only, but = now.urls_with("filter"), now.urls_with("exclude")
    for facet in (*LISTED, *OF_PEOPLE):
        counts = page.facets.get(facet, ())
        shown = tuple(
            FacetValue(value, count, only(f"{facet}={value}"), but(f"{facet}={value}"))
            for value, count in counts[:_MOST_SHOWN]
        )
        if shown:
            unlisted = len(counts) - len(shown)
            name = FACET_NAMES[facet]
            yield FacetList(name, shown[:_FIRST_SHOWN], shown[_FIRST_SHOWN:], unlisted)
