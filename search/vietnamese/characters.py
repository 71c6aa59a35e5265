"""Clean web text for analysis, one pass, remembering where each character was published.

An article keeps the text its paper published. Analysis sees a cleaned copy of it: letters composed,
odd spaces and dashes plain, invisible characters gone. Offsets lead from the copy to the original.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_INVISIBLE = (0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF)
_ISOLATES = tuple(range(0x2066, 0x206A))  # right-to-left overrides and their like
_SPACES = (0x09, 0x0B, 0x0C, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_CONTROLS = (*(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0B, 0x0C}), 0x7F)
_SINGLE_QUOTES = (0x60, 0xB4, 0x2BC, *range(0x2018, 0x201C), 0x2032, 0xFF07)
_DOUBLE_QUOTES = (0xAB, 0xBB, *range(0x201C, 0x2020), 0x2033, 0xFF02)
_DASHES = (*range(0x2010, 0x2016), 0x2212, 0xFE58, 0xFE63, 0xFF0D)
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}

#: What one character becomes in the cleaned copy.
PLAIN: dict[int, str] = {
    **_FULL_WIDTH,
    **dict.fromkeys(_CONTROLS, " "),
    **dict.fromkeys(_INVISIBLE + _ISOLATES, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_SINGLE_QUOTES, "'"),
    **dict.fromkeys(_DOUBLE_QUOTES, '"'),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys((0x2028, 0x2029), "\n"),
    # Icelandic eth and African D, which fonts draw like the Vietnamese letter
    **dict.fromkeys((0xD0, 0x189), "Đ"),
    **dict.fromkeys((0xF0, 0x256), "đ"),
    0x2026: "...",
}
_UNCLEAN = re.compile("[" + "".join(re.escape(chr(code)) for code in PLAIN) + "\u0400-\u04ff]")
#: Whatever is not listed may be cleaned into other letters, or may part or join syllables.
_LETTERS_MAY_CHANGE = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u00cf\u00d1-\u00ef\u00f1-\u017f\u01a0\u01a1\u01af\u01b0"
    "\u1ea0-\u1ef9\u2010-\u2015\u2018-\u201f\u2022\u2026]"
)
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХаеорсухіІ", "ABEKMHOPCTYXaeopcyxiI")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"\w+")

#: The circumflex, breve and horn make another letter; a tone mark belongs after them.
_MARK_ORDER = {"\u031b": 0, "\u0302": 1, "\u0306": 1}
#: UAX #15, stream-safe text: longer runs of marks are no human's, and sorting them is quadratic.
_MAX_MARKS = 30
_GRAPHEME_JOINER = "\u034f"


@dataclass(frozen=True, slots=True)
class CleanText:
    """Text ready for analysis. ``starts`` and ``ends`` are None where nothing has moved."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def published(self, start: int, end: int) -> tuple[int, int]:
        """Return where the non-empty span ``text[start:end]`` stands in the published text."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def to_nfc(text: str) -> str:
    """Return ``text`` in NFC, in linear time for any text.

    A run of over 30 marks is broken by U+034F, as UAX #15 does to make text stream-safe.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    runs = ("".join(run) for _, run in groupby(text, lambda char: unicodedata.combining(char) > 0))
    safe = (_broken(run) if len(run) > _MAX_MARKS else run for run in runs)
    return unicodedata.normalize("NFC", "".join(safe))


def _broken(run: str) -> str:
    if not unicodedata.combining(run[0]):
        return run
    pieces = (run[at : at + _MAX_MARKS] for at in range(0, len(run), _MAX_MARKS))
    return _GRAPHEME_JOINER.join(pieces)


def clean(text: str) -> CleanText:
    """Return ``text`` as analysis sees it; any string is accepted, in linear time."""
    if text.isascii() and text.isalnum():  # a quick answer for most words
        return CleanText(text)
    if unicodedata.is_normalized("NFC", text):
        if not _needs_cleaning(text):
            return CleanText(text)
        if not _has_marks(text):
            return _replaced(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = _cleaned(text[start:end])
        pieces.append(piece)
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return CleanText(_latin("".join(pieces)), tuple(starts), tuple(ends))


def has_plain_letters(text: str) -> bool:
    """Return whether ``text`` holds the same letters in the same places once it is cleaned.

    Only marks and spaces may be others then. Of odd text the answer may be False for nothing.
    """
    return _LETTERS_MAY_CHANGE.search(text) is None


def _needs_cleaning(text: str) -> bool:
    return _UNCLEAN.search(text) is not None or _has_marks(text)


def _has_marks(text: str) -> bool:
    # letters only, as most words are, is no marks
    return not text.isalpha() and not text.isascii() and any(map(unicodedata.combining, set(text)))


def _replaced(text: str) -> CleanText:
    """Return composed text with its odd characters replaced, run by run: most need no more."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    moved = False
    for found in _UNCLEAN.finditer(text):
        odd = found.start()
        plain = PLAIN.get(ord(found.group()), found.group())
        moved = moved or len(plain) != 1
        pieces += text[at:odd], plain
        starts += range(at, odd)
        starts += [odd] * len(plain)
        ends += range(at + 1, odd + 1)
        ends += [odd + 1] * len(plain)
        at = odd + 1
    cleaned = _latin("".join([*pieces, text[at:]]))
    if not moved:
        return CleanText(cleaned)
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return CleanText(cleaned, tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Find each character together with the marks that follow it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]) or at - start > _MAX_MARKS:
            yield start, at
            start = at


def _cleaned(cluster: str) -> str:
    if len(cluster) == 1:
        plain = PLAIN.get(ord(cluster))
        return unicodedata.normalize("NFC", cluster) if plain is None else plain
    base = PLAIN.get(ord(cluster[0]), cluster[0])
    letter, *marks = list(unicodedata.normalize("NFD", base + cluster[1:]))
    if all(map(unicodedata.combining, marks)):
        marks.sort(key=lambda mark: _MARK_ORDER.get(mark, 2))
    return unicodedata.normalize("NFC", letter + "".join(marks))


def _latin(text: str) -> str:
    """Write Cyrillic look-alikes inside Latin words as the Latin letters they pose as."""
    if not _CYRILLIC.search(text):
        return text
    return _WORD.sub(_latin_word, text)


def _latin_word(found: re.Match[str]) -> str:
    word = found.group()
    mixed = _CYRILLIC.search(word) and _LATIN.search(word)
    return word.translate(_LOOK_ALIKES) if mixed else word
