"""Abbreviations letter by letter: which syllable each letter stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from search.vietnamese.abbreviation_forms import EMPTY_WORDS, LINKING_WORDS, SYLLABLE
from search.vietnamese.spelling import fold, key

_MOST_UNITS = 14
_MOST_PASSED_OVER = 4
_FEWEST_PLAIN = 4  # letters without which a D for đ is chance: GMD is no "giữa … mặt đất"
_PART = re.compile(r"\d+|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands for one syllable: a letter, with any small letters after it (Tg), or a number.

    A ``whole`` one is the syllable itself, as the "Sở" of "Sở TT&TT". The D of a ``plain``
    abbreviation, a longer one without Đ, may stand for đ: HDND.
    """

    text: str
    whole: bool = False
    plain: bool = False

    def matches(self, syllable: str) -> bool:
        """Return whether this may stand for ``syllable``."""
        if self.whole or self.text.isdigit():
            return key(self.text) == key(syllable)
        return _same_initial(self.text[0], syllable[0], self.plain) and (
            len(self.text) == 1 or _within(self.text[1:], syllable[1:])
        )


@lru_cache(maxsize=1 << 12)
def _same_initial(letter: str, initial: str, plain: bool) -> bool:  # noqa: FBT001
    """Compare without tones. A bare letter stands for any marks, as U for Ủ, but D is not Đ."""
    letter, initial = key(letter)[:1], key(initial)[:1]
    if letter == initial:
        return True
    return letter == fold(initial)[:1] and (plain or initial != "đ")


def _within(tail: str, syllable: str) -> bool:
    """Return whether the letters of ``tail`` stand in ``syllable`` in this order."""
    letters = iter(fold(syllable))
    return all(letter in letters for letter in fold(tail))


def units(abbreviation: str) -> list[Unit]:
    """Return what stands for one syllable each, in order."""
    found: list[str] = []
    for piece in SYLLABLE.findall(abbreviation):
        for place, part in enumerate(_PART.findall(piece)):
            if place and part.islower():
                found[-1] += part
            else:
                found.append(part)
    plain = "Đ" not in abbreviation and len(found) >= _FEWEST_PLAIN
    return [Unit(text, plain=plain) for text in found]


def align(wanted: list[Unit], syllables: list[str]) -> list[int] | None:
    """Return which syllable each unit stands for, the last unit for the last syllable, or None.

    Linking words may be passed over. A syllable that is itself an abbreviation may stand for
    several units: the MTTQ of "Ủy ban MTTQ" in UBMTTQ.
    """
    if not syllables or not wanted or len(wanted) > _MOST_UNITS:
        return None
    if key(syllables[-1]) in EMPTY_WORDS:
        return None
    placing = _Placing(wanted, syllables)
    return placing.places[::-1] if placing.rest(len(syllables) - 1, len(wanted)) else None


class _Placing:
    """Places units on syllables, from the last ones back: ``places``, as far as it goes well."""

    def __init__(self, wanted: list[Unit], syllables: list[str]) -> None:
        self._wanted, self._syllables = wanted, syllables
        self._first = max(0, len(syllables) - len(wanted) - _MOST_PASSED_OVER)
        self._hopeless: set[tuple[int, int]] = set()
        self.places: list[int] = []

    def rest(self, at: int, left: int) -> bool:
        """Place the first ``left`` units on the syllables up to ``at``; return whether they fit."""
        places = self.places
        if not left:
            return key(self._syllables[places[-1]]) not in LINKING_WORDS
        if at < self._first or (at, left) in self._hopeless:
            return False
        syllable = self._syllables[at]
        if places and key(syllable) in LINKING_WORDS and self.rest(at - 1, left):
            return True
        for taken in _taken(syllable, self._wanted, left):
            places.extend([at] * taken)
            if self.rest(at - 1, left - taken):
                return True
            del places[-taken:]
        self._hopeless.add((at, left))
        return False


def _taken(syllable: str, wanted: list[Unit], left: int) -> list[int]:
    """Return how many of the units up to ``left`` may stand for ``syllable``: one, its letters."""
    taken = [1] if wanted[left - 1].matches(syllable) else []
    size = len(syllable)
    if 1 < size <= left and size < len(wanted) and syllable.isupper():
        letters = "".join(unit.text for unit in wanted[left - size : left])
        if letters == syllable:
            taken.append(size)
    return taken
