"""The syllables of a text as printed, and where they stand: what marking an article needs."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import accumulate

from search.vietnamese.analyzer import SYLLABLE
from search.vietnamese.characters import CleanText, clean, has_plain_letters

_PIECES = re.compile(f"({SYLLABLE.pattern})")
HASHTAG = "#"


class PrintedSyllables:
    """The syllables that ``analyzer.syllables`` finds in any text, without their keys.

    ``printed`` has them in order; a hashtag comes with its sign. A whole article is cut so in a
    fifth of the time: most of it matches nothing, and nobody asks where that stands.
    """

    def __init__(self, text: str) -> None:
        self._cleaned = CleanText(text) if has_plain_letters(text) else clean(text)
        # what stands between syllables and syllables, by turns
        self._pieces = _PIECES.split(self._cleaned.text)
        self.printed = self._pieces[1::2]
        if HASHTAG in self._cleaned.text:
            self.printed = [
                HASHTAG + syllable if before.endswith(HASHTAG) else syllable
                for before, syllable in zip(self._pieces[::2], self.printed, strict=False)
            ]

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return where ``count`` syllables from number ``first`` on stand in the published text."""
        start, end = self._ends[2 * first], self._ends[2 * (first + count) - 1]
        return self._cleaned.published(start, end)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._pieces)))
