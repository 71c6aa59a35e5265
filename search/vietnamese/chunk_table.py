"""What stands between two spaces, worked out once: its pyvi tokens, its syllables, their keys."""

from __future__ import annotations

import unicodedata
from array import array
from typing import TYPE_CHECKING

import numpy as np

from search.vietnamese.analyzer import SYLLABLE, hashtag_parts
from search.vietnamese.characters import clean
from search.vietnamese.segmenter_tokens import token_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.vietnamese.characters import CleanText
    from search.vietnamese.number_columns import Rows
    from search.vietnamese.vocabulary import Vocabulary

#: The row of the chunk ``"\n"``, between two paragraphs.
BREAK = 0

#: Marks that often stand behind a word, two thirds of all chunks that are no bare word.
_CLOSING = frozenset(',.;:?!)"”')
_WITH_FULL_STOP = frozenset(("Tp", "Mr", "Mrs", "Ms", "Dr", "ThS"))
#: Characters cut at once: chunks that stay in the processor's cache take four fifths of the time.
_AT_ONCE = 50_000
_LONGEST_KEPT = 64  # characters; only addresses and noise are longer, and seldom met again


class ChunkTable(dict[str, int]):
    """From a chunk, as published, to its row in columns; a new chunk is described when looked up.

    Columns of chunks: ``lengths`` in characters as published; ``first_tokens`` and ``tokens``,
    where its tokens start and how many there are; ``first_syllables`` and ``syllables`` likewise;
    ``clings``, 1 if it begins with a mark that belongs to the character before the chunk.
    Column of tokens: ``forms``, numbers that the word model gives to what is written.
    Columns of syllables: ``key_numbers``, of the vocabulary; ``starts`` and ``ends`` within the
    published chunk; ``at_tokens`` and ``more_tokens``: a syllable begins in this token of its
    chunk and reaches into so many more (``5abc`` of ``1.5abc``, pyvi's ``1.5`` and ``abc``);
    ``hashtags``, the place in ``hashtag_keys`` of the keys of a hashtag's parts, 0 for none.
    """

    def __init__(self, vocabulary: Vocabulary, form: Callable[[str], int]) -> None:
        super().__init__()
        self._vocabulary, self._form = vocabulary, form
        self._known_keys: dict[str, int] = {}  # by syllable, as written
        self.lengths, self.clings = array("i"), array("b")
        self.first_tokens, self.tokens = array("i"), array("i")
        self.first_syllables, self.syllables = array("i"), array("i")
        self.forms = array("i")
        self.key_numbers, self.starts, self.ends = array("i"), array("i"), array("i")
        self.at_tokens, self.more_tokens = array("i"), array("b")
        self.hashtags = array("i")
        self.hashtag_keys: list[tuple[int, ...]] = [()]
        self["\n"] = self._add("\n", tokens=0, syllables=0)

    @property
    def rows(self) -> int:
        """Rows of the longest column: what the memory taken depends on."""
        return max(len(self.lengths), len(self.forms), len(self.key_numbers))

    def cut(self, text: str) -> Rows:
        """Return the row of each chunk of ``text``: ``(c,)``, BREAK for a line end."""
        cut = [row for part in _parts(text) for row in (self._rows(part), [BREAK])]
        return np.concatenate(cut[:-1], dtype=np.intp)

    def _rows(self, text: str) -> Rows:
        chunks = text.replace("\n", " \n ").split(" ")
        return np.fromiter(map(self.__getitem__, chunks), np.intp, len(chunks))

    def __missing__(self, chunk: str) -> int:
        row = self.describe(chunk)
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = row
        return row

    def describe(self, chunk: str) -> int:
        """Clean ``chunk``, which may have spaces in it, cut it, and return its new row."""
        word = self.get(chunk[:-1]) if chunk[-1:] in _CLOSING else None
        if word is not None and self._is_bare(word, chunk):
            return self._add_closed(chunk, word)
        cleaned = clean(chunk)
        if cleaned.text.isalpha():
            self.forms.append(self._form(cleaned.text))
            self._add_syllable(cleaned, 0, len(cleaned.text), 0, 0)
            return self._add(chunk, tokens=1, syllables=1)
        token_ends = []
        for start, end in token_spans(cleaned.text):
            self.forms.append(self._form(cleaned.text[start:end]))
            token_ends.append(end)
        token = syllables = 0
        for syllables, found in enumerate(SYLLABLE.finditer(cleaned.text), 1):  # noqa: B007
            start, end = found.span()
            while token_ends[token] <= start:
                token += 1
            first = token
            while token_ends[token] < end:
                token += 1
            self._add_syllable(cleaned, start, end, first, token - first)
        return self._add(chunk, tokens=len(token_ends), syllables=syllables)

    def _is_bare(self, word: int, chunk: str) -> bool:
        """Return whether a row is a word of letters that a mark behind it leaves as it is.

        pyvi takes the full stop after capitals, and after ``ThS`` and its like, for part of them.
        """
        letters = chunk[:-1]
        if not self.tokens[word] == self.syllables[word] == 1:
            return False
        if chunk[-1] == "." and (letters.isupper() or letters in _WITH_FULL_STOP):
            return False
        syllable = self.first_syllables[word]
        return self.starts[syllable] == 0 and self.ends[syllable] == len(letters)

    def _add_closed(self, chunk: str, word: int) -> int:
        """Add the row of a word that is known already, with a mark behind it."""
        syllable = self.first_syllables[word]
        self.forms.append(self.forms[self.first_tokens[word]])
        self.forms.append(self._form(clean(chunk[-1]).text))
        self.key_numbers.append(self.key_numbers[syllable])
        self.starts.append(0)
        self.ends.append(len(chunk) - 1)
        self.at_tokens.append(0)
        self.more_tokens.append(0)
        self.hashtags.append(0)
        return self._add(chunk, tokens=2, syllables=1)

    def _add(self, chunk: str, *, tokens: int, syllables: int) -> int:
        """Add the row of a chunk whose tokens and syllables are the last ones added."""
        row = len(self.lengths)
        self.lengths.append(len(chunk))
        self.clings.append(unicodedata.combining(chunk[:1] or " ") > 0)
        self.first_tokens.append(len(self.forms) - tokens)
        self.tokens.append(tokens)
        self.first_syllables.append(len(self.key_numbers) - syllables)
        self.syllables.append(syllables)
        return row

    def _add_syllable(
        self, cleaned: CleanText, start: int, end: int, token: int, more: int
    ) -> None:
        written = cleaned.text[start:end]
        number = self._known_keys.get(written)
        if number is None:
            number = self._vocabulary.add(written)
            if len(written) <= _LONGEST_KEPT:
                self._known_keys[written] = number
        is_hashtag = start > 0 and cleaned.text[start - 1] == "#"
        self.hashtags.append(self._hashtag(written) if is_hashtag else 0)
        start, end = cleaned.published(start, end)
        self.key_numbers.append(number)
        self.starts.append(start)
        self.ends.append(end)
        self.at_tokens.append(token)
        self.more_tokens.append(more)

    def _hashtag(self, written: str) -> int:
        parts = hashtag_parts(written)
        if not parts:
            return 0
        self.hashtag_keys.append(tuple(map(self._vocabulary.add, parts)))
        return len(self.hashtag_keys) - 1


def _parts(text: str) -> Iterator[str]:
    """Cut ``text`` at some of its line ends, which are in no part."""
    start = 0
    while (end := text.find("\n", start + _AT_ONCE)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]
