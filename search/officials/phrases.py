"""Find phrases of several words in a row of tokens, by their first word."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from search.officials.capitals import Tokens
from search.officials.entries import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Phrases:
    """A set of phrases in lower case, each a row of words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take phrases as written, words with spaces between."""
        self._by_first: dict[str, list[list[str]]] = {}
        self._by_last: dict[str, list[list[str]]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            words = Tokens.of(phrase).lower
            self._by_first.setdefault(words[0], []).append(words)
            self._by_last.setdefault(words[-1], []).append(words)
        #: The words that phrases begin with.
        self.first_words = frozenset(self._by_first)

    def at(self, words: Sequence[str], start: int) -> int:
        """Return how many of ``words`` the longest phrase takes that begins at ``start``, or 0."""
        for phrase in self._by_first.get(words[start], ()) if start < len(words) else ():
            if words[start : start + len(phrase)] == phrase:
                return len(phrase)
        return 0

    def before(self, words: Sequence[str], end: int) -> int:
        """Return how many words the longest phrase takes that ends before ``end``, or 0."""
        for phrase in self._by_last.get(words[end - 1], ()) if end > 0 else ():
            if end >= len(phrase) and words[end - len(phrase) : end] == phrase:
                return len(phrase)
        return 0


@cache
def phrases(name: str) -> Phrases:
    """Return the phrases of ``data/NAME.txt``."""
    return Phrases(entries(name))
