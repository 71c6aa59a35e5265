"""Which abbreviation and which long form stand for each other, ready to be looked up in a query."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from search.archive.abbreviations import Verdict
from search.vietnamese.abbreviation_counts import Sense
from search.vietnamese.abbreviation_forms import is_foreign, long_form_key, normal_form
from search.vietnamese.analyzer import syllables
from search.vietnamese.builtin_abbreviations import builtin
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import ACUTE, is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.archive.abbreviations import Abbreviations, Decision
    from search.vietnamese.abbreviation_counts import AbbreviationCounts
    from search.vietnamese.analyzer import Token
    from search.vietnamese.patterns import SyllablePattern


#: Raise it whenever the same counts and decisions would give other pairs.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Pair:
    """An abbreviation in its spellings, the commonest first, and the one thing it stands for."""

    spellings: tuple[str, ...]
    long_form: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One sense of an abbreviation, who defines it so, and whether queries are widened by it.

    ``years`` are the first and the last in which an article defines it, None where none does.
    ``decided`` is "approved" or "rejected" where a person decided, else "".
    """

    abbreviation: str
    long_form: str
    articles: int
    sources: tuple[str, ...]
    years: tuple[int, int] | None
    builtin: bool
    foreign: bool
    decided: str
    used: bool


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
            rough = tuple(_rough(token.folded) for token in tokens)
            self._by_abbreviation[normal_form(pair.spellings[0])] = pair
            self._by_long_form.setdefault(rough, []).append((tokens, pair))
        self.longest = max(map(len, self._by_long_form), default=0)

    def meaning(self, typed: str) -> str | None:
        """Return what ``typed`` stands for as an abbreviation, or None.

        One that could be a syllable (``CA``, ``AN``) is one only where it is typed in capitals.
        """
        pair = self._by_abbreviation.get(normal_form(typed))
        if pair is None or (_could_be_syllable(typed) and not typed.isupper()):
            return None
        return pair.long_form

    def abbreviations(self, typed: Sequence[SyllablePattern]) -> tuple[str, ...]:
        """Return how the long form of exactly these syllables is abbreviated.

        Not one that could be a syllable: an index knows no capitals, and CA is *ca* to it.
        """
        found = self._by_long_form.get(tuple(_rough(pattern.folded) for pattern in typed), ())
        return tuple(
            spelling
            for tokens, pair in found
            if all(pattern.matches(token) for pattern, token in zip(typed, tokens, strict=True))
            for spelling in pair.spellings
            if not _could_be_syllable(spelling)
        )


def _rough(folded: str) -> str:
    """Return one form for all variants of a syllable, and for more: ``kĩ``, ``kỹ``, ``Đắk``."""
    return folded.replace("y", "i").replace("k", "c")


def _could_be_syllable(word: str) -> bool:
    """Return whether ``word`` is a syllable if its accents were left out: CA, AN, CAT."""
    bare = fold(word)
    return is_syllable(bare) or is_syllable(bare + ACUTE)


class Definitions(Protocol):
    """What articles define and people decided: see ``archive.abbreviations``."""

    def kept_lexicon(self, rules: str, /) -> list[tuple[list[str], str]] | None:
        """Return what was kept, None where it has to be worked out."""

    def counts(self) -> AbbreviationCounts:
        """Count the definitions of all articles."""

    def decisions(self) -> Sequence[Decision]:
        """Return what people decided."""


def lexicon(abbreviations: Definitions) -> Lexicon:
    """Return the lexicon of one archive: learned, built in and decided."""
    kept = abbreviations.kept_lexicon(_rules())
    if kept is not None:
        return Lexicon(Pair(tuple(spellings), long_form) for spellings, long_form in kept)
    return Lexicon(_pairs(abbreviations.counts(), abbreviations.decisions()))


def keep_lexicon(abbreviations: Abbreviations) -> None:
    """Work the lexicon out once for all searches until the next change to the archive."""
    pairs = _pairs(abbreviations.counts(), abbreviations.decisions())
    abbreviations.keep_lexicon(_rules(), [(pair.spellings, pair.long_form) for pair in pairs])


def _rules() -> str:
    """Return what changes with the code that makes pairs of counts, and with its built-in list."""
    return f"{_VERSION}-{zlib.crc32(repr(builtin()).encode()):08x}"


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


def known_abbreviations(abbreviations: Abbreviations) -> list[Abbreviation]:
    """Return every sense that is learned, built in or decided, the most defined first."""
    counts, decisions = abbreviations.counts(), abbreviations.decisions()
    verdicts = {
        (normal_form(each.abbreviation), long_form_key(each.long_form)): each for each in decisions
    }
    used = lexicon(abbreviations)
    names = {row.abbreviation for row in counts.rows()} | {one.abbreviation for one in builtin()}
    forms = {normal_form(name): name for name in sorted(names)}
    found: list[Abbreviation] = []
    for form, name in forms.items():
        for sense in counts.senses(name):
            decision = verdicts.pop((form, long_form_key(sense.long_form)), None)
            found.append(_abbreviation(sense, decision, used))
    found += [_abbreviation(_undefined(each), each, used) for each in verdicts.values()]
    return sorted(found, key=lambda each: (-each.articles, each.abbreviation, each.long_form))


def _undefined(decision: Decision) -> Sense:
    nobody: frozenset[str] = frozenset()
    return Sense(
        decision.abbreviation, decision.long_form, 0, nobody, years=frozenset(), builtin=False
    )


def _abbreviation(sense: Sense, decision: Decision | None, used: Lexicon) -> Abbreviation:
    meaning = used.meaning(sense.abbreviation.upper())
    return Abbreviation(
        abbreviation=sense.abbreviation,
        long_form=sense.long_form,
        articles=sense.articles,
        sources=tuple(sorted(filter(None, sense.sources))),
        years=(min(sense.years), max(sense.years)) if sense.years else None,
        builtin=sense.builtin,
        foreign=is_foreign(sense.long_form),
        decided=decision.verdict if decision else "",
        used=meaning is not None and long_form_key(meaning) == long_form_key(sense.long_form),
    )


def of_name(known: Sequence[Abbreviation], name: str) -> list[Abbreviation]:
    """Return those of ``known`` that are spellings of ``name``, or all where it is empty."""
    form = normal_form(name)
    return [each for each in known if not form or normal_form(each.abbreviation) == form]
