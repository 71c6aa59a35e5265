"""Judge whether two lines are words for the same photo: its alt text and its caption."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from search.sources.cleaning import fold

WORD = re.compile(r"\w+")
MOST_WORDS = 60
FEWEST_WORDS = 3
ALIKE = 0.75
CONTAINED = 0.8
LONGEST_TO_SHORTEST = 4
FEWEST_SHARED, FREELY, LONGER = 4, 0.55, 1.2


def likeness(one: str, other: str) -> float:
    """Return 0 for two photos, else up to 1 for one photo told twice.

    One text may hold the other or reword it; it may not name another person, place or number.
    """
    if one == other:
        return 1.0
    (words, bare), (other_words, other_bare) = _words(one), _words(other)
    if bare == other_bare:
        return 1.0 if bare else 0.0
    short, long = sorted((len(bare), len(other_bare)))
    if short < FEWEST_WORDS or long > LONGEST_TO_SHORTEST * short:
        return 0.0
    if len(set(bare) & set(other_bare)) < short / 3:
        return 0.0
    matcher = SequenceMatcher(None, bare, other_bare, autojunk=False)
    fewest = 2 if long > 2 * short else 1  # a long text holds any single word by chance
    shared = sum(block.size for block in matcher.get_matching_blocks() if block.size >= fewest)
    score = max(2 * shared / (short + long) / ALIKE, shared / short / CONTAINED)
    if score < 1 or _contradict(matcher, words, other_words):
        return 0.0
    return 0.5 + shared / (short + long) / 2


def tells_fuller(alt: str, caption: str) -> float:
    """Return how far ``caption`` tells freely, at greater length, what ``alt`` says; 0 for not.

    Only for two lines that stand alone together, where nothing but a photo's two texts is likely.
    """
    (words, bare), (other_words, other_bare) = _words(alt), _words(caption)
    shared = len(set(bare) & set(other_bare))
    if shared < FEWEST_SHARED or shared < FREELY * len(set(bare)):
        return 0.0
    if len(other_bare) < LONGER * len(bare):
        return 0.0
    matcher = SequenceMatcher(None, bare, other_bare, autojunk=False)
    return 0.0 if _contradict(matcher, words, other_words) else shared / len(set(other_bare)) / 2


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the first words of ``text``, as written and folded."""
    words = tuple(WORD.findall(text[: 12 * MOST_WORDS])[:MOST_WORDS])
    return words, tuple(map(fold, words))


def _contradict(
    matcher: SequenceMatcher[str], one: tuple[str, ...], other: tuple[str, ...]
) -> bool:
    """Whether one text has a name or number exactly where the other has a different one."""
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation == "replace":
            ours = _telling(one, start, end)
            theirs = _telling(other, other_start, other_end)
            if ours and theirs:
                return True
    return False


def _telling(words: tuple[str, ...], start: int, end: int) -> bool:
    """Whether the words there are a number or a name; an abbreviation may stand for its words."""
    return any(
        word.isdigit() or (place > 0 and word[0].isupper() and not (word.isupper() and word[1:]))
        for place, word in enumerate(words[start:end], start)
    )
