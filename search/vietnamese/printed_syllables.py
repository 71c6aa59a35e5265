"""The syllables of texts as printed, and where they stand: what marking an article needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from unicodedata import decomposition

import numpy as np

from search.vietnamese.analyzer import SYLLABLE
from search.vietnamese.characters import CleanText, clean, has_plain_letters
from search.vietnamese.spelling import D_WITH_STROKE, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Places = NDArray[np.intp]

HASHTAG = "#"
#: No character that passes for plain has a higher code.
_LAST_PLAIN = 0x2026
_LETTER_BITS = (1 << 16) - 1


class Letters:
    """Which letters, accents and case left out, the syllables have that are looked for.

    ``wanted`` has for each sum of letters whether one of them has it.
    """

    def __init__(self, folds: Iterable[str]) -> None:
        self.wanted = np.zeros(1 << 16, np.bool_)
        self.wanted[[_sum(each) for each in folds]] = True


@dataclass(frozen=True, slots=True)
class PrintedSyllables:
    """The syllables that ``analyzer.syllables`` finds in any text, without their keys.

    They are numbered in order. ``likely`` are those that may be looked for, each with its number;
    a hashtag comes with its sign.
    """

    likely: Sequence[tuple[int, str]]
    _cleaned: CleanText
    _starts: Places
    _ends: Places
    _before: int = 0

    @classmethod
    def of(cls, text: str) -> PrintedSyllables:
        """Return those of one text, all of which are likely."""
        cleaned = CleanText(text) if has_plain_letters(text) else clean(text)
        spans = [found.span() for found in SYLLABLE.finditer(cleaned.text)]
        printed = [_printed(cleaned.text, start, end) for start, end in spans]
        starts, ends = np.array(spans, np.intp).reshape(-1, 2).T
        return cls([*enumerate(printed)], cleaned, starts, ends)

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return where ``count`` syllables from number ``first`` on stand in the published text."""
        start, end = int(self._starts[first]), int(self._ends[first + count - 1])
        return self._cleaned.published(start - self._before, end - self._before)


def printed_syllables(texts: Mapping[str, str], letters: Letters) -> dict[str, PrintedSyllables]:
    """Return the syllables of each text; all that have such letters are among the likely ones.

    All texts of an article are looked at together, and no syllable of them becomes an object that
    is not likely: that takes a third of the time.
    """
    joined = "\n".join(["", *texts.values(), ""])
    if not has_plain_letters(joined):
        odd = {name: each for name, each in texts.items() if not has_plain_letters(each)}
        plain = {name: each for name, each in texts.items() if name not in odd}
        found = {name: PrintedSyllables.of(each) for name, each in odd.items()}
        return found | printed_syllables(plain, letters)
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    sums = _sums()[codes]
    inside = sums != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    before, last = edges[::2], edges[1::2]
    totals = np.cumsum(sums, dtype=np.uint16)  # over its end they begin at 0 again: so do all sums
    likely = letters.wanted[totals[last] - totals[before]]
    if HASHTAG in joined:
        likely |= codes[before] == ord(HASHTAG)
    rows = np.flatnonzero(likely)
    starts, ends = before + 1, last + 1
    spans = zip(starts[rows].tolist(), ends[rows].tolist(), strict=True)
    printed = [_printed(joined, start, end) for start, end in spans]
    firsts = [*accumulate((len(each) + 1 for each in texts.values()), initial=1)]
    tokens = np.searchsorted(starts, firsts)
    cuts = np.searchsorted(rows, tokens).tolist()
    numbers = rows.tolist()
    return {
        name: PrintedSyllables(
            [
                (number - token, each)
                for number, each in zip(numbers[cut:until], printed[cut:until], strict=True)
            ],
            CleanText(text),
            starts[token:],
            ends[token:],
            first,
        )
        for (name, text), first, token, (cut, until) in zip(
            texts.items(), firsts, tokens.tolist(), pairwise(cuts), strict=False
        )
    }


def _printed(text: str, start: int, end: int) -> str:
    return text[start - (start > 0 and text[start - 1] == HASHTAG) : end]


@cache
def _sums() -> NDArray[np.uint16]:
    """Return the sum of each character's letters, 0 for what stands between syllables."""
    characters = "".join(map(chr, range(_LAST_PLAIN + 1)))
    sums = np.zeros(len(characters), np.uint16)
    for found in SYLLABLE.finditer(characters):
        # most letters of the world have no case and no accents: those are summed all at once
        sums[slice(*found.span())] = _letter(np.arange(*found.span()))
    for char in filter(_may_fold, characters):
        if sums[ord(char)]:
            sums[ord(char)] = _sum(fold(char))
    return sums


def _may_fold(char: str) -> bool:
    """Return whether a character may be another one without its accents and its case."""
    return char.lower() != char or bool(decomposition(char)) or ord(char) in D_WITH_STROKE


def _sum(folded: str) -> int:
    """Return a sum of letters, above 0; some words have one sum, as those of the same letters."""
    return sum(_letter(ord(char)) for char in folded) & _LETTER_BITS or 1


def _letter(code: Any) -> Any:
    """Return what a character, or each of an array, adds to a sum: no simple sum of others."""
    return code * (code * 40_503 + 2_531) & _LETTER_BITS
