"""Count what was found by labels that the index does not keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.whoosh.document_table import ORDINAL_BITS
from search.engines.whoosh.facets import MOST_VALUES, most

if TYPE_CHECKING:
    from search.engines.whoosh.found import Found
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments
    from search.hits import Facet
    from search.labels import Labels


class _Joined(NamedTuple):
    """Labels, and the documents of some segments that have each of their codes."""

    labels: Labels
    codes: Integers
    documents: Integers


class Labelled:
    """Joins labels to the documents of some segments; remembers the last ones of each facet."""

    def __init__(self, segments: Segments) -> None:
        self._segments = segments
        self._known: dict[Facet, _Joined] = {}

    def count(self, facet: Facet, labels: Labels, found: Found) -> tuple[tuple[str, int], ...]:
        """Return the MOST_VALUES most frequent labels with how many documents found have each."""
        known = self._known.get(facet)
        if known is None or known.labels is not labels:
            known = self._known[facet] = self._joined(labels)
        matching = found.matching(self._segments.size)
        codes = known.codes[matching[known.documents]]
        totals = np.bincount(codes, minlength=len(labels.values))
        named = [(labels.values[at], int(totals[at])) for at in most(totals).tolist()]
        return tuple(sorted(named, key=lambda each: (-each[1], each[0]))[:MOST_VALUES])

    def _joined(self, labels: Labels) -> _Joined:
        articles: dict[bytes, int] = {}
        keys = [
            articles.setdefault(article.encode(), len(articles)) << ORDINAL_BITS | ordinal
            for article, ordinal in labels.documents
        ]
        order = np.argsort(np.array(keys, np.int64))
        ordered = np.array(keys, np.int64)[order]
        codes, documents = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for stretch in self._segments.stretches if keys else ():
            # an article that is replaced may be in two segments: each is joined by itself
            own = stretch.segment.table.keyed(articles)
            places = np.minimum(np.searchsorted(ordered, own), len(ordered) - 1)
            there = np.flatnonzero(ordered[places] == own)
            rows = np.full(len(keys), -1)
            rows[order[places[there]]] = there
            held = rows[labels.owners]
            codes.append(labels.codes[held >= 0])
            documents.append(stretch.first + held[held >= 0])
        return _Joined(labels, np.concatenate(codes), np.concatenate(documents))
