"""Filters as people type them: ``section=Thời sự``, ``year=2020``, ``month=12/2020``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import UsageError
from search.hits import Facet, FacetFilter
from search.query.periods import period

if TYPE_CHECKING:
    from collections.abc import Iterable


#: Of a day as ``2020-12-29``.
_LENGTHS = {Facet.YEAR: 4, Facet.MONTH: 7, Facet.DAY: 10}


def facet_filters(wanted: Iterable[str], excluded: Iterable[str]) -> tuple[FacetFilter, ...]:
    """Return the filters that ``FACET=VALUE`` means, each. Raises UsageError."""
    return (
        *(_filter(text, excluded=False) for text in wanted),
        *(_filter(text, excluded=True) for text in excluded),
    )


def _filter(text: str, *, excluded: bool) -> FacetFilter:
    name, _, value = (part.strip() for part in text.partition("="))
    if name.lower() not in set(Facet) or not value:
        names = ", ".join(Facet)
        raise UsageError(
            f"Không hiểu bộ lọc {text!r}; hãy viết TÊN=GIÁ TRỊ, tên là một trong: {names}",
            f"{text!r} is not a filter; write NAME=VALUE with one of: {names}",
        )
    facet = Facet(name.lower())
    return FacetFilter(facet, _written(facet, value), excluded)


def _written(facet: Facet, value: str) -> str:
    """Return a year, month or day as facets write it, other values as they are."""
    if facet not in _LENGTHS:
        return value
    return period(value)[0].isoformat()[: _LENGTHS[facet]]
