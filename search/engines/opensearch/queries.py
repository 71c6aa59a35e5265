"""Queries as the cluster's JSON, by the names that every engine knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.mapping import PAIR_SIGN, column, joined
from search.engines.opensearch.terms import document_id
from search.engines.query_maker import Beside
from search.errors import QueryError
from search.hits import Kind
from search.vietnamese.patterns import FOLDED, VARIANT, index_terms
from search.vietnamese.spelling import fold
from search.vietnamese.variants import variant_folds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from search.labels import DocumentKey

Json = dict[str, Any]

#: Documents that a query may name one by one: what a cluster lets a list of terms have.
MOST_AMONG = 65_536


@dataclass(frozen=True, slots=True)
class ClusterQueries:
    """Makes the queries of documents of one kind: see QueryMaker. ``text`` is for messages."""

    kind: Kind
    text: str = ""

    def term(self, term: str, field: str, weight: float = 1.0) -> Json:
        """Match a term in one field."""
        return term_in(column(self.kind, field), term, weight)

    def joined(self, beside: Beside, term: str, weight: float = 1.0) -> Json:
        """Match a term in all text taken as one."""
        own = term.replace(" ", PAIR_SIGN) if beside is Beside.PAIRS else term
        return term_in(joined(self.kind, beside), own, weight)

    def phrase(self, terms: Sequence[str], field: str, weight: float) -> Json:
        """Match terms in a row."""
        row = phrase_in(column(self.kind, field), terms)
        return self._where(row, [self.term(term, field, weight) for term in terms])

    def multi_phrase(self, places: Sequence[Sequence[str]], field: str, weight: float) -> Json:
        """Match a row with any of some terms at each place."""
        if not all(places):
            return {"match_none": {}}
        best = [self.best_of([self.term(t, field, weight) for t in each]) for each in places]
        return self._where(row_in(column(self.kind, field), places), best)

    def near(self, terms: Sequence[str], window: int, field: str, weight: float) -> Json:
        """Match terms in any order within so many positions.

        Raises QueryError where one term stands for another, ``ban`` for ``bạn``, and there is not
        room enough: intervals count the two as two places.
        """
        wanted = _multiplied(Counter(terms))
        gaps = window - wanted.total()
        if gaps < 0:
            raise QueryError(
                self.text,
                0,
                "OpenSearch không tìm được cụm “…”~ chật như vậy có hai âm tiết trùng nhau; "
                "hãy tăng số sau ~",
                'OpenSearch cannot look for "…"~ as narrow with two syllables that mean the same; '
                "make the number behind ~ larger",
            )
        each = [{"match": {"query": term, "analyzer": "terms"}} for term in wanted.elements()]
        within = {"all_of": {"mode": "unordered", "max_gaps": gaps, "intervals": each}}
        row = {"intervals": {column(self.kind, field): within}}
        return self._where(row, [self.term(term, field, weight) for term in terms])

    def published(self, first: date | None, last: date | None) -> Json:
        """Match what was published in a period."""
        bounds = {"gte": _day(first)} if first else {"gte": 1}
        return {"range": {"day": bounds | ({"lte": _day(last)} if last else {})}}

    def among(self, documents: frozenset[DocumentKey]) -> Json:
        """Match these documents. Raises QueryError for more than MOST_AMONG."""
        photos = self.kind is Kind.CAPTION
        ids = [document_id(*each) for each in documents if bool(each[1]) is photos]
        if len(ids) > MOST_AMONG:
            raise QueryError(
                self.text,
                0,
                f"OpenSearch chỉ lọc được theo người có nhiều nhất {MOST_AMONG} bài hay ảnh, "
                f"ở đây là {len(ids)}; hãy nêu rõ hơn là ai",
                f"OpenSearch can filter by people in at most {MOST_AMONG} articles or photos, "
                f"here {len(ids)}; say more precisely who",
            )
        return {"ids": {"values": sorted(ids)}}

    def everything(self) -> Json:
        """Match every document."""
        return {"match_all": {}}

    def any(self, queries: Sequence[Json], weight: float = 1.0) -> Json:
        """Match what any matches."""
        return {"bool": {"should": list(queries), "minimum_should_match": 1, "boost": weight}}

    def all(self, queries: Sequence[Json]) -> Json:
        """Match what all match."""
        return {"bool": {"must": list(queries)}}

    def at_least(self, queries: Sequence[Json], least: int) -> Json:
        """Match what so many match."""
        return {"bool": {"should": list(queries), "minimum_should_match": least}}

    def best_of(self, queries: Sequence[Json]) -> Json:
        """Match what any matches; it scores the best."""
        return {"dis_max": {"queries": list(queries), "tie_breaker": 0}}

    def raised(self, query: Json, more: Json) -> Json:
        """Add the score of ``more`` where it matches too."""
        return {"bool": {"must": [query], "should": [more]}}

    def without(self, query: Json, excluded: Json) -> Json:
        """Match what ``excluded`` does not."""
        return {"bool": {"must": [query], "must_not": [excluded]}}

    def filtered(self, query: Json, kept: Json) -> Json:
        """Match what both match; ``query`` scores."""
        return {"bool": {"must": [query], "filter": [kept]}}

    def _where(self, row: Json, scoring: Sequence[Json]) -> Json:
        return {"bool": {"filter": [row], "must": list(scoring)}}


def term_in(name: str, term: str, weight: float = 1.0) -> Json:
    """Match a term in a field of the index."""
    return {"term": {name: {"value": term, "boost": weight}}}


def phrase_in(name: str, terms: Sequence[str]) -> Json:
    """Match terms in a row in a field of the index."""
    return {"match_phrase": {name: {"query": " ".join(terms), "analyzer": "terms"}}}


def row_in(name: str, places: Sequence[Sequence[str]]) -> Json:
    """Match a row with any of some terms at each place."""
    if len(places) == 1:
        return {"terms": {name: list(places[0])}}
    clauses = [
        {"span_or": {"clauses": [{"span_term": {name: term}} for term in terms]}}
        for terms in places
    ]
    return {"span_near": {"clauses": clauses, "slop": 0, "in_order": True}}


def _multiplied(counts: Counter[str]) -> Counter[str]:
    """Return how often each term must be there: one that stands for others beside them."""
    return Counter(
        {
            term: count + sum(counts[each] for each in counts if term in _broader(each))
            for term, count in counts.items()
        }
    )


def _broader(term: str) -> tuple[str, ...]:
    """Return the terms that are wherever ``term`` is."""
    if term.startswith(FOLDED):
        return ()
    if term.startswith(VARIANT):
        return tuple(FOLDED + each for each in variant_folds(term.removeprefix(VARIANT)))
    return index_terms(term, fold(term))[1:]


def _day(day: date) -> int:
    return day.year * 1_00_00 + day.month * 1_00 + day.day
