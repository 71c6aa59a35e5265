"""Answer a Whoosh query over all segments of one kind: the page, the total, facets."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.engine import Match, Matches
from search.engines.whoosh.explaining import LEAST, Explainer
from search.engines.whoosh.facets import Facets
from search.engines.whoosh.found import Found, largest
from search.engines.whoosh.grouping import Grouping
from search.engines.whoosh.labelled import Labelled
from search.engines.whoosh.queries import LAST_DAY, terms
from search.engines.whoosh.reranking import Reranker
from search.engines.whoosh.schema import SCHEMA, UNDATED
from search.engines.whoosh.scorer import Scorer
from search.engines.whoosh.term_cache import TermCache
from search.hits import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from whoosh import query as stock
    from whoosh.searching import Searcher

    from search.engines.clues import Clue
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.reranking import Ranked
    from search.engines.whoosh.segments import Segments
    from search.explanation import Contribution
    from search.hits import Facet, FacetFilter
    from search.labels import Labels


class Executor:
    """Answers queries over segments of one kind; keeps what it decodes within ``cache_bytes``.

    Not for several threads.
    """

    def __init__(self, segments: Segments, storage: Any, cache_bytes: int) -> None:
        self.segments = segments
        self._storage = storage
        self._cache = TermCache(cache_bytes)
        self._facets = Facets(segments)
        self._labelled = Labelled(segments)
        self._scorer = Scorer(segments, self._cache, self._by_whoosh)
        self._reranker = Reranker(segments, self._scorer.terms, self._scorer.phrases)
        self._explainer = Explainer(self._scorer.spot)

    def forget(self) -> None:
        """Empty the cache of terms."""
        self._cache.clear()

    def find(self, query: stock.Query) -> Found:
        """Return every document that matches, with its score."""
        self.segments.look_up(terms(query))
        return self._scorer.find(query).without(self.segments.deleted)

    def run(
        self,
        query: stock.Query,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        facets: Collection[Facet] = (),
        filters: Collection[FacetFilter] = (),
        labels: Mapping[Facet, Labels] = MappingProxyType({}),
        grouped: bool = False,
        clues: Sequence[Clue] = (),
        explain: bool = False,
    ) -> Matches:
        """Return one page of what matches, best first, equal ones in the order of the index.

        Where there are ``clues``, the best are looked at again, and so they are for recent ones to
        come first. Under ``explain`` the scores are taken apart.
        """
        found = self.find(query)
        if filters:
            found = found.only(self._facets.passing(filters))
        ranked = self._by_score(found, clues, sort) if sort.by_score else self._by_day(found, sort)
        grouping = Grouping(self.segments, found) if grouped else None
        first = grouping.first(ranked, offset + limit) if grouping else ranked(offset + limit)
        documents, scores = (column[offset:].tolist() for column in first)
        total = found.count()
        return Matches(
            total=total,
            results=grouping.results if grouping else total,
            matches=tuple(
                replace(
                    self._match(document, score, grouping),
                    explanation=(
                        self._explained(query, clues, sort, document, score) if explain else ()
                    ),
                )
                for document, score in zip(documents, scores, strict=True)
            ),
            facets={
                facet: self._labelled.count(facet, labels[facet], found)
                if facet in labels
                else self._facets.count(facet, found)
                for facet in facets
            },
        )

    def _match(self, document: int, score: float, grouping: Grouping | None) -> Match:
        table, number = self.segments.locate(document)
        copies = grouping.copies(document) if grouping else ()
        ids = tuple(self._article_id(each) for each in copies)
        return Match(table.article_id(number), table.ordinal(number), score, ids)

    def _explained(
        self, query: stock.Query, clues: Sequence[Clue], sort: Sort, document: int, score: float
    ) -> tuple[Contribution, ...]:
        parts = self._explainer.contributions(query, document)
        own = sum(part.score for part in parts)
        # whatever is below the best was not looked at again
        if score - own > LEAST:
            recent = sort is Sort.RECENT
            parts += self._reranker.contributions(clues, document, own, recent=recent)
        return tuple(parts)

    def _article_id(self, document: int) -> str:
        table, number = self.segments.locate(document)
        return table.article_id(number)

    def near_copies(self) -> Iterator[list[str]]:
        """Yield the ids of the articles of each group of near-copies."""
        groups: dict[int, list[int]] = {}
        for document in self.segments.grouped.tolist():
            groups.setdefault(int(self.segments.groups[document]), []).append(document)
        for documents in groups.values():
            yield [self._article_id(each) for each in documents]

    def _by_score(self, found: Found, clues: Sequence[Clue], sort: Sort) -> Ranked:
        recent = sort is Sort.RECENT
        return self._reranker.ranked(found, clues, recent=recent) if clues or recent else found.best

    def _by_day(self, found: Found, sort: Sort) -> Ranked:
        """Return what gives so many in the order of days; the undated come last either way."""
        documents, scores = found.listed()
        days = self.segments.published[documents].astype(np.int64)
        if sort is Sort.OLDEST:
            days[days == UNDATED] = LAST_DAY
            days = -days
        # the latest days first, then the lower numbers: both in one number to be sorted
        keys = days << 32 | 0xFFFFFFFF - documents

        def first(most: int) -> tuple[Integers, NDArray[np.float32]]:
            order = largest(keys, most)
            return documents[order], scores[order]

        return first

    def _by_whoosh(self, query: stock.Query) -> Found:
        """Answer a class of queries that we have no arithmetic for."""
        from whoosh.searching import SearchContext

        context = SearchContext(needs_current=True, weighting=self.searcher.weighting)
        documents: list[int] = []
        scores: list[float] = []
        for leaf, first in self.searcher.leaf_searchers():
            matcher = query.matcher(leaf, context)
            while matcher.is_active():
                documents.append(first + matcher.id())
                scores.append(matcher.score())
                matcher.next()
        return Found(np.array(documents, np.int64), np.array(scores, np.float32))

    @cached_property
    def searcher(self) -> Searcher:
        """Whoosh's own searcher of these segments, slow and right."""
        from whoosh.reading import MultiReader, SegmentReader
        from whoosh.searching import Searcher

        from search.engines.whoosh.weighting import LuceneBM25

        readers = [
            SegmentReader(self._storage, SCHEMA, stretch.segment.segment)
            for stretch in self.segments.stretches
        ]
        reader = readers[0] if len(readers) == 1 else MultiReader(readers)
        return Searcher(reader, weighting=LuceneBM25())
