"""Where the tone mark stands on open oa, oe, uy: ``hòa``, the old style, to modern ``hoà``."""

from __future__ import annotations

import re
import unicodedata

_OLD_STYLE = re.compile(
    r"(?<![^\W_])(ngh?|nh|ch|gh?|kh|ph|th|tr|[bcdđhklmnqrstvx]|)"
    r"([òóỏõọ](?=[ae])|[ùúủũụ](?=y))([aey])(?![^\W_])",
    re.IGNORECASE,
)


def modern_tones(text: str) -> str:
    """Return NFC ``text`` with each ``hòa``, ``khỏe``, ``thúy`` as ``hoà``, ``khoẻ``, ``thuý``.

    Letter case and length are kept, so offsets into one text are offsets into the other.
    """
    return text if text.isascii() else _OLD_STYLE.sub(_moved, text)


def _moved(syllable: re.Match[str]) -> str:
    consonant, marked, vowel = syllable.group(1, 2, 3)
    letters = unicodedata.normalize("NFD", marked)  # the bare vowel, then the tone
    return consonant + letters[0] + unicodedata.normalize("NFC", vowel + letters[1])
