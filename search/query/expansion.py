"""Widen a query by abbreviations, by what they stand for, and by the names of before."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from typing import TYPE_CHECKING, assert_never

from search.hits import Expansion
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
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.older_names import OlderNames
    from search.query.lexicon import Lexicon
    from search.query.tree import Node, Query

    Unit = Phrase | Either

#: Ways to write one quoted phrase that holds several abbreviations.
_MOST_WAYS = 16
_PUNCTUATION = ".,;:!?…"


def expand(
    query: Query, lexicon: Lexicon, older: OlderNames | None = None
) -> tuple[Query, tuple[Expansion, ...]]:
    """Return the wider query, and what makes it wider; what must not match is left alone.

    Where ``older`` is given, a name of today stands for those of before, too.
    """
    expander = _Expander(lexicon, older)
    root = expander.node(query.root)
    return replace(query, root=root), tuple(dict.fromkeys(expander.expansions))


class _Expander:
    """Collects the expansions of one query."""

    def __init__(self, lexicon: Lexicon, older: OlderNames | None = None) -> None:
        self._lexicon = lexicon
        self._older = older
        self._longest = max(lexicon.longest, older.longest if older else 0)
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
                return self.phrase(node)
            case Not() | Published() | Mentioning() | Either() | Shaped() | Near():
                return node
            case _:
                assert_never(node)

    def _units(self, units: Sequence[Unit]) -> list[Unit]:
        """Replace each abbreviation and each long form in a row of words; longest first."""
        widened: list[Unit] = []
        at = 0
        while at < len(units):
            for after in range(min(len(units), at + self._longest), at, -1):
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
        if older := self._older_names(run, typed, strict=strict):
            return older
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

    def _older_names(
        self, run: Sequence[Phrase], typed: str, *, strict: bool
    ) -> tuple[Phrase, ...]:
        """Return the names of before of what ``typed`` names, and all their abbreviations."""
        names = self._older.of(typed, self._lexicon.meaning, exact=strict) if self._older else ()
        if not names:
            return ()
        for before in dict.fromkeys(each.before for each in names):
            meant = tuple(each.name for each in names if each.before == before)
            self.expansions.append(Expansion(typed, meant, before))
        abbreviating = _Expander(self._lexicon)
        ways = list(_ways(abbreviating.phrase(_joined(run, run[0])))[1:])
        self.expansions += abbreviating.expansions
        for name, _ in names:
            phrase = Phrase(patterns(name, strict=strict), run[0].field, name)
            ways += _ways(abbreviating.phrase(phrase))
        return tuple(dict.fromkeys(ways))

    def phrase(self, phrase: Phrase) -> Unit:
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
