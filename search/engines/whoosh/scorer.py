"""Answer Whoosh's query objects a term at a time, with numpy.

A document matches where its score is above 0; every weight is, and so is every score of a term.
Classes of queries that are not listed here are answered by Whoosh's own matchers, one document
after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as stock

from search.engines.whoosh.found import NOTHING, Found, Scores
from search.engines.whoosh.found_lists import added_up
from search.engines.whoosh.phrases import PhraseFinder
from search.engines.whoosh.queries import BestOf, Filtered, Joined, PublishedIn, Raised, Without
from search.engines.whoosh.spot_scorer import SpotScorer
from search.engines.whoosh.term_scores import TermScores
from search.engines.whoosh.wide_finder import WideFinder
from search.engines.whoosh.wide_queries import Among, AtLeast, MultiPhrase, NearTerms

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.whoosh.segments import Segments
    from search.engines.whoosh.term_cache import TermCache

#: Fewer documents than this share are listed rather than kept as a column.
_LISTED_SHARE = 16
#: So few postings are sorted sooner than a column is cleared and searched.
_SORTED_SHARE = 64


class Scorer:
    """Finds what matches in some segments. Not for several threads."""

    def __init__(
        self,
        segments: Segments,
        cache: TermCache,
        by_whoosh: Callable[[stock.Query], Found],
    ) -> None:
        self._segments = segments
        self._size = segments.size
        self._by_whoosh = by_whoosh
        self.terms = TermScores(segments, cache)
        self.phrases = PhraseFinder(segments, cache)
        self._wide = WideFinder(self.terms)
        self.spot = SpotScorer(self.terms, self.phrases, self._wide, self.find)

    def find(self, query: stock.Query, weight: float = 1.0) -> Found:
        """Return all that matches ``query``, scores times ``weight``."""
        name = _FIND.get(type(query))
        if name is None or getattr(query, "boost", 1.0) <= 0:
            found = self._by_whoosh(query)
            return Found(found.documents, found.scores * np.float32(weight))
        answered: Found = getattr(self, name)(query, weight)
        return answered

    def _single(self, query: Any) -> Found:
        """Return the documents of one term, without its boost."""
        if type(query) is Joined:
            return self.terms.joined(query.fieldnames, query.text)
        return self.terms.of(query.fieldname, query.text)

    def _find_single(self, query: Any, weight: float) -> Found:
        found = self._single(query)
        weight *= query.boost
        if weight == 1.0:
            return found
        return Found(found.documents, found.scores * np.float32(weight))

    def _find_or(self, query: Any, weight: float) -> Found:
        if len(query.subqueries) == 1:
            return self.find(query.subqueries[0], weight * query.boost)
        parts = [(found, times) for found, times in self._parts(query, weight) if len(found.scores)]
        total = sum(found.bound for found, _ in parts)
        if total * _SORTED_SHARE < self._size:
            return added_up(parts)
        scores = np.zeros(self._size, np.float32)
        for found, times in parts:
            more = found.scores if times == 1.0 else found.scores * np.float32(times)
            if found.documents is None:
                scores += more
            else:
                np.add.at(scores, found.documents, more)
        return Found(None, scores)

    def _parts(self, query: Any, weight: float) -> list[tuple[Found, float]]:
        """Return what is to be added up for a query, with the weight of each part."""
        weight *= getattr(query, "boost", 1.0)
        if type(query) is stock.Or:
            return [part for each in query.subqueries for part in self._parts(each, weight)]
        if type(query) in (stock.Term, Joined) and query.boost > 0:
            return [(self._single(query), weight)]
        return [(self.find(query, weight / getattr(query, "boost", 1.0)), 1.0)]

    def _find_max(self, query: Any, weight: float) -> Found:
        found = [self.find(each, weight * query.boost) for each in query.subqueries]
        found = [each for each in found if len(each.scores)]
        if len(found) == 1:
            return found[0]
        scores = np.zeros(self._size, np.float32)
        for each in found:
            if each.documents is None:
                np.maximum(scores, each.scores, out=scores)
            else:
                scores[each.documents] = np.maximum(scores[each.documents], each.scores)
        return self._listed_if_few(scores)

    def _find_and(self, query: Any, weight: float) -> Found:
        weight *= query.boost
        first, *others = sorted(query.subqueries, key=self._bound)
        found = self.find(first, weight)
        for each in others:
            found = self._both(found, each, weight)
        return found

    def _both(self, found: Found, query: stock.Query, weight: float) -> Found:
        if found.documents is not None:
            scores = self.spot.at(query, found.documents, weight)
            kept = scores > 0
            return Found(found.documents[kept], (found.scores + scores)[kept])
        other = self.find(query, weight)
        if other.documents is not None:
            scores = found.scores[other.documents]
            kept = scores > 0
            return Found(other.documents[kept], (other.scores + scores)[kept])
        scores = found.scores + other.scores
        scores *= found.scores > 0
        scores *= other.scores > 0
        return self._listed_if_few(scores)

    def _listed_if_few(self, scores: Scores) -> Found:
        found = Found(None, scores)
        if found.count() * _LISTED_SHARE < self._size:
            return Found(*found.listed())
        return found

    def _find_maybe(self, query: Any, weight: float) -> Found:
        found = self._find_listed(query.a, weight)
        if found.documents is not None:
            more = self.spot.at(query.b, found.documents, weight)
            return Found(found.documents, found.scores + more)
        more = self.find(query.b, weight).spread(self._size)
        scores = found.scores + more
        scores *= found.scores > 0
        return Found(None, scores)

    def _find_listed(self, query: stock.Query, weight: float) -> Found:
        """Find, and list what was found where it is little."""
        found = self.find(query, weight)
        return found if found.documents is not None else self._listed_if_few(found.scores)

    def _find_and_not(self, query: Any, weight: float) -> Found:
        found = self.find(query.a, weight)
        if found.documents is not None:
            kept = self.spot.at(query.b, found.documents) <= 0
            return Found(found.documents[kept], found.scores[kept])
        return Found(None, found.scores * (self.find(query.b).spread(self._size) <= 0))

    def _find_not(self, query: Any, weight: float) -> Found:
        """Return what the query within does not match; it scores 1, as in Whoosh."""
        missing = self.find(query.query).spread(self._size) <= 0
        return Found(None, missing * np.float32(weight * query.boost))

    def _find_required(self, query: Any, weight: float) -> Found:
        found = self.find(query.a, weight)
        if found.documents is not None:
            kept = self.spot.at(query.b, found.documents) > 0
            return Found(found.documents[kept], found.scores[kept])
        return self._listed_if_few(found.scores * (self.find(query.b).spread(self._size) > 0))

    def _find_at_least(self, query: Any, weight: float) -> Found:
        counts = np.zeros(self._size, np.uint16)
        scores = np.zeros(self._size, np.float32)
        for each in query.subqueries:
            documents, more = self.find(each, weight).listed()
            counts[documents] += 1
            scores[documents] += more
        scores *= counts >= query.least
        return self._listed_if_few(scores)

    def _find_wide(self, query: Any, weight: float) -> Found:
        documents = self._wide.documents(query)
        return Found(documents, self._wide.scores(query, documents, weight * query.boost))

    def _find_every(self, query: Any, weight: float) -> Found:
        if query.fieldname is not None:
            return self._by_whoosh(query)
        return Found(None, np.full(self._size, query.boost * weight, np.float32))

    def _find_nothing(self, _query: Any, _weight: float) -> Found:
        return NOTHING

    def _find_published(self, query: Any, weight: float) -> Found:
        return Found(None, query.holds(self._segments.published) * np.float32(weight))

    def _find_among(self, query: Any, weight: float) -> Found:
        documents = self._segments.numbered(query.keys)
        return Found(documents, np.full(len(documents), weight, np.float32))

    def _find_phrase(self, query: Any, weight: float) -> Found:
        documents = self.phrases.documents(query.fieldname, query.words, query.slop)
        scores = self.spot.phrase(query, documents, weight * query.boost)
        return Found(documents, scores)

    def _bound(self, query: Any) -> int:
        """Return at most how many documents match, roughly."""
        match query:
            case stock.Term():
                return self.terms.count(query.fieldname, query.text)
            case Joined():
                return self._single(query).bound
            case stock.Or() | BestOf():
                return min(sum(map(self._bound, query.subqueries)), self._size)
            case stock.And():
                return min(map(self._bound, query.subqueries), default=0)
            case stock.Phrase() | NearTerms():
                return min(self.terms.count(query.fieldname, word) for word in query.words)
            case _:
                return self._bound(query.a) if isinstance(query, _BY_FIRST) else self._size


_BY_FIRST = (Raised, Without, Filtered)  # match no more than their first query
_FIND: dict[type, str] = {
    stock.Term: "_find_single",
    Joined: "_find_single",
    stock.Or: "_find_or",
    stock.And: "_find_and",
    BestOf: "_find_max",
    Raised: "_find_maybe",
    Without: "_find_and_not",
    stock.Not: "_find_not",
    Filtered: "_find_required",
    stock.Phrase: "_find_phrase",
    stock.Every: "_find_every",
    type(stock.NullQuery): "_find_nothing",
    PublishedIn: "_find_published",
    Among: "_find_among",
    AtLeast: "_find_at_least",
    MultiPhrase: "_find_wide",
    NearTerms: "_find_wide",
}
