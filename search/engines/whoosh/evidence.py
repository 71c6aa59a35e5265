"""What raises a match in the ranking and decides nothing: syllables side by side, whole words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from whoosh import query as stock

from search.engines.clues import clues
from search.engines.fields import SEARCHED, TEXT
from search.engines.weights import (
    COMPOUND_WEIGHT,
    LOOSE_ROW_WEIGHT,
    MAX_ROW,
    MIN_ROW,
    PAIR_WEIGHT,
)
from search.engines.whoosh.queries import Joined
from search.engines.whoosh.schema import column, compounds, pairs
from search.query.tree import (
    And,
    Boosted,
    Either,
    Near,
    Not,
    Or,
    Phrase,
    Published,
    Shaped,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.hits import Kind
    from search.query.tree import Node


def evidence_of(node: Node, kind: Kind) -> list[stock.Query]:
    """Return the queries whose scores are added where ``node`` matches."""
    match node:
        case And() | Or():
            return [one for each in node.nodes for one in evidence_of(each, kind)]
        case Boosted():
            raised = evidence_of(node.node, kind)
            return [stock.Or(raised, boost=node.times)] if raised else []
        case Either():
            return [one for each in node.typed for one in evidence_of(each, kind)]
        case Phrase():
            return _pairs(node, kind)
        case Words():
            words = [_beside(compounds, each, kind, COMPOUND_WEIGHT) for each in node.compounds]
            return [*_pairs(node, kind), *words, *_loose_row(node, kind)]
        case Shaped() | Near() | Published() | Not():
            return []
        case _:
            assert_never(node)


def _pairs(leaf: Phrase | Words, kind: Kind) -> list[stock.Query]:
    return [
        _beside(pairs, f"{one.meant} {two.meant}", kind, PAIR_WEIGHT * max(one.share, two.share))
        for one, two in pairwise(clues(leaf))
    ]


def _beside(beside: Callable[[str], str], term: str, kind: Kind, weight: float) -> stock.Query:
    """Look for a term in the fields that stand beside those of syllables."""
    return Joined(tuple(beside(column(kind, field)) for field in TEXT[kind]), term, weight)


def _loose_row(words: Words, kind: Kind) -> list[stock.Query]:
    """Look for a few syllables without accents as a row: a name that was guessed wrong has one."""
    row = words.syllables
    if not MIN_ROW <= len(row) <= MAX_ROW or any(each.by_key for each in row):
        return []
    terms = [each.term for each in row]
    return [
        stock.Phrase(column(kind, field), terms, boost=LOOSE_ROW_WEIGHT) for field in SEARCHED[kind]
    ]
