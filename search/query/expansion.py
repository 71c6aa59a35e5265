"""Widen a query by what its abbreviations stand for, and by how its long forms are abbreviated."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING, assert_never

from search.hits import Expansion
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
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query.lexicon import Lexicon
    from search.query.tree import Node, Query

    Unit = Phrase | Either

#: Ways to write one quoted phrase that holds several abbreviations.
_MOST_WAYS = 16
_PUNCTUATION = ".,;:!?…"


def expand(query: Query, lexicon: Lexicon) -> tuple[Query, tuple[Expansion, ...]]:
    """Return the wider query, and what makes it wider; what must not match is left alone."""
    expander = _Expander(lexicon)
    root = expander.node(query.root)
    return replace(query, root=root), tuple(dict.fromkeys(expander.expansions))


class _Expander:
    """Collects the expansions of one query."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.expansions: list[Expansion] = []

    def node(self, node: Node) -> Node:
        match node:
            case And() | Or():
                return replace(node, nodes=tuple(self.node(each) for each in node.nodes))
            case Boosted():
                return replace(node, node=self.node(node.node))
            case Words():
                return replace(node, units=tuple(self._units(node.units)))
            case Phrase():
                return self._phrase(node)
            case Not() | Published() | Either() | Shaped() | Near():
                return node
            case _:
                assert_never(node)

    def _units(self, units: Sequence[Unit]) -> list[Unit]:
        """Replace each abbreviation and each long form in a row of words; longest first."""
        widened: list[Unit] = []
        at = 0
        while at < len(units):
            for after in range(min(len(units), at + self._lexicon.longest), at, -1):
                run = [each for each in units[at:after] if isinstance(each, Phrase)]
                others = self._others(run)
                if others:
                    widened.append(Either(tuple(run), others))
                    at = after
                    break
            else:
                widened.append(units[at])
                at += 1
        return widened

    def _others(self, run: Sequence[Phrase]) -> tuple[Phrase, ...]:
        if not run:
            return ()
        typed = " ".join(phrase.typed for phrase in run).strip(_PUNCTUATION)
        syllables = [syllable for phrase in run for syllable in phrase.syllables]
        strict = any(syllable.strict for syllable in syllables)
        meant: tuple[str, ...] = ()
        if len(run) == 1 and (long_form := self._lexicon.meaning(typed)):
            meant = (long_form,)
        else:
            # an abbreviation is printed as it is: DT, for dân tộc, is not ĐT
            meant, strict = self._lexicon.abbreviations(syllables), True
        others = [Phrase(patterns(each, strict=strict), run[0].field, each) for each in meant]
        if others:
            self.expansions.append(Expansion(typed, meant))
        return tuple(dict.fromkeys(others))

    def _phrase(self, phrase: Phrase) -> Node:
        """Return a phrase, or it and the same with some of its parts written another way."""
        strict = any(syllable.strict for syllable in phrase.syllables)
        parts = [
            Phrase(patterns(word, strict=strict), phrase.field, word)
            for word in phrase.typed.split()
        ]
        units = self._units(parts)
        ways = product(*map(_ways, units))
        others = tuple(_joined(way, phrase) for way in islice(ways, 1, 1 + _MOST_WAYS))
        return Either((phrase,), others) if others else phrase


def _ways(unit: Unit) -> tuple[Phrase, ...]:
    """Return the ways to write a part of a phrase, as typed first."""
    if isinstance(unit, Phrase):
        return (unit,)
    return (_joined(unit.typed, unit.typed[0]), *unit.others)


def _joined(parts: Sequence[Phrase], phrase: Phrase) -> Phrase:
    syllables = tuple(syllable for part in parts for syllable in part.syllables)
    return Phrase(syllables, phrase.field, " ".join(part.typed for part in parts))
