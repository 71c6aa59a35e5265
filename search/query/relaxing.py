"""What to look for where too little matches every word: what matches most of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.query.tree import And, Not, Words

if TYPE_CHECKING:
    from search.query.tree import Node, Query


def relaxed(query: Query) -> tuple[Query, Words] | None:
    """Return the query for what matches most plain words of ``query`` but not all, and those words.

    Most is more than half. Everything else in ``query`` must match as before: phrases, fields,
    exclusions, dates. None where there are less than three words, where somebody typed AND, or
    where less than all words are enough as it is.
    """
    root = query.root
    nodes = root.nodes if isinstance(root, And) and not root.explicit else (root,)
    rows = [each for each in nodes if isinstance(each, Words)]
    units = tuple(unit for row in rows for unit in row.units)
    least = len(units) // 2 + 1
    if least >= len(units) or any(row.least for row in rows):
        return None
    compounds = tuple(word for row in rows for word in row.compounds)
    meant = tuple(each for row in rows for each in row.meant) if all(r.meant for r in rows) else ()
    words = Words(units, compounds, least, meant)
    others: list[Node] = [each for each in nodes if not isinstance(each, Words)]
    return replace(query, root=And((words, *others, Not(root)))), words
