"""What raises a match in the ranking and decides nothing: syllables side by side, whole words."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING, TypeVar, assert_never

from search.engines.clues import clues
from search.engines.fields import SEARCHED
from search.engines.query_maker import Beside
from search.engines.weights import (
    COMPOUND_WEIGHT,
    LEAST_PAIR,
    LOOSE_ROW_WEIGHT,
    MAX_ROW,
    MIN_ROW,
    PAIR_WEIGHT,
)
from search.query.tree import (
    And,
    Boosted,
    Either,
    Mentioning,
    Near,
    Not,
    Or,
    Phrase,
    Published,
    Shaped,
    Words,
)

if TYPE_CHECKING:
    from search.engines.clues import Clue
    from search.engines.query_maker import QueryMaker
    from search.hits import Kind
    from search.query.tree import Node

_Q = TypeVar("_Q")


def evidence_of(node: Node, kind: Kind, make: QueryMaker[_Q]) -> list[_Q]:
    """Return the queries whose scores are added where ``node`` matches."""
    match node:
        case And() | Or():
            return [one for each in node.nodes for one in evidence_of(each, kind, make)]
        case Boosted():
            raised = evidence_of(node.node, kind, make)
            return [make.any(raised, node.times)] if raised else []
        case Either():
            return [one for each in node.typed for one in evidence_of(each, kind, make)]
        case Phrase():
            return _pairs(node, make)
        case Words():
            words = [make.joined(Beside.WORDS, each, COMPOUND_WEIGHT) for each in node.compounds]
            return [*_pairs(node, make), *words, *_loose_row(node, kind, make)]
        case Shaped() | Near() | Published() | Mentioning() | Not():
            return []
        case _:
            assert_never(node)


def _pairs(leaf: Phrase | Words, make: QueryMaker[_Q]) -> list[_Q]:
    return [_pair(one, two, make) for one, two in pairwise(clues(leaf))]


def _pair(one: Clue, two: Clue, make: QueryMaker[_Q]) -> _Q:
    """Look for two neighbours in their likely spellings; those less likely weigh less."""
    weight = PAIR_WEIGHT * max(one.share, two.share)
    most = one.likely[0].likelihood * two.likely[0].likelihood
    weighed = {
        f"{first.key} {second.key}": first.likelihood * second.likelihood / most
        for first, second in product(one.likely, two.likely)
    }
    likely = [
        make.joined(Beside.PAIRS, pair, weight * share)
        for pair, share in weighed.items()
        if share >= LEAST_PAIR
    ]
    return make.best_of(likely) if len(likely) > 1 else likely[0]


def _loose_row(words: Words, kind: Kind, make: QueryMaker[_Q]) -> list[_Q]:
    """Look for a few syllables without accents as a row: a name that was guessed wrong has one."""
    row = words.syllables
    if not MIN_ROW <= len(row) <= MAX_ROW or any(each.by_key for each in row):
        return []
    terms = [each.term for each in row]
    return [make.phrase(terms, field, LOOSE_ROW_WEIGHT) for field in SEARCHED[kind]]
