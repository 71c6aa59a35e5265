"""What is likely meant by words typed without accents: it ranks, and decides nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from search.query.tree import And, Boosted, Or, Words
from search.suggesting.accents import restore
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from search.query.factors import FindCompounds
    from search.query.tree import Node, Query
    from search.suggesting.lattice import Counts


def with_meant(query: Query, counts: Counts, compounds: FindCompounds) -> Query:
    """Return ``query`` with the likely spellings of rows that have no accent at all.

    ``compounds`` finds the words of several syllables in such a row once it has accents.
    """

    def meant(node: Node) -> Node:
        match node:
            case And() | Or():
                return replace(node, nodes=tuple(map(meant, node.nodes)))
            case Boosted():
                return replace(node, node=meant(node.node))
            case Words() if _is_bare(node):
                likely = restore(node.syllables, counts)
                spelt = " ".join(traditional(each[0].key) for each in likely)
                return replace(node, meant=likely, compounds=tuple(compounds(spelt)))
            case _:
                return node

    return replace(query, root=meant(query.root))


def _is_bare(words: Words) -> bool:
    syllables = words.syllables
    return len(syllables) > 1 and not any(each.by_key for each in syllables)
