"""What stands between two spaces, cut into tokens once: the columns of a batch of texts.

``Tokens.of`` says the same of one text; this is several times as fast, since a newspaper repeats
itself, and leaves numbers, which numpy compares for many texts at once.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.officials.capitals import ENDS, TOKEN, Tokens, is_capitalised
from search.vietnamese.number_columns import look_up, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from search.vietnamese.number_columns import Flags, Numbers, Rows

_MOST_CHUNKS = 300_000  # some 250 bytes each; a table with more begins anew
#: Characters cut at once: chunks that stay in the processor's cache take two thirds of the time.
_AT_ONCE = 30_000
#: Half of all chunks that are no bare word are one with such a mark behind it.
_MARKS = frozenset(',.;:?!)”"')
_LONGEST_KEPT = 64  # characters; only addresses and noise are longer, and seldom met again
#: Bits of ``flags``: a name can be made of it; it has a capital; a sentence ends with it; it is
#: letters, all of them capitals.
CAPITALISED, CAPITAL, ENDING, SHOUTED = 1, 2, 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class CutTexts:
    """The tokens of ``t`` texts in order, ``n`` in all.

    Those of text ``i`` are ``first_tokens[i]`` up to ``first_tokens[i + 1]``.
    """

    texts: Sequence[str]
    table: TokenTable
    first_tokens: Rows  # (t + 1,) intp
    tokens: Numbers  # (n,) int32, numbers that the table gave
    flags: Flags  # (n,) int8, see above
    starts: Numbers  # (n,) int32, offsets into the text
    words: NDArray[np.object_]  # (n,) as written
    lower: NDArray[np.object_]  # (n,) in lower case

    def tokens_of(self, text: int) -> Tokens:
        """Return the tokens of one text."""
        place = slice(self.first_tokens[text], self.first_tokens[text + 1])
        return Tokens(
            self.texts[text],
            self.words[place].tolist(),
            self.lower[place].tolist(),
            self.starts[place].tolist(),
            np.flatnonzero(self.flags[place] & CAPITAL).tolist(),
        )


class TokenTable:
    """Numbers tokens. ``words`` and ``lower`` have each as written and in lower case.

    ``lower_tokens`` has the number of what a token is in lower case; ``more_flags`` is asked for
    further bits of a token when it is first met. It belongs to one thread.
    """

    def __init__(self, more_flags: Callable[[str], int]) -> None:
        self._more_flags = more_flags
        self._begin()

    def _begin(self) -> None:
        self.words: list[str] = []
        self.lower: list[str] = []
        self.lower_tokens, self.flags = array("i"), array("i")
        self._numbers: dict[str, int] = {}
        self._chunks = _Chunks(self.number)

    def number(self, word: str) -> int:
        """Return the number of a token."""
        known = self._numbers.get(word)
        if known is not None:
            return known
        number = self._numbers[word] = len(self.words)
        lower = word.lower()
        self.words.append(word)
        self.lower.append(lower)
        self.flags.append(_flags(word, lower) | self._more_flags(word))
        self.lower_tokens.append(number)
        if lower != word:
            self.lower_tokens[number] = self.number(lower)
        return number

    @property
    def full(self) -> bool:
        """Whether there is more than should be remembered."""
        return len(self._chunks) > _MOST_CHUNKS

    def forget(self) -> None:
        """Begin anew; what has been cut keeps its meaning no longer."""
        self._begin()

    def cut(self, texts: Sequence[str]) -> CutTexts:
        """Cut NFC texts into tokens, as ``Tokens.of`` does."""
        table = self._chunks
        found: list[Rows] = []
        sizes = [0]
        for several in _together(texts):
            cut = [text.replace("\n", " \n ").split(" ") for text in several]
            sizes += map(len, cut)
            found.append(np.fromiter(map(table.__getitem__, chain.from_iterable(cut)), np.intp))
        chunks = np.concatenate(found) if found else np.zeros(0, np.intp)
        first_chunks = np.cumsum(sizes)
        counts = look_up(table.counts, chunks)
        lengths = look_up(table.lengths, chunks) + 1  # and a space
        lengths[chunks == 0] = 0  # a line end stands where the space was counted
        ends = np.cumsum(lengths)
        starts = ends - lengths
        starts -= np.repeat(np.append(0, ends)[first_chunks[:-1]], np.diff(first_chunks))
        starts[chunks == 0] -= 1
        rows = runs(look_up(table.firsts, chunks), counts)
        tokens = look_up(table.tokens, rows)
        return CutTexts(
            texts,
            self,
            np.append(0, np.cumsum(counts, dtype=np.intp))[first_chunks],
            tokens,
            look_up(self.flags, tokens),
            np.repeat(starts.astype(np.int32), counts) + look_up(table.starts, rows),
            np.array(self.words, np.object_)[tokens],
            np.array(self.lower, np.object_)[tokens],
        )


def _together(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield the texts, several at a time."""
    several: list[str] = []
    characters = 0
    for text in texts:
        several.append(text)
        characters += len(text)
        if characters > _AT_ONCE:
            yield several
            several, characters = [], 0
    yield several


class _Chunks(dict[str, int]):
    """From a chunk to its row in columns; a new chunk is cut when it is looked up.

    Columns of chunks: ``lengths`` in characters, ``firsts`` and ``counts``, where the rows of its
    tokens begin and how many there are. Columns of those: ``tokens``, their numbers, and
    ``starts``, where in the chunk they begin.
    """

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number
        self.lengths, self.firsts, self.counts = array("i"), array("i"), array("i")
        self.tokens, self.starts = array("i"), array("i")
        self["\n"] = self._add("\n")

    def __missing__(self, chunk: str) -> int:
        row = self._add(chunk)
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = row
        return row

    def _add(self, chunk: str) -> int:
        row = len(self.lengths)
        self.lengths.append(len(chunk))
        self.firsts.append(len(self.tokens))
        if chunk.isalpha() or (chunk[-1:] in _MARKS and chunk[:-1].isalpha()):
            end = len(chunk) - (not chunk[-1].isalpha())
            for at, word in ((0, chunk[:end]), (end, chunk[end:])):
                if word:
                    self.tokens.append(self._number(word))
                    self.starts.append(at)
        else:
            for found in TOKEN.finditer(chunk):
                self.tokens.append(self._number(found[0]))
                self.starts.append(found.start())
        self.counts.append(len(self.tokens) - self.firsts[row])
        return row


def _flags(word: str, lower: str) -> int:
    flags = 0
    if word != lower:
        flags |= CAPITAL
        if is_capitalised(word):
            flags |= CAPITALISED
        if word.isupper() and word.isalpha():
            flags |= SHOUTED
    if word in ENDS:
        flags |= ENDING
    return flags
