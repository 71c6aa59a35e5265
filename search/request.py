"""A Request: what to search and how to show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.hits import Kind, Sort

if TYPE_CHECKING:
    from datetime import date

    from search.hits import Facet, FacetFilter
    from search.query.tree import Field

MAX_LIMIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to search and how to show it: the same parameters on every screen.

    ``limit`` hits a page, pages counted from 1. ``exact`` asks for accents as typed, ``within``
    is the field for words that name none, ``any_word`` lets one word of plain text be enough,
    ``expand`` searches abbreviations and their long forms for each other, and with ``succession``
    names of today for those of before; ``relax`` fills a page with what has most of the words.
    What passes all ``filters`` is found, and counted by each of ``facets``. Near-copies are one
    hit, unless ``all_copies`` are asked for. ``today`` is what ``from:hôm-qua`` counts from. Under
    ``explain`` hits say where their scores come from. Raises UsageError for a page or limit that
    cannot be.
    """

    text: str
    kind: Kind = Kind.ARTICLE
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    page: int = 1
    exact: bool = False
    any_word: bool = False
    expand: bool = True
    succession: bool = True
    relax: bool = True
    within: Field | None = None
    source: str = ""
    first: date | None = None
    last: date | None = None
    all_copies: bool = False
    filters: tuple[FacetFilter, ...] = ()
    facets: tuple[Facet, ...] = ()
    today: date | None = None
    explain: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise UsageError(
                f"--limit phải từ 1 đến {MAX_LIMIT}", f"--limit must be from 1 to {MAX_LIMIT}"
            )
        if self.page < 1:
            raise UsageError("--page đếm từ 1", "--page counts from 1")
        if self.first and self.last and self.first > self.last:
            raise UsageError(
                f"--from {self.first} muộn hơn --to {self.last}",
                f"--from {self.first} is later than --to {self.last}",
            )
