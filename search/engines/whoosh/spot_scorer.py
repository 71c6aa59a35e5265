"""Score a few documents: what stands beside the rarest word of a query need not be found again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as stock

from search.engines.whoosh.found import Found, Scores
from search.engines.whoosh.queries import BestOf, Filtered, Joined, PublishedIn, Raised, Without
from search.engines.whoosh.wide_queries import AtLeast, MultiPhrase, NearTerms

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.whoosh.phrases import PhraseFinder
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.term_scores import TermScores
    from search.engines.whoosh.wide_finder import WideFinder


@dataclass(frozen=True, slots=True, eq=False)
class SpotScorer:
    """Scores some documents. ``find`` is for queries that it has no arithmetic for."""

    terms: TermScores
    phrases: PhraseFinder
    wide: WideFinder
    find: Callable[[stock.Query, float], Found]

    def at(self, query: Any, documents: Integers, weight: float = 1.0) -> Scores:
        """Return the score of each of ``documents``, which ascend: 0 where it does not match."""
        score = _AT.get(type(query))
        boost = getattr(query, "boost", 1.0)
        if score is None or boost <= 0:
            return self.find(query, weight).at(documents, self.terms.size)
        return score(self, query, documents, weight * boost)

    def phrase(self, query: Any, documents: Integers, weight: float) -> Scores:
        """Return the scores of a phrase where it is, which are those of its words, as in Whoosh."""
        scores = np.zeros(len(documents), np.float32)
        # most phrases are in one field of several: the words of the others are not even read
        for word in query.words if len(documents) else ():
            scores += self.terms.at(query.fieldname, word, documents)
        scores *= np.float32(weight)
        return scores


def _term(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    scores = spot.terms.at(query.fieldname, query.text, documents)
    return scores * np.float32(weight)


def _joined(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    found = spot.terms.joined(query.fieldnames, query.text).at(documents, spot.terms.size)
    return found * np.float32(weight)


def _or(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    scores = np.zeros(len(documents), np.float32)
    for each in query.subqueries:
        scores += spot.at(each, documents, weight)
    return scores


def _and(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    each = [spot.at(one, documents, weight) for one in query.subqueries]
    scores: Scores = np.sum(each, axis=0, dtype=np.float32) * (np.min(each, axis=0) > 0)
    return scores


def _max(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    scores = np.zeros(len(documents), np.float32)
    for each in query.subqueries:
        np.maximum(scores, spot.at(each, documents, weight), out=scores)
    return scores


def _maybe(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    scores = spot.at(query.a, documents, weight)
    return (scores + spot.at(query.b, documents, weight)) * (scores > 0)


def _and_not(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    return spot.at(query.a, documents, weight) * (spot.at(query.b, documents) <= 0)


def _not(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    missing: Scores = (spot.at(query.query, documents) <= 0) * np.float32(weight)
    return missing


def _require(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    return spot.at(query.a, documents, weight) * (spot.at(query.b, documents) > 0)


def _phrase(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    within = spot.phrases.documents(query.fieldname, query.words, query.slop, documents)
    return Found(within, spot.phrase(query, within, weight)).at(documents, spot.terms.size)


def _at_least(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    each = [spot.at(one, documents, weight) for one in query.subqueries]
    enough = np.count_nonzero(each, axis=0) >= query.least
    scores: Scores = np.sum(each, axis=0, dtype=np.float32) * enough
    return scores


def _wide(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    within = spot.wide.documents(query, documents)
    return Found(within, spot.wide.scores(query, within, weight)).at(documents, spot.terms.size)


def _published(spot: SpotScorer, query: Any, documents: Integers, weight: float) -> Scores:
    scores: Scores = query.holds(spot.terms.segments.published[documents]) * np.float32(weight)
    return scores


_AT: dict[type, Callable[[SpotScorer, Any, Integers, float], Scores]] = {
    stock.Term: _term,
    Joined: _joined,
    stock.Or: _or,
    stock.And: _and,
    BestOf: _max,
    Raised: _maybe,
    Without: _and_not,
    stock.Not: _not,
    Filtered: _require,
    stock.Phrase: _phrase,
    PublishedIn: _published,
    AtLeast: _at_least,
    MultiPhrase: _wide,
    NearTerms: _wide,
}
