"""Answer a Whoosh query over all segments of one kind: the page, the total, facets."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.engine import Match, Matches
from search.engines.whoosh.bm25 import FieldStatistics, LuceneBM25
from search.engines.whoosh.document_table import DocumentTable
from search.engines.whoosh.field_reader import open_fields
from search.engines.whoosh.found import Found
from search.engines.whoosh.queries import LAST_DAY
from search.engines.whoosh.schema import SCHEMA, UNDATED
from search.engines.whoosh.segment_scorer import SegmentScorer
from search.engines.whoosh.term_cache import TermCache
from search.engines.whoosh.term_scores import TermScores
from search.hits import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from whoosh import query as stock
    from whoosh.searching import Searcher

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.codec import ArraySegment
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.hits import Facet


@dataclass(frozen=True, slots=True, eq=False)
class OpenSegment:
    """A segment with its file open."""

    segment: ArraySegment
    file: ArrayFile
    fields: Mapping[str, FieldReader]
    table: DocumentTable
    deleted: Integers

    @classmethod
    def of(cls, segment: ArraySegment, file: ArrayFile) -> OpenSegment:
        """Open what is in a file."""
        deleted = np.array(sorted(segment.deleted), np.int64)
        return cls(segment, file, open_fields(file), DocumentTable(file), deleted)


class Executor:
    """Answers queries over segments of one kind; keeps what it decodes within ``cache_bytes``."""

    def __init__(self, segments: Sequence[OpenSegment], storage: Any, cache_bytes: int) -> None:
        self._segments = segments
        self._storage = storage
        self.statistics = _Statistics(segments)
        self._caches: list[TermCache[Found]] = [
            TermCache(cache_bytes // max(len(segments), 1)) for _ in segments
        ]
        self._scorers = [
            SegmentScorer(
                TermScores(each.fields, each.segment.documents, self.statistics, cache),
                each.table,
                partial(self._by_whoosh, number),
            )
            for number, (each, cache) in enumerate(zip(segments, self._caches, strict=True))
        ]

    def forget(self) -> None:
        """Empty the cache of terms."""
        for cache in self._caches:
            cache.clear()

    def run(
        self,
        query: stock.Query,
        *,
        sort: Sort = Sort.RELEVANCE,
        offset: int = 0,
        limit: int = 10,
        facets: Collection[Facet] = (),
    ) -> Matches:
        """Return one page of what matches, best first, equal ones in the order of the index."""
        found = [
            scorer.find(query).without(each.deleted)
            for scorer, each in zip(self._scorers, self._segments, strict=True)
        ]
        counted = {facet: self._facet(facet, found) for facet in facets}
        # the lists before the page are as long as the page is deep, whatever the segment
        most = offset + limit
        if sort is Sort.RELEVANCE:
            page = _page([each.best(most) for each in found], offset, limit)
        else:
            page = self._by_day(found, sort, offset, limit)
        total = sum(each.count() for each in found)
        return Matches(total, tuple(self._match(*each) for each in page), counted)

    def _match(self, number: int, document: int, score: float) -> Match:
        table = self._segments[number].table
        return Match(table.article_id(document), table.ordinal(document), score)

    def _by_day(
        self, found: Sequence[Found], sort: Sort, offset: int, limit: int
    ) -> list[tuple[int, int, float]]:
        """Return a page in the order of days; the undated come last either way."""
        most = offset + limit
        lists = []
        for each, of_segment in zip(self._segments, found, strict=True):
            documents, of_documents = of_segment.listed()
            days = each.table.published[documents].astype(np.int64)
            if sort is Sort.OLDEST:
                days[days == UNDATED] = LAST_DAY
                days = -days
            # the latest days first, then the lower numbers: both in one number to be sorted
            order = _largest(days << 32 | 0xFFFFFFFF - documents, most)
            lists.append((documents[order], days[order], of_documents[order]))
        keys = [(documents, days) for documents, days, _ in lists]
        scores = [dict(zip(d.tolist(), s.tolist(), strict=True)) for d, _, s in lists]
        return [
            (number, document, scores[number][document])
            for number, document, _ in _page(keys, offset, limit)
        ]

    def _facet(self, facet: Facet, found: Sequence[Found]) -> tuple[tuple[str, int], ...]:
        counts: Counter[str] = Counter()
        for each, of_segment in zip(self._segments, found, strict=True):
            codes, values = each.table.facet(facet)
            if of_segment.documents is not None:
                codes = codes[of_segment.documents]
            else:
                codes = codes[of_segment.scores > 0]
            numbers = np.bincount(codes, minlength=len(values))
            used = np.flatnonzero(numbers)
            counts.update({values[at]: int(numbers[at]) for at in used.tolist() if values[at]})
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def _by_whoosh(self, number: int, query: stock.Query) -> Found:
        """Answer a class of queries that we have no arithmetic for."""
        from whoosh.searching import SearchContext

        searcher, _ = self._leaves[number]
        context = SearchContext(needs_current=True, weighting=searcher.weighting)
        matcher = query.matcher(searcher, context)
        documents, scores = [], []
        while matcher.is_active():
            documents.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
        return Found(np.array(documents, np.int64), np.array(scores, np.float32))

    @property
    def _leaves(self) -> list[tuple[Searcher, int]]:
        leaves: list[tuple[Searcher, int]] = self.searcher.leaf_searchers()
        return leaves

    @cached_property
    def searcher(self) -> Searcher:
        """Whoosh's own searcher of these segments, slow and right."""
        from whoosh.reading import MultiReader, SegmentReader
        from whoosh.searching import Searcher

        readers = [SegmentReader(self._storage, SCHEMA, each.segment) for each in self._segments]
        reader = readers[0] if len(readers) == 1 else MultiReader(readers)
        return Searcher(reader, weighting=LuceneBM25())


class _Statistics(dict[str, FieldStatistics]):
    """The statistics of a field, worked out when first asked for."""

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        super().__init__()
        self._segments = segments

    def __missing__(self, name: str) -> FieldStatistics:
        fields = [each.fields[name] for each in self._segments if name in each.fields]
        made = self[name] = FieldStatistics(fields)
        return made


def _page(
    lists: Sequence[tuple[Integers, Any]], offset: int, limit: int
) -> list[tuple[int, int, float]]:
    """Return the page of the lists together: the segment, the document, what it was ranked by."""
    numbers = np.repeat(np.arange(len(lists)), [len(documents) for documents, _ in lists])
    documents = np.concatenate([each for each, _ in lists]) if lists else numbers
    keys = np.concatenate([each for _, each in lists]) if lists else numbers
    order = np.lexsort((documents, numbers, -keys))[offset : offset + limit]
    return list(
        zip(
            numbers[order].tolist(),
            documents[order].tolist(),
            keys[order].tolist(),
            strict=True,
        )
    )


def _largest(keys: Integers, most: int) -> Integers:
    """Return the places of the ``most`` largest keys, in no order."""
    if len(keys) <= most:
        return np.arange(len(keys))
    return np.argpartition(keys, len(keys) - most)[len(keys) - most :]
