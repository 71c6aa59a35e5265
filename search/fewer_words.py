"""A page of what matches every word; where that fills none, of what matches most words after it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from search.hits import Relaxed
from search.query.relaxing import relaxed

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.engine import Match, Matches
    from search.hits import FacetCounts
    from search.query.tree import Query

    #: Searches for a query: from which match on, and how many.
    Ask = Callable[[Query, int, int], Matches]


def page_of(query: Query, ask: Ask, page: int, limit: int) -> tuple[Matches, Relaxed | None]:
    """Return a page of what ``query`` matches; None where every hit on any page matches all of it.

    A page far behind the last one asks for most words, too: only so is its total that of the first.
    """
    offset = (page - 1) * limit
    full = ask(query, offset, limit)
    easier = relaxed(query) if full.results < limit else None
    if easier is None:
        return full, None
    wider, words = easier
    more = ask(wider, max(offset - full.results, 0), limit - len(full.matches))
    if not more.total:
        return full, None
    every = full.matches if page == 1 else ask(query, 0, limit).matches
    joined = replace(
        full,
        total=full.total + more.total,
        results=full.results + more.results,
        matches=full.matches + _below(every, more.matches),
        facets=_summed(full.facets, more.facets),
    )
    return joined, Relaxed(full.results, words.least, len(words.units))


def _below(full: tuple[Match, ...], others: tuple[Match, ...]) -> tuple[Match, ...]:
    """Return ``others`` in their order, with scores below those of all full matches."""
    least = min((match.score for match in full), default=None)
    if least is None:
        return others
    return tuple(replace(each, score=least * each.score / (1 + each.score)) for each in others)


def _summed(one: FacetCounts, two: FacetCounts) -> FacetCounts:
    counts = {facet: Counter(dict(one[facet])) + Counter(dict(two[facet])) for facet in one}
    return {
        facet: tuple(sorted(each.items(), key=lambda pair: (-pair[1], pair[0])))
        for facet, each in counts.items()
    }
