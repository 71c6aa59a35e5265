"""What each syllable of a query tells: which spelling is meant, and what a match of it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from search.engines.weights import (
    ALONE_WEIGHT,
    MOST_CAPITALS,
    MOST_CLUES,
    NAME_WEIGHT,
    QUESTION_WEIGHT,
    SYLLABLE_WEIGHT,
)
from search.query.tree import Phrase, Words, leaves, typed_phrases
from search.vietnamese.patterns import Likely
from search.vietnamese.spelling import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.query.tree import Query
    from search.vietnamese.patterns import SyllablePattern

_QUESTION_WORDS = Path(__file__).parent / "data" / "question_words.txt"


@dataclass(frozen=True, slots=True)
class Clue:
    """One syllable of a query.

    ``likely`` are the spellings that may be meant, the likeliest first, which ``pattern`` matches;
    ``worth`` is what its score is multiplied with. One that ``asks`` is of a question's words.
    """

    pattern: SyllablePattern
    likely: tuple[Likely, ...]
    worth: float

    @property
    def meant(self) -> str:
        """The key of the spelling that is most likely meant."""
        return self.likely[0].key

    @property
    def asks(self) -> bool:
        """Whether it is a word like “what” or “who”."""
        return self.meant in _question_words()

    @property
    def share(self) -> float:
        """How much of a whole word's worth it has."""
        return QUESTION_WEIGHT if self.asks else 1.0


def told(query: Query) -> tuple[Clue, ...]:
    """Return what all that is looked for tells, each spelling once: MOST_CLUES at most."""
    found: dict[str, Clue] = {}
    for leaf in leaves(query.root):
        if isinstance(leaf, Phrase | Words):
            for clue in clues(leaf):
                found.setdefault(clue.meant, clue)
    return tuple(islice(found.values(), MOST_CLUES))


def clues(leaf: Phrase | Words) -> tuple[Clue, ...]:
    """Return the clues of what was typed, one for each syllable of it."""
    if not isinstance(leaf, Words):
        typed = ((each, (Likely(each.key),)) for each in leaf.syllables)
        return tuple(_clue(*each, alone=True, name=False) for each in typed)
    meant = leaf.meant or tuple((Likely(each.key),) for each in leaf.syllables)
    in_words = _in_words([likely[0].key for likely in meant], leaf.compounds)
    names = _names(leaf)
    rows = zip(leaf.syllables, meant, in_words, names, strict=True)
    return tuple(
        _clue(each, likely, alone=not in_word, name=name) for each, likely, in_word, name in rows
    )


def _clue(pattern: SyllablePattern, likely: tuple[Likely, ...], *, alone: bool, name: bool) -> Clue:
    worth = SYLLABLE_WEIGHT + ALONE_WEIGHT * alone
    if likely[0].key in _question_words():
        worth *= QUESTION_WEIGHT
    return Clue(pattern, likely, worth + NAME_WEIGHT * name)


def _in_words(keys: Sequence[str], compounds: Sequence[str]) -> list[bool]:
    """Return which syllables are part of a word of several; ``compounds`` come in their order."""
    found = [False] * len(keys)
    at = 0
    for compound in compounds:
        word = compound.split("_")
        for start in range(at, len(keys) - len(word) + 1):
            if list(keys[start : start + len(word)]) == word:
                at = start + len(word)
                found[start:at] = [True] * len(word)
                break
    return found


def _names(words: Words) -> list[bool]:
    """Return which syllables are capitalised as names are.

    Where most are, capitals say nothing; the first one may only begin a sentence.
    """
    capitals = [
        phrase.typed[:1].isupper()
        for unit in words.units
        for phrase in typed_phrases(unit)
        for _ in phrase.syllables
    ]
    if sum(capitals) > MOST_CAPITALS * len(capitals):
        return [False] * len(capitals)
    if len(capitals) < 2 or not capitals[1]:  # noqa: PLR2004 - the first and the one after it
        capitals[:1] = [False]
    return capitals


@cache
def _question_words() -> frozenset[str]:
    lines = _QUESTION_WORDS.read_text("utf-8").splitlines()
    return frozenset(key(line) for line in lines if line and not line.startswith("#"))
