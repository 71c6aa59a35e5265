"""Which of many syllables have a shape: regular expressions in one pass, edits in columns."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, assert_never

import numpy as np

from search.query.expressions import compiled
from search.query.shapes import Fuzzy, Prefix, Regex, Wildcard
from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import TONES, traditional
from search.vietnamese.tone_style import modern_tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from search.query.shapes import Shape
    from search.vietnamese.number_columns import Rows as Integers

_LETTER = f"[^{''.join(TONES)}]"
_TONE = f"[{''.join(TONES)}]"
_LONGEST = 24  # letters of a word that edits are counted in


class Syllables:
    """Distinct syllables, all as folds or all as keys, to be looked through for shapes."""

    def __init__(self, syllables: Sequence[str], *, folded: bool) -> None:
        self.all = syllables
        self._folded = folded

    def having(self, shape: Shape) -> Integers:
        """Return the places of those that have a shape, ascending."""
        match shape:
            case Prefix():
                return self._plain.matching(self._expression(shape.text + "*", shape))
            case Wildcard():
                return self._plain.matching(self._expression(shape.text, shape))
            case Regex():
                lines = self._plain if self._folded else self._spelt
                return lines.matching(shape.text)
            case Fuzzy():
                return self._within(fold(shape.text) if self._folded else shape.text, shape.edits)
            case _:
                assert_never(shape)

    def _expression(self, text: str, shape: Shape) -> str:
        """Return a regular expression for a syllable with a few letters left open."""
        if self._folded:
            return _opened(fold(text), ".")
        spelt = key(text)
        if spelt[-1] in TONES:
            return _opened(spelt[:-1], _LETTER) + spelt[-1]
        return _opened(spelt, _LETTER) + ("" if shape.strict else f"{_TONE}?")

    @cached_property
    def _plain(self) -> _Lines:
        return _Lines(self.all, np.arange(len(self.all)))

    @cached_property
    def _spelt(self) -> _Lines:
        """The syllables as they are printed, those with two styles in both."""
        toned = [at for at, each in enumerate(self.all) if each[-1] in TONES]  # others print as is
        printed = list(self.all)
        places = list(range(len(printed)))
        for at in toned:
            printed[at], new = _printed(self.all[at])
            if new != printed[at]:
                printed.append(new)
                places.append(at)
        return _Lines(printed, np.array(places, np.int64))

    @cached_property
    def _letters(self) -> tuple[NDArray[np.uint32], Integers]:
        """The letters of each syllable in a row of a table, and how many; none of a long one."""
        short = [each if len(each) <= _LONGEST else "" for each in self.all]
        lengths = np.fromiter(map(len, short), np.int64, len(short))
        table = np.array(short or [""], f"<U{_LONGEST}").view("<u4").reshape(-1, _LONGEST)
        return table, lengths

    def _within(self, text: str, edits: int) -> Integers:
        """Return the places of those at most so many edits from ``text`` (Levenshtein)."""
        table, lengths = self._letters
        near = np.flatnonzero(np.abs(lengths - len(text)) <= edits)
        near = near[lengths[near] > 0]
        letters, lengths = table[near], lengths[near]
        width = min(len(text) + edits, _LONGEST)
        above = np.tile(np.arange(width + 1, dtype=np.int16), (len(near), 1)).T
        for row, letter in enumerate(text[:_LONGEST], 1):
            here = np.empty_like(above)
            here[0] = row
            for at in range(width):
                changed = above[at] + (letters[:, at] != ord(letter))
                here[at + 1] = np.minimum(changed, np.minimum(above[at + 1], here[at]) + 1)
            above = here
        return near[above[np.minimum(lengths, width), np.arange(len(near))] <= edits]


class _Lines:
    """Texts as the lines of one text; several may stand for the same place."""

    def __init__(self, lines: Sequence[str], places: Integers) -> None:
        self._text = "\n".join(lines).encode()
        ends = np.flatnonzero(np.frombuffer(self._text, np.uint8) == ord("\n"))
        self._starts = np.append(0, ends + 1)
        self._places = places

    def matching(self, expression: str) -> Integers:
        if not len(self._places):  # even then there is a line, an empty one
            return self._places
        found = [each.start() for each in compiled(expression).finditer(self._text)]
        return np.unique(self._places[self._starts.searchsorted(np.array(found, np.int64))])


@lru_cache(maxsize=1 << 17)  # all fields of all segments share most of their syllables
def _printed(syllable: str) -> tuple[str, str]:
    """Return how papers of the old style and of the new one print a key with a tone."""
    old = traditional(syllable)
    return old, modern_tones(old)


def _opened(text: str, letter: str) -> str:
    opened = {"*": f"{letter}*", "?": letter}
    return "".join(opened.get(each, each) for each in text)
