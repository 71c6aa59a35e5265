"""Vietnamese charsets from before Unicode that Python does not know: TCVN3 (ABC), VNI, VISCII."""

from __future__ import annotations

import re
from functools import cache

from search.sources.cleaning import clean
from search.sources.lexicon import entries

CHARSETS = ("tcvn3", "vni", "viscii", "windows-1258")
SHOUTED = re.compile(r"[^\W\d_]{2,}")
CAPITALS = re.compile(r"[A-Z].*[A-Z]")
SMALL = re.compile(r"[a-z]")


def decode_charset(data: bytes, charset: str) -> str | None:
    """Return ``data`` in one of CHARSETS as text in NFC; None where it cannot be in it."""
    if charset == "windows-1258":
        try:
            return clean(data.decode("cp1258"))
        except UnicodeDecodeError:
            return None
    if charset == "vni":
        return clean(_vni().sub(_letter, as_windows_1252(data)))
    text = clean(data.decode("latin-1").translate(_table(charset)))
    return SHOUTED.sub(_in_capitals, text) if charset == "tcvn3" else text


def as_windows_1252(data: bytes) -> str:
    """Return bytes as a browser shows them in windows-1252; unassigned ones keep their number."""
    return data.decode("latin-1").translate(_WINDOWS_1252)


def from_windows_1252(text: str) -> bytes | None:
    """Return the bytes that ``as_windows_1252`` shows as ``text``, None if there are none."""
    try:
        return text.translate(_TO_BYTES).encode("latin-1")
    except UnicodeEncodeError:
        return None


def _in_capitals(word: re.Match[str]) -> str:
    """Return a word in capitals whose letters with a tone TCVN3 had to leave small."""
    plain = word[0]
    return plain.upper() if CAPITALS.search(plain) and not SMALL.search(plain) else plain


@cache
def _table(charset: str) -> dict[int, str]:
    rows = (entry.split() for entry in entries(f"charset_{charset}"))
    return {**_WINDOWS_1252, **{int(code, 16): letter for code, letter in rows}}


@cache
def _vni_letters() -> dict[str, str]:
    letters = dict(entry.split() for entry in entries("charset_vni"))
    mixed = {key[0] + key[1].swapcase(): value for key, value in letters.items() if key[1:]}
    return {**mixed, **letters}


@cache
def _vni() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _vni_letters()), key=len, reverse=True)))


def _letter(found: re.Match[str]) -> str:
    return _vni_letters()[found[0]]


_WINDOWS_1252 = {
    byte: shown  # the quotes and dashes that Windows added to any charset
    for byte in range(0x80, 0xA0)
    if (shown := bytes([byte]).decode("cp1252", "ignore"))
}
_TO_BYTES = {ord(shown): byte for byte, shown in _WINDOWS_1252.items()}
