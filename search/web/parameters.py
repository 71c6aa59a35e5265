"""The parameters of a search in a URL: the same ones, by the same names, for page and API."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self
from urllib.parse import quote, quote_plus

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from search.hits import Facet, Kind, Sort
from search.query.facet_filters import facet_filters
from search.query.names import field_named
from search.query.periods import period
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_QUERY = 1000  # characters
MAX_LIMIT = 100  # hits on a page
MAX_PAGE = 1000
MAX_FILTERS = 50

_Short = Annotated[str, StringConstraints(max_length=200)]
_Filters = Annotated[list[_Short], Field(max_length=MAX_FILTERS)]


class PageParameters(BaseModel):
    """What every page is asked with. A parameter that nobody knows is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    q: str = Field(
        default="", max_length=MAX_QUERY, description="The query.", examples=["chuyển đổi số"]
    )
    lang: Literal["vi", "en"] | None = Field(default=None, description="The language of the page.")

    def changed(self, **changes: Any) -> Self:
        """Return these with some others instead."""
        return self.model_copy(update=changes)

    def pairs(self) -> list[tuple[str, str]]:
        """Return what is not as it is by default, as names and values of a URL."""
        return [
            (field.alias or name, _written(each))
            for name, field in type(self).model_fields.items()
            if (value := getattr(self, name)) != field.default
            for each in (value if isinstance(value, list) else [value])
        ]

    def url(self, path: str) -> str:
        """Return the URL under ``path`` that has this state."""
        pairs = [f"{name}={_quoted(value)}" for name, value in self.pairs()]
        return f"{path}?{'&'.join(pairs)}" if pairs else path

    def elsewhere(self, path: str, q: str = "") -> str:
        """Return the URL of another page, in the same language."""
        return PageParameters.model_construct(q=q, lang=self.lang).url(path)


class SearchParameters(PageParameters):
    """What is searched and how it is shown."""

    kind: Kind = Field(default=Kind.ARTICLE, description="Articles, or photos one by one.")
    sort: Sort = Field(default=Sort.RELEVANCE, description="The order of hits.")
    page: int = Field(default=1, ge=1, le=MAX_PAGE, description="Which page.")
    limit: int = Field(default=10, ge=1, le=MAX_LIMIT, description="Hits on a page.")
    exact: bool = Field(default=False, description="Match accents exactly as typed.")
    expand: bool = Field(default=True, description="Search abbreviations and long forms too.")
    succession: bool = Field(default=True, description="Search names of before too.")
    relax: bool = Field(default=True, description="Fill up with what has most of the words.")
    all_copies: bool = Field(default=False, description="Near-copies one by one.")
    within: _Short = Field(default="", alias="in", description="Search in this field only.")
    source: _Short = Field(default="", description="Only articles of this source.")
    first: _Short = Field(
        default="", alias="from", description="From this day, month or year on.", examples=["2020"]
    )
    last: _Short = Field(default="", alias="to", description="Up to this day, month or year.")
    filter: _Filters = Field(
        default=[], description="Only what has this value.", examples=[["year=2020"]]
    )
    exclude: _Filters = Field(default=[], description="Only what has not this value.")
    facet: Annotated[list[Facet], Field(max_length=len(Facet))] = Field(
        default=[], description="Count all hits by this."
    )

    def request(self, facets: tuple[Facet, ...] = ()) -> Request:
        """Return the request, counted by ``facets`` too. Raises UsageError for a bad value."""
        return Request(
            text=self.q,
            kind=self.kind,
            sort=self.sort,
            limit=self.limit,
            page=self.page,
            exact=self.exact,
            expand=self.expand,
            succession=self.succession,
            relax=self.relax,
            within=field_named(self.within) if self.within else None,
            source=self.source,
            first=period(self.first)[0] if self.first.strip() else None,
            last=period(self.last)[1] if self.last.strip() else None,
            all_copies=self.all_copies,
            filters=facet_filters(self.filter, self.exclude),
            facets=tuple(dict.fromkeys((*facets, *self.facet))),
        )

    def changed(self, **changes: Any) -> Self:
        """Return these with some others instead; on page 1 unless a page is among them."""
        return super().changed(**{"page": 1, **changes})

    def url(self, path: str = "/search") -> str:
        """Return the URL under ``path`` that has this state."""
        return super().url(path)

    def urls_with(self, name: Literal["filter", "exclude"]) -> Callable[[str], str]:
        """Return what gives the URL with one more value in a list, whose values differ alone."""
        more = f"+{name}"  # an object like no other, whatever else the list holds
        pairs = self.changed(**{name: [*getattr(self, name), more]}).pairs()
        [at] = [at for at, (_, value) in enumerate(pairs) if value is more]
        before, after = (
            "".join(f"{key}={_quoted(value)}&" for key, value in some)
            for some in (pairs[:at], pairs[at + 1 :])
        )
        return lambda value: f"/search?{before}{name}={quote_plus(value)}&{after}".rstrip("&")


@lru_cache(maxsize=1 << 12)  # a page has its query in more than a hundred links
def _quoted(value: str) -> str:
    return quote_plus(value)


def _written(value: Any) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def article_path(article_id: str) -> str:
    """Return the path of an article's page; an id may hold any character."""
    return f"/articles/{quote(article_id, safe='')}"


def person_path(person_id: str) -> str:
    """Return the path of a person's page."""
    return f"/people/{quote(person_id, safe='')}"
