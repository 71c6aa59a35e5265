"""What must hold of an article besides the query: its paper, its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.query.tree import And, Field, Phrase, Published
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from search.query.tree import Node, Query


def filtered(
    query: Query, source: str, first: date | None, last: date | None, others: Iterable[Node] = ()
) -> Query:
    """Return ``query`` for articles of a paper (any if empty), from ``first`` to ``last``.

    All ``others`` must hold, too. Raises UsageError for a paper without a letter or digit.
    """
    filters = list(others)
    if source:
        filters.append(_of_source(source))
    if first or last:
        filters.append(Published(first, last))
    return replace(query, root=And((query.root, *filters))) if filters else query


def _of_source(name: str) -> Phrase:
    wanted = patterns(name)
    if not wanted:
        raise UsageError("--source phải có chữ hay số", "--source needs a letter or digit")
    return Phrase(wanted, Field.SOURCE)
