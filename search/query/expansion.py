"""Widen a query by what its abbreviations stand for, and by how its long forms are abbreviated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from search.hits import Expansion
from search.query.tree import And, Either, Not, Phrase, Published, Words
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query.lexicon import Lexicon
    from search.query.tree import Node, Query

    Unit = Phrase | Either


def expand(query: Query, lexicon: Lexicon) -> tuple[Query, tuple[Expansion, ...]]:
    """Return the wider query, and what makes it wider; what must not match is left alone."""
    expander = _Expander(lexicon)
    return replace(query, root=expander.node(query.root)), tuple(expander.expansions)


class _Expander:
    """Collects the expansions of one query."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.expansions: list[Expansion] = []

    def node(self, node: Node) -> Node:
        match node:
            case And():
                return And(tuple(self.node(each) for each in node.nodes))
            case Words():
                return replace(node, units=tuple(self._units(node.units)))
            case Phrase():
                return self._phrase(node)
            case Not() | Published() | Either():
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
        typed = " ".join(phrase.typed for phrase in run)
        meant = self._meant(run, typed)
        if meant:
            self.expansions.append(Expansion(typed, meant))
        strict = any(syllable.strict for phrase in run for syllable in phrase.syllables)
        others = [Phrase(patterns(each, strict=strict), run[0].field, each) for each in meant]
        return tuple(dict.fromkeys(each for each in others if each not in run))

    def _meant(self, run: Sequence[Phrase], typed: str) -> tuple[str, ...]:
        if len(run) == 1 and (long_form := self._lexicon.meaning(typed)):
            return (long_form,)
        syllables = [syllable for phrase in run for syllable in phrase.syllables]
        return self._lexicon.abbreviations(syllables)

    def _phrase(self, phrase: Phrase) -> Node:
        """Return a phrase or one with a part of it written another way."""
        words = phrase.typed.split()
        strict = any(syllable.strict for syllable in phrase.syllables)
        parts = [Phrase(patterns(word, strict=strict), phrase.field, word) for word in words]
        for first in range(len(parts)):
            for after in range(min(len(parts), first + self._lexicon.longest), first, -1):
                found = self._others(parts[first:after])
                texts = [[*words[:first], each.typed, *words[after:]] for each in found]
                if texts:
                    others = (" ".join(each) for each in texts)
                    return Either(
                        (phrase,),
                        tuple(Phrase(patterns(t, strict=strict), phrase.field, t) for t in others),
                    )
        return phrase
