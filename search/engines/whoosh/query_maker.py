"""Whoosh's queries, and those beside them, by the names that every engine knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whoosh import query as stock

from search.engines.fields import TEXT
from search.engines.query_maker import Beside
from search.engines.whoosh.queries import (
    LAST_DAY,
    BestOf,
    Filtered,
    Joined,
    PublishedIn,
    Raised,
    Without,
)
from search.engines.whoosh.schema import UNDATED, column, compounds, day_number, pairs
from search.engines.whoosh.wide_queries import Among, AtLeast, MultiPhrase, NearTerms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from search.hits import Kind
    from search.labels import DocumentKey

_BESIDE: dict[Beside, Callable[[str], str]] = {
    Beside.NOTHING: str,
    Beside.PAIRS: pairs,
    Beside.WORDS: compounds,
}


@dataclass(frozen=True, slots=True)
class WhooshQueries:
    """Makes the queries that ``Scorer`` answers: see QueryMaker."""

    kind: Kind

    def term(self, term: str, field: str, weight: float) -> stock.Query:
        """Match a term in one field."""
        return stock.Term(column(self.kind, field), term, boost=weight)

    def joined(self, beside: Beside, term: str, weight: float) -> stock.Query:
        """Match a term in the fields that are one text."""
        names = (column(self.kind, field) for field in TEXT[self.kind])
        return Joined(tuple(map(_BESIDE[beside], names)), term, weight)

    def phrase(self, terms: Sequence[str], field: str, weight: float) -> stock.Query:
        """Match terms in a row."""
        return stock.Phrase(column(self.kind, field), list(terms), boost=weight)

    def multi_phrase(
        self, places: Sequence[Sequence[str]], field: str, weight: float
    ) -> stock.Query:
        """Match a row with any of some terms at each place."""
        return MultiPhrase(column(self.kind, field), places, weight)

    def near(self, terms: Sequence[str], window: int, field: str, weight: float) -> stock.Query:
        """Match terms in any order within so many positions."""
        return NearTerms(column(self.kind, field), terms, window, weight)

    def published(self, first: date | None, last: date | None) -> stock.Query:
        """Match what was published in a period."""
        return PublishedIn(day_number(first, UNDATED + 1), day_number(last, LAST_DAY))

    def among(self, documents: frozenset[DocumentKey]) -> stock.Query:
        """Match these documents."""
        return Among(documents)

    def everything(self) -> stock.Query:
        """Match every document."""
        return stock.Every()

    def any(self, queries: Sequence[stock.Query], weight: float = 1.0) -> stock.Query:
        """Match what any matches."""
        return stock.Or(list(queries), boost=weight)

    def all(self, queries: Sequence[stock.Query]) -> stock.Query:
        """Match what all match."""
        return stock.And(list(queries))

    def at_least(self, queries: Sequence[stock.Query], least: int) -> stock.Query:
        """Match what so many match."""
        return AtLeast(queries, least)

    def best_of(self, queries: Sequence[stock.Query]) -> stock.Query:
        """Match what any matches; it scores the best."""
        return BestOf(list(queries))

    def raised(self, query: stock.Query, more: stock.Query) -> stock.Query:
        """Add the score of ``more`` where it matches too."""
        return Raised(query, more)

    def without(self, query: stock.Query, excluded: stock.Query) -> stock.Query:
        """Match what ``excluded`` does not."""
        return Without(query, excluded)

    def filtered(self, query: stock.Query, kept: stock.Query) -> stock.Query:
        """Match what both match; ``query`` scores."""
        return Filtered(query, kept)
