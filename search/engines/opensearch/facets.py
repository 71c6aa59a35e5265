"""Counts by facet of what was found, and what passes a filter."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.facet_keys import facet_key
from search.engines.opensearch.mapping import VALUE_SIGN, facet_field
from search.engines.whoosh.facets import MOST_VALUES

if TYPE_CHECKING:
    from collections.abc import Collection, Container

    from search.engines.opensearch.queries import Json
    from search.hits import Facet, FacetFilter
    from search.labels import DocumentKey, Labels

#: Spellings that are counted; of a facet with more, what is rare is not.
_MOST_SPELLINGS = 10_000
#: Matches that are counted by labels: the cluster has to name each of them.
MOST_LABELLED = 20_000


def counting(facets: Collection[Facet]) -> Json:
    """Return what a search is to add up for some facets."""
    return {
        facet_field(each): {"terms": {"field": facet_field(each), "size": _MOST_SPELLINGS}}
        for each in facets
    }


def counted(answer: Json, facet: Facet) -> tuple[tuple[str, int], ...]:
    """Return the MOST_VALUES most frequent values with how many documents found have each.

    Spellings with one key count as one value, shown in the most frequent of them.
    """
    spellings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for bucket in answer[facet_field(facet)]["buckets"]:
        known, _, value = bucket["key"].partition(VALUE_SIGN)
        spellings[known].append((-bucket["doc_count"], value))
    named = [(min(each)[1], sum(-count for count, _ in each)) for each in spellings.values()]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:MOST_VALUES])


def counted_labels(labels: Labels, found: Container[DocumentKey]) -> tuple[tuple[str, int], ...]:
    """Return the MOST_VALUES most frequent labels with how many documents found have each."""
    matching = np.fromiter((key in found for key in labels.documents), np.bool_)
    totals = Counter(labels.codes[matching[labels.owners]].tolist())
    named = [(labels.values[code], count) for code, count in totals.items()]
    return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:MOST_VALUES])


def passing(filters: Collection[FacetFilter]) -> dict[str, Any]:
    """Return the clauses of a ``bool`` that let through what passes all filters."""
    wanted: dict[Facet, list[Json]] = defaultdict(list)
    excluded: list[Json] = []
    for each in filters:
        having = {"prefix": {facet_field(each.facet): facet_key(each.value) + VALUE_SIGN}}
        (excluded if each.excluded else wanted[each.facet]).append(having)
    any_of = [{"bool": {"should": each}} for each in wanted.values()]
    return {"filter": any_of, "must_not": excluded}
