"""Decode a file whatever it was written in, and say what was assumed."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from search.sources.charsets import CHARSETS, decode_charset, from_windows_1252
from search.sources.cleaning import clean, composed
from search.vietnamese.syllable_shape import parse

SAMPLE = 100_000  # characters that a charset is judged by
MOST_WORDS = 2000
FEWEST_WORDS = 2
SURE = 0.7  # of the words with marks are Vietnamese syllables
SUSPECT_SHARE = 0.01
MOST_BROKEN = 0.001
MARKUP = re.compile(r"<(?:script|style)\b.*?</|<[^>]*>", re.DOTALL | re.IGNORECASE)
WORD = re.compile(
    r"[^\s\"'“”‘’.,;:!?()\[\]{}<>/\\–—…-]*[^\x00-\x7f–—…“”‘’\xa0][^\s\"'“”‘’.,;:!?()\[\]{}<>/\\–—…-]*"
)
#: Letters and signs that Vietnamese does not use and misread bytes become.
SUSPECT = re.compile(r"[\x80-\x9f¡-©«-¯±-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
#: The commonest letter that windows-1252 does not have.
NEVER_MISREAD = "đ"
ESCAPED = re.compile("[\udc80-\udcff]")  # bytes that were no UTF-8
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ALIASES = {
    "tcvn": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-tcvn": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
    "x-viscii": "viscii",
    "cp1258": "windows-1258",
}


class Decoded(NamedTuple):
    """Text in NFC, the charset it was in, and what says so; ``""`` twice for plain UTF-8.

    ``basis`` is "declared", "detected", "repaired" (UTF-8 of bytes misread before) or "damaged"
    (UTF-8 with a few bytes that are none, now U+FFFD).
    """

    text: str
    encoding: str = ""
    basis: str = ""

    @property
    def noted(self) -> dict[str, str]:
        """What an Article keeps in ``extra`` of the charset its text was in."""
        if not self.encoding:
            return {}
        return {"encoding": self.encoding, "encoding_basis": self.basis}


def decode(data: bytes, declared: str = "", *, lenient: bool = False) -> Decoded | None:
    """Return ``data`` as text; None where it is in no charset that Vietnamese is written in.

    ``declared`` is the charset that the file or its sender names: believed where the text then
    reads well, or is in a language that cannot be judged. ``lenient`` lets a UTF-8 text have a
    few broken bytes. A letter cut off at the very end is dropped.
    """
    unicode = _as_unicode(data)
    if unicode:
        return unicode
    name = ALIASES.get(declared.strip().lower(), declared.strip().lower())
    as_declared = decode_charset(data, name) if name in CHARSETS else None
    if as_declared and vietnamese(as_declared) >= SURE:
        return Decoded(as_declared, name, "declared")
    if found := _detected(data):
        return Decoded(*found, "detected")
    text = clean(data.decode("utf-8", "replace"))
    if lenient and text.count("\ufffd") <= MOST_BROKEN * len(text):
        return Decoded(text, "utf-8", "damaged")
    return _as_declared(data, name)


def decode_escaped(text: str, declared: str = "") -> Decoded | None:
    """Return a part of a file that was read as UTF-8, what is none of it as surrogates.

    The part is decoded anew where it was in another charset: see ``decode``. A part with too few
    words to tell it by is believed to be in ``declared`` where that is one of CHARSETS.
    """
    if not ESCAPED.search(text):
        text = clean(text)
        return repaired(text) or Decoded(text)
    data = text.encode("utf-8", "surrogateescape")
    if (decoded := decode(data, declared)) or declared not in CHARSETS:
        return decoded
    told = decode_charset(data, declared)
    return Decoded(told, declared, "declared") if told else None


def first_broken_byte(data: bytes) -> int:
    """Return the offset of the first byte that is not UTF-8, the length where all are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def repaired(text: str) -> Decoded | None:
    """Return what a text in NFC says that was decoded with a wrong charset once, else None.

    So it is with UTF-8 encoded twice (``ThÃ nh phá»‘``) and with TCVN3 and VNI pasted into Unicode
    (``Thµnh phè``).
    """
    if NEVER_MISREAD in text:  # a quick answer for most texts: from_windows_1252 has it in none
        return None
    suspects = len(SUSPECT.findall(text[:SAMPLE]))
    if suspects < FEWEST_WORDS or suspects < SUSPECT_SHARE * len(text[:SAMPLE]):
        return None
    before = vietnamese(text)
    data = from_windows_1252(text)
    if data is None or before >= SURE:
        return None
    try:
        twice = clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        found = _detected(data)
        return Decoded(*found, "repaired") if found else None
    return Decoded(twice, "utf-8 twice", "repaired") if vietnamese(twice) > before else None


def vietnamese(text: str) -> float:
    """Return which share of the words with marks are Vietnamese syllables; 0 without any."""
    sample = MARKUP.sub(" ", text[:SAMPLE])
    words = [word for word, _ in zip(WORD.findall(sample), range(MOST_WORDS), strict=False)]
    if len(words) < FEWEST_WORDS:
        return 0.0
    return sum(parse(word) is not None for word in words) / len(words)


def _as_unicode(data: bytes) -> Decoded | None:
    """Return text in UTF-8, or in the UTF that a byte order mark tells; else None."""
    name = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        if name == "utf-8" and error.reason != "unexpected end of data":
            return None
        text = data[: error.start].decode(name)
    text = composed(text)
    return repaired(text) or Decoded(text)


def _detected(data: bytes) -> tuple[str, str] | None:
    """Return the text and the charset in which the most words are Vietnamese, if enough are."""
    best: tuple[float, str, str] = (SURE, "", "")
    for charset in CHARSETS:
        text = decode_charset(data, charset)
        if text is not None and (score := vietnamese(text)) > best[0]:
            best = (score, text, charset)
    return best[1:] if best[2] else None


def _as_declared(data: bytes, name: str) -> Decoded | None:
    """Return text in a charset of another language, so that it can be told what it is."""
    if name in ("", "utf-8", "utf8", *CHARSETS):
        return None
    try:
        return Decoded(clean(data.decode(name)), name, "declared")
    except (LookupError, ValueError):
        return None
