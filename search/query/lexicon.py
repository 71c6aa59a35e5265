"""Which abbreviation and which long form stand for each other, ready to be looked up in a query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.archive.abbreviations import Verdict
from search.vietnamese.abbreviation_forms import long_form_key, normal_form
from search.vietnamese.analyzer import syllables
from search.vietnamese.builtin_abbreviations import builtin
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.archive.abbreviations import Abbreviations, Decision
    from search.vietnamese.abbreviation_counts import AbbreviationCounts
    from search.vietnamese.analyzer import Token
    from search.vietnamese.patterns import SyllablePattern


@dataclass(frozen=True, slots=True)
class Pair:
    """An abbreviation in its spellings, the commonest first, and the one thing it stands for."""

    spellings: tuple[str, ...]
    long_form: str


class Lexicon:
    """The pairs that a query may be widened by: senses that dominate, and what people approved.

    A pair that people rejected is not among them; an abbreviation with several living senses
    neither, unless a person approved one.
    """

    def __init__(self, pairs: Iterable[Pair] = ()) -> None:
        self._by_abbreviation: dict[str, Pair] = {}
        self._by_long_form: dict[tuple[str, ...], list[tuple[tuple[Token, ...], Pair]]] = {}
        for pair in pairs:
            tokens = syllables(pair.long_form)
            folded = tuple(token.folded for token in tokens)
            self._by_abbreviation[normal_form(pair.spellings[0])] = pair
            self._by_long_form.setdefault(folded, []).append((tokens, pair))
        self.longest = max(map(len, self._by_long_form), default=0)

    def meaning(self, typed: str) -> str | None:
        """Return what ``typed`` stands for as an abbreviation, or None.

        One that could be a syllable (``CA``, ``AN``) is one only where it is typed in capitals.
        """
        pair = self._by_abbreviation.get(normal_form(typed))
        if pair is None or (is_syllable(fold(typed)) and not typed.isupper()):
            return None
        return pair.long_form

    def abbreviations(self, typed: Sequence[SyllablePattern]) -> tuple[str, ...]:
        """Return how the long form of exactly these syllables is abbreviated."""
        found = self._by_long_form.get(tuple(pattern.folded for pattern in typed), ())
        return tuple(
            spelling
            for tokens, pair in found
            if all(pattern.matches(token) for pattern, token in zip(typed, tokens, strict=True))
            for spelling in pair.spellings
        )


def lexicon(abbreviations: Abbreviations) -> Lexicon:
    """Return the lexicon of one archive: learned, built in and decided."""
    return Lexicon(_pairs(abbreviations.counts(), abbreviations.decisions()))


def _pairs(counts: AbbreviationCounts, decisions: Sequence[Decision]) -> Iterable[Pair]:
    known = {row.abbreviation for row in counts.rows()} | {one.abbreviation for one in builtin()}
    approved = {
        normal_form(each.abbreviation): each
        for each in decisions
        if each.verdict is Verdict.APPROVED
    }
    rejected = {
        (normal_form(each.abbreviation), long_form_key(each.long_form))
        for each in decisions
        if each.verdict is Verdict.REJECTED
    }
    for each in approved.values():
        spellings = dict.fromkeys((each.abbreviation, *counts.spellings(each.abbreviation)))
        yield Pair(tuple(spellings), each.long_form)
    for form, abbreviation in {normal_form(each): each for each in sorted(known)}.items():
        long_form = counts.dominant(abbreviation)
        if long_form is None or form in approved:
            continue
        if (form, long_form_key(long_form)) not in rejected:
            yield Pair(tuple(counts.spellings(abbreviation)), long_form)
