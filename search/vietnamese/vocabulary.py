"""Every term met so far, by number: columns hold numbers, an index writes the terms they name."""

from __future__ import annotations

import zlib
from array import array
from typing import TYPE_CHECKING

import numpy as np

from search.vietnamese.number_columns import look_up
from search.vietnamese.spelling import fold, key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.vietnamese.number_columns import Numbers, Rows

_PAIR = 2


class Vocabulary:
    """Term ``number`` is ``keys[number]``, ``folded[number]`` or ``words[number]``.

    Three lists, each counted from 0. A number never changes its meaning, and nothing is ever
    forgotten: who wants the memory back takes a new vocabulary.
    """

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.folded: list[str] = []
        self.words: list[str] = []
        self._key_numbers: dict[str, int] = {}
        self._folded_numbers: dict[str, int] = {}
        self._folded_of_keys = array("i")
        self._hashes = array("Q")
        self._numerals = array("Q")
        self._word_numbers = _WordNumbers(self)

    def add(self, syllable: str) -> int:
        """Return the number of the key of ``syllable``, a new one if it is new."""
        name = key(syllable)
        number = self._key_numbers.setdefault(name, len(self.keys))
        if number == len(self.keys):
            self.keys.append(name)
            self._folded_of_keys.append(self._fold(syllable))
            self._hashes.append(zlib.crc32(name.encode()))
            self._numerals.append(_numeral(name))
        return number

    def _fold(self, syllable: str) -> int:
        folded = fold(syllable)
        number = self._folded_numbers.setdefault(folded, len(self.folded))
        if number == len(self.folded):
            self.folded.append(folded)
        return number

    def fold(self, keys: Numbers | Rows) -> Numbers:
        """Return the number of the folded form of each key: ``(n,)`` to ``(n,)``, int32."""
        return look_up(self._folded_of_keys, keys)

    def hashes(self, keys: Numbers) -> NDArray[np.uint64]:
        """Return a number for each key, ``(n,)``, that is the same in every vocabulary."""
        return look_up(self._hashes, keys)

    def numerals(self, keys: Numbers) -> NDArray[np.uint64]:
        """Return a hash of each key that is a number in digits, the same for 7 and 07, else 0."""
        return look_up(self._numerals, keys)

    def word_numbers(self, keys: Numbers, rows: Rows, lengths: Numbers) -> Numbers:
        """Return the numbers of words, new ones for new words.

        Word ``i`` is ``keys[rows[i] : rows[i] + lengths[i]]``, two syllables or more. ``keys`` is
        ``(n,)``, ``rows`` and ``lengths`` are ``(w,)``, as is the answer, int32.
        """
        numbers = np.empty(len(rows), np.int32)
        pairs = lengths == _PAIR
        codes = pair_codes(keys, rows[pairs]).tolist()
        numbers[pairs] = np.fromiter(
            map(self._word_numbers.__getitem__, codes), np.int32, len(codes)
        )
        all_keys = keys.tolist() if len(codes) < len(rows) else []
        longer = zip(rows[~pairs].tolist(), lengths[~pairs].tolist(), strict=True)
        numbers[~pairs] = [
            self._word_numbers[tuple(all_keys[row : row + length])] for row, length in longer
        ]
        return numbers


def _numeral(key: str) -> int:
    if not (key.isascii() and key.isdecimal()):
        return 0
    return zlib.crc32((key.lstrip("0") or "0").encode())


class _WordNumbers(dict["int | tuple[int, ...]", int]):
    """Word numbers: of two syllables by the code of the pair, of more by the tuple of keys."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def __missing__(self, code: int | tuple[int, ...]) -> int:
        keys = divmod(code, 1 << 32) if isinstance(code, int) else code
        vocabulary = self._vocabulary
        vocabulary.words.append("_".join([vocabulary.keys[number] for number in keys]))
        word = self[code] = len(vocabulary.words) - 1
        return word


def pair_codes(numbers: Numbers, rows: Rows) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return for each row its number ``<< 32`` with the number after it: ``(n,)``, uint64."""
    high = numbers[rows].astype(np.uint64)
    high <<= np.uint64(32)
    high |= numbers[rows + 1].astype(np.uint64)
    return high
