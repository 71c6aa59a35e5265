"""Slips of the keyboard: which syllables may have been meant by letters that are none."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import possible_syllables

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"


@lru_cache(maxsize=1)
def possible_folds() -> frozenset[str]:
    """Return the letters of every syllable that Vietnamese could have, accents left out."""
    return frozenset(map(fold, possible_syllables()))


def one_slip_away(folded: str) -> set[str]:
    """Return what may have been meant: a letter too many or too few, a wrong one, two swapped.

    Possible syllables only; of foreign words those that a letter less or a swap gives, since any
    letter may stand anywhere in them.
    """
    shortened = {folded[:at] + folded[at + 1 :] for at in range(len(folded))}
    swapped = {
        folded[: at - 1] + folded[at] + folded[at - 1] + folded[at + 1 :]
        for at in range(1, len(folded))
    }
    others = possible_folds().intersection(_with_a_letter(folded))
    return (shortened | swapped | others) - {folded, ""}


def _with_a_letter(folded: str) -> Iterator[str]:
    """Yield ``folded`` with any letter put in anywhere, or in the place of one of its own."""
    for at in range(len(folded) + 1):
        for letter in _LETTERS:
            yield folded[:at] + letter + folded[at:]
            yield folded[:at] + letter + folded[at + 1 :]


def halves(word: str) -> list[tuple[str, str]]:
    """Return the ways to cut a word into what could be two syllables, accents left out."""
    cuts = ((fold(word[:at]), fold(word[at:])) for at in range(1, len(word)))
    return [cut for cut in cuts if possible_folds().issuperset(cut)]


def accents(key: str) -> tuple[str, ...]:
    """Return the accents in a key, whatever letters carry them: those of ``đổi`` are three."""
    marks = [char for char in unicodedata.normalize("NFD", key) if unicodedata.combining(char)]
    return (*sorted(marks), *("đ" for char in key if char == "đ"))
