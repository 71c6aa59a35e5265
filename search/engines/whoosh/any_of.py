"""Articles that hold any of some terms: what similar ones are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import query as stock

from search.engines.fields import TEXT
from search.engines.whoosh.queries import Joined
from search.engines.whoosh.schema import column, compounds, pairs
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh.segments import Segments
    from search.query.tree import Field

_FIELDS = TEXT[Kind.ARTICLE]


def any_of(terms: Mapping[str, float]) -> stock.Query:
    """Return the query for articles with any of ``terms``, each of which has a weight."""
    return stock.Or(
        [
            Joined(tuple(_holder(field, term) for field in _FIELDS), term, weight)
            for term, weight in terms.items()
        ]
    )


def term_frequencies(segments: Segments, terms: Sequence[str]) -> list[int]:
    """Return in how many articles each term is, at least: in the field where it is in most."""
    return [
        max(segments.statistics(_holder(field, term)).count(term.encode()) for field in _FIELDS)
        for term in terms
    ]


def _holder(field: Field, term: str) -> str:
    """Return where a word of several syllables, a pair of them, or one is a term."""
    name = column(Kind.ARTICLE, field)
    if " " in term:
        return pairs(name)
    return compounds(name) if "_" in term else name
