"""Count, over an archive, where rows of capitals stand, and score how person-like each is.

Naive Bayes over contexts, bootstrapped: it begins with rows that begin with a family name and a
few well-known people against places, then takes over what it has become sure of, twice.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from search.officials.capitals import Tokens, capital_runs
from search.officials.entries import entries, family_names
from search.officials.name_features import known_beginning
from search.officials.name_lexicon import FEWEST, Likeness, NameLexicon
from search.vietnamese.crf_model import load_model

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUNDS = 3
_MOST_OF_A_ROW = 30  # occurrences of one row that count, so that no celebrity outweighs all others
_SEEDS, _MOST_PEOPLE, _MOST_OTHERS = 1500, 6000, 5000
_SMOOTHING = 0.5
_STRONGEST = 3.0  # log-odds of one context
_FEWEST_OF_A_CONTEXT = 6.0
_FULL_NAME = (3, 4)  # syllables


@dataclass(slots=True)
class Counts:
    """What was counted: each row's contexts, and words in lower case, alone and in pairs."""

    rows: Counter[str] = field(default_factory=Counter)
    contexts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    lower: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    capitalised: Counter[str] = field(default_factory=Counter)

    def add(self, text: str) -> None:
        """Count the rows and words of a text."""
        tokens = Tokens.of(text)
        before_lower = ""
        for word, lower in zip(tokens.words, tokens.lower, strict=True):
            if word[0].islower():
                self.lower[lower] += 1
                if before_lower:
                    self.pairs[before_lower, lower] += 1
                before_lower = lower
            else:
                before_lower = ""
                if word[0].isupper():
                    self.capitalised[lower] += 1
        for start, end, titled in parts(tokens):
            if end - start == 1 and not titled and tokens.opens(start):
                continue  # a capital that only opens a sentence
            row = " ".join(tokens.words[start:end])
            self.rows[row] += 1
            self.contexts[row].update(_contexts(tokens, start, end, titled=titled))


def parts(tokens: Tokens) -> Iterator[tuple[int, int, bool]]:
    """Yield each row of capitals less what is glued before a name, and whether that was ``Ông``.

    A country (``Mỹ Donald Trump``) and a place before a family name (``Nghi Sơn Nguyễn Văn Thi``)
    are parts of their own.
    """
    honorifics, places, families = entries("honorifics"), entries("places"), family_names()
    words = tokens.words
    for start, end in capital_runs(tokens):
        titled = end - start > 1 and tokens.lower[start] in honorifics
        titled = titled and " ".join(words[start:end]) not in places  # Bà Rịa
        at = start + titled
        size = known_beginning(words[at:end])
        if size:
            yield at, at + size, False
            at += size
        for name in (end - 4, end - 3):
            if name > at + 1 and words[name] in families and words[at] not in families:
                yield at, name, False
                at = name
                break
        yield at, end, titled


def _contexts(tokens: Tokens, start: int, end: int, *, titled: bool) -> Iterator[str]:
    far, near = tokens.before(start)
    if titled:
        far, near = "", tokens.lower[start - 1]
    yield f"l {near}"
    yield f"L {far} {near}"
    near, far = tokens.after(end)
    yield f"r {near}"
    yield f"R {near} {far}"


def scored(counts: Counts) -> NameLexicon:
    """Return the lexicon of what was counted."""
    known_people, elsewhere = entries("well_known_people"), known_others()
    chance = random.Random(2)  # noqa: S311 - a sample, the same at every run
    families = family_names()
    full = [
        row
        for row, count in counts.rows.items()
        if count >= FEWEST
        and len(words := row.split()) in range(_FULL_NAME[0], _FULL_NAME[1] + 1)
        and words[0] in families
        and row not in elsewhere
    ]
    people = _sample(chance, full, _SEEDS) | known_people
    others = set(elsewhere)
    rows: dict[str, Likeness] = {}
    odds: dict[str, float] = {}
    for _ in range(ROUNDS):
        odds = _odds(counts, people, others, known_people | elsewhere)
        rows = {
            row: _likeness(counts.contexts[row], count, odds)
            for row, count in counts.rows.items()
            if count >= FEWEST
        }
        sure = [row for row, one in rows.items() if counts.rows[row] >= 8]  # noqa: PLR2004
        people = {*known_people} | _sample(
            chance,
            [r for r in sure if rows[r].score > 0.5 and rows[r].share > 0.03 and r not in others],  # noqa: PLR2004
            _MOST_PEOPLE,
        )
        others = {*elsewhere} | _sample(
            chance,
            [r for r in sure if rows[r].score < -0.4 and rows[r].share < 0.01],  # noqa: PLR2004
            _MOST_OTHERS,
        )
    return NameLexicon(rows, odds, *_lower_case_words(counts))


@cache
def known_others() -> frozenset[str]:
    """Return the rows that are known to be no people: places, but for those called after one."""
    families = family_names()
    called_after = {
        place
        for place in entries("places")
        if len(words := place.split()) > 2 and words[0] in families  # noqa: PLR2004
    }
    return (entries("places") - called_after) | entries("well_known_others")


def _sample(chance: random.Random, rows: list[str], most: int) -> set[str]:
    return set(chance.sample(sorted(rows), min(most, len(rows))))


def _odds(
    counts: Counts, people: set[str], others: set[str], known: frozenset[str]
) -> dict[str, float]:
    """Return the log-odds of a person for each context that tells enough."""
    sides = []
    for rows in (people, others):
        side: Counter[str] = Counter()
        for row in sorted(rows & counts.rows.keys()):
            weight = min(counts.rows[row], _MOST_OF_A_ROW) / counts.rows[row]
            weight *= 3 if row in known else 1
            for context, count in counts.contexts[row].items():
                side[context] += count * weight  # type: ignore[assignment]
        sides.append(side)
    of_people, of_others = sides
    total_people, total_others = (
        sum(count for context, count in side.items() if context[0] == "l") or 1 for side in sides
    )
    found = {}
    for context in of_people.keys() | of_others.keys():
        if of_people[context] + of_others[context] >= _FEWEST_OF_A_CONTEXT:
            value = math.log(
                (of_people[context] / total_people * 1e4 + _SMOOTHING)
                / (of_others[context] / total_others * 1e4 + _SMOOTHING)
            )
            found[context] = max(-_STRONGEST, min(_STRONGEST, value))
    return found


def _likeness(contexts: Counter[str], count: int, odds: dict[str, float]) -> Likeness:
    honorifics, pairs = entries("honorifics"), entries("honorific_pairs")
    total = weight = titled = 0.0
    for context, times in contexts.items():
        kind, _, words = context.partition(" ")
        if context in odds:
            total += odds[context] * times * (1.0 if kind in "lr" else 0.7)
            weight += times
        if (kind == "l" and words in honorifics) or (kind == "L" and words in pairs):
            titled += times
    return Likeness(total / (weight + 3), titled / count, count >= 5)  # noqa: PLR2004


def _lower_case_words(counts: Counts) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """Return pairs of words that belong together, and words seldom capitalised.

    pyvi's dictionary adds those that are mostly written with a capital: ``Nghị định``.
    """
    total = sum(counts.lower.values())
    pairs = frozenset(
        (first, second)
        for (first, second), count in counts.pairs.items()
        if count >= 6 and count * total > 15 * counts.lower[first] * counts.lower[second]  # noqa: PLR2004
    )
    common = frozenset(
        word
        for word, count in counts.lower.items()
        if count >= 20 and count > 1.2 * counts.capitalised[word]  # noqa: PLR2004
    )
    known = {
        (first, second)
        for first, second in load_model().bigrams
        if first in counts.lower and second in counts.lower
    }
    return pairs | known, common
