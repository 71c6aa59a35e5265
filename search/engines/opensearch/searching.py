"""One search of a cluster: its page, its total, its facets, near-copies as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from search.engines.engine import Match, Matches
from search.engines.opensearch.facets import counted, counting, passing
from search.engines.opensearch.reranking import READ, more_for
from search.engines.opensearch.snapshot import BY_NUMBER, PAGE
from search.engines.recency import gains
from search.engines.weights import RERANKED
from search.hits import Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from search.engines.clues import Clue
    from search.engines.engine import Expanded
    from search.engines.opensearch.queries import Json
    from search.engines.opensearch.snapshot import Snapshot
    from search.hits import Facet, FacetFilter, Kind
    from search.labels import DocumentKey
    from search.query.tree import Shaped

_FIELDS = ("article_id", "ordinal", "number", "group", "day")
#: Up to so many groups OpenSearch counts them nearly exactly.
_GROUPS_COUNTED = 40_000
_ORDERS: dict[Sort, list[Json]] = {
    Sort.RELEVANCE: [{"_score": "desc"}],
    Sort.RECENT: [{"_score": "desc"}],
    Sort.NEWEST: [{"day": {"order": "desc", "missing": "_last"}}],
    Sort.OLDEST: [{"day": {"order": "asc", "missing": "_last"}}],
}


class _Found(NamedTuple):
    """One document found."""

    article_id: str
    ordinal: int
    number: int
    group: str
    day: int
    score: float


@dataclass(frozen=True, slots=True)
class Search:
    """A query for documents of one kind, in one order.

    Where there are ``clues``, each so ``rare``, the best documents are looked at again, and so
    they are for recent ones to come first.
    """

    snapshot: Snapshot
    query: Json
    kind: Kind
    sort: Sort
    filters: tuple[FacetFilter, ...] = ()
    clues: Sequence[Clue] = ()
    rare: Sequence[float] = ()

    def page(
        self,
        offset: int,
        limit: int,
        facets: Collection[Facet] = (),
        expanded: Mapping[Shaped, Expanded] | None = None,
        *,
        grouped: bool = False,
    ) -> Matches:
        """Return matches ``offset`` to ``offset + limit``."""
        first = self._first(offset + limit, facets)
        total: int = first["hits"]["total"]["value"]
        sums = first["aggregations"]
        ranked = self._ranked(first["hits"]["hits"], sums)
        shown = list(islice(_leading(ranked) if grouped else ranked, offset, offset + limit))
        copies = self._copies(shown) if grouped else {}
        members, groups = sums["grouped"]["value"], sums["groups"]["value"]
        return Matches(
            total=total,
            results=total - members + groups if grouped else total,
            matches=tuple(
                Match(
                    each.article_id,
                    each.ordinal,
                    each.score,
                    tuple(
                        other for other in copies.get(each.group, ()) if other != each.article_id
                    ),
                )
                for each in shown
            ),
            facets={facet: counted(sums, facet) for facet in facets},
            expanded=expanded or {},
        )

    @property
    def _whole(self) -> Json:
        """What is found: what the query matches of this kind, where it passes the filters."""
        clauses = passing(self.filters)
        clauses["filter"] = [{"term": {"kind": str(self.kind)}}, *clauses["filter"]]
        return {"bool": {"must": [self.query], **clauses}}

    @property
    def _looks_again(self) -> bool:
        return self.sort is Sort.RECENT or (bool(self.clues) and self.sort is Sort.RELEVANCE)

    def _first(self, wanted: int, facets: Collection[Facet]) -> Json:
        groups = {"field": "group", "precision_threshold": _GROUPS_COUNTED}
        return self.snapshot.search(
            {
                **self._body,
                "size": RERANKED if self._looks_again else min(max(wanted, 1), PAGE),
                "_source": list(READ) if self._looks_again else False,
                "aggs": {
                    "grouped": {"value_count": {"field": "group"}},
                    "groups": {"cardinality": groups},
                    **counting(facets),
                    **(self._latest if self.sort is Sort.RECENT else {}),
                },
            }
        )

    @property
    def _latest(self) -> Json:
        """Ask for the day of the youngest document of this kind, found or not."""
        own = {"term": {"kind": str(self.kind)}}
        youngest = {"day": {"max": {"field": "day"}}}
        return {"all": {"global": {}, "aggs": {"own": {"filter": own, "aggs": youngest}}}}

    @property
    def _body(self) -> dict[str, Any]:
        return {
            "query": self._whole,
            "sort": [*_ORDERS[self.sort], *BY_NUMBER],
            "track_scores": True,
            "docvalue_fields": list(_FIELDS),
        }

    def _ranked(self, hits: Sequence[Json], sums: Json) -> Iterator[_Found]:
        """Yield what is found in order, asking for more as it is wanted."""
        first = [_found(hit) for hit in hits]
        if self._looks_again and first:
            scores = np.array([each.score for each in first], np.float32)
            if self.clues:
                sources = [hit.get("_source", {}) for hit in hits]
                scores += more_for(self.clues, self.rare, sources)
            if self.sort is Sort.RECENT:
                latest = sums["all"]["own"]["day"]["value"] or 0  # none where none has a day
                scores *= 1 + gains(np.array([each.day for each in first]), int(latest))
            first = [
                each._replace(score=score)
                for each, score in zip(first, scores.tolist(), strict=True)
            ]
            first.sort(key=lambda each: (-each.score, each.number))
        yield from first
        if hits:
            body = self._body
            del body["docvalue_fields"], body["query"]
            following = {**body, "search_after": hits[-1]["sort"]}
            for hit in self.snapshot.every(self._whole, _FIELDS, **following):
                yield _found(hit)

    def keys(self) -> Iterator[DocumentKey]:
        """Yield the key of everything that is found."""
        for hit in self.snapshot.every(self._whole, ("article_id", "ordinal")):
            yield hit["fields"]["article_id"][0], hit["fields"]["ordinal"][0]

    def _copies(self, shown: Sequence[_Found]) -> dict[str, list[str]]:
        """Return what is found of each group that is shown, in the order of the index."""
        groups = sorted({each.group for each in shown if each.group})
        found: dict[str, list[str]] = defaultdict(list)
        if groups:
            members = {"bool": {"filter": [self._whole, {"terms": {"group": groups}}]}}
            for hit in self.snapshot.every(members, _FIELDS):
                each = _found(hit)
                found[each.group].append(each.article_id)
        return found


def _leading(ranked: Iterator[_Found]) -> Iterator[_Found]:
    """Yield what is in no group, and the first of each group."""
    known: set[str] = set()
    for each in ranked:
        if not each.group or each.group not in known:
            yield each
        known.add(each.group)


def _found(hit: Json) -> _Found:
    fields = hit["fields"]
    group = fields.get("group", ("",))[0]
    return _Found(
        fields["article_id"][0],
        fields["ordinal"][0],
        fields["number"][0],
        group,
        fields.get("day", (0,))[0],
        hit["_score"] or 0.0,
    )
