"""The recipe: text to syllable tokens, with offsets into the text as published, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from search.vietnamese.characters import clean
from search.vietnamese.spelling import fold, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.vietnamese.characters import CleanText

#: Part of every index's manifest: raise it whenever the same text would give other terms.
FINGERPRINT = "syllables-2+pyvi-0.1.1"

SYLLABLE = re.compile(r"[^\W_]+")


class Token(NamedTuple):
    """One syllable, number or letter group: ``published_text[start:end]``.

    Its position is its place in the list of tokens. A hashtag is one token, ``parts`` are the
    words that its capitals show in it: ``#ChuyenDoiSo``.
    """

    start: int
    end: int
    key: str
    folded: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of two syllables or more: its keys joined, and the place of its first token."""

    word: str
    first: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of one text, and the words of two syllables or more that they form."""

    tokens: tuple[Token, ...]
    word_spans: tuple[Word, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words in order, without their places."""
        return tuple(span.word for span in self.word_spans)


class Span(Protocol):
    """Where one word stands in a text."""

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


class WordFinder(Protocol):
    """Find the words of a text. Spans only: a segmenter can't change what the author wrote."""

    def words(self, text: str, /) -> Sequence[Span]:
        """Return the spans of the words of NFC ``text``, ascending, never overlapping."""


class Analyzer:
    """Turns text into tokens and words; one instance serves indexing, queries and marking."""

    def __init__(self, word_finder: WordFinder) -> None:
        self._word_finder = word_finder

    def analyse(self, text: str) -> Analysis:
        """Return tokens and words of any text."""
        cleaned = clean(text)
        spans = [found.span() for found in SYLLABLE.finditer(cleaned.text)]
        tokens = tuple(_tokens(cleaned, spans))
        return Analysis(tokens, tuple(self._words(cleaned, spans, tokens)))

    def _words(
        self, cleaned: CleanText, spans: list[tuple[int, int]], tokens: tuple[Token, ...]
    ) -> Iterator[Word]:
        at = 0
        for word in self._word_finder.words(cleaned.text):
            while at < len(spans) and spans[at][0] < word.start:
                at += 1
            first = at
            while at < len(spans) and spans[at][1] <= word.end:
                at += 1
            if at - first > 1:
                yield Word("_".join(token.key for token in tokens[first:at]), first)


def syllables(text: str) -> tuple[Token, ...]:
    """Return the tokens of any text, without looking for words."""
    cleaned = clean(text)
    return tuple(_tokens(cleaned, [found.span() for found in SYLLABLE.finditer(cleaned.text)]))


def _tokens(cleaned: CleanText, spans: list[tuple[int, int]]) -> Iterator[Token]:
    text, moved = cleaned.text, cleaned.starts is not None
    for start, end in spans:
        surface = text[start:end]
        is_hashtag = start > 0 and text[start - 1] == "#"
        parts = hashtag_parts(surface) if is_hashtag else ()
        spelt, folded = _spelt(surface)
        if moved:
            start, end = cleaned.published(start, end)  # noqa: PLW2901 - from here on in the text
        yield Token(start, end, spelt, folded, parts)


@lru_cache(maxsize=1 << 16)
def _spelt(surface: str) -> tuple[str, str]:
    return key(surface), fold(surface)


def hashtag_parts(hashtag: str) -> tuple[str, ...]:
    """Cut a hashtag before each capital after a small letter; one without such has no parts."""
    cuts = [
        at for at in range(1, len(hashtag)) if hashtag[at].isupper() and hashtag[at - 1].islower()
    ]
    borders = [0, *cuts, len(hashtag)]
    return tuple(hashtag[a:b] for a, b in pairwise(borders)) if cuts else ()


@lru_cache(maxsize=1)
def default_analyzer() -> Analyzer:
    """Return the analyzer everybody shares: pyvi's words, loaded at the first call."""
    from search.vietnamese.segmenter import default_segmenter

    return Analyzer(default_segmenter())
