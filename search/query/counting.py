"""The query to count matches by: it matches the same, and leaves out what only ranks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.query.tree import And, Words

if TYPE_CHECKING:
    from search.query.tree import Node, Query


def for_counting(query: Query) -> Query:
    """Return a query that matches what ``query`` does, without words that stand in a row."""
    return replace(query, root=_plain(query.root))


def _plain(node: Node) -> Node:
    match node:
        case Words():
            return And(node.units)
        case And():
            return And(tuple(map(_plain, node.nodes)))
        case _:
            return node
