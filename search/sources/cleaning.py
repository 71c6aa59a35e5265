"""Put text into the form an Article promises: NFC, no NULs, one paragraph a line."""

from __future__ import annotations

import re
import unicodedata

LONE_SURROGATE = re.compile("[\ud800-\udfff]")
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘(\[–—-]*\s*(\w))")
STAND_IN_LENGTH = 120
SHORTEST_LAST_WORD = 3  # "TP." or "ông A." do not end a sentence


def clean(text: str) -> str:
    """Return ``text`` in NFC, without NULs; half a surrogate pair becomes U+FFFD."""
    if LONE_SURROGATE.search(text):
        text = LONE_SURROGATE.sub("\ufffd", text)
    return composed(text)


def composed(text: str) -> str:
    """Return ``text`` in NFC, without NULs; for text of decoded bytes, which has no surrogates."""
    if "\0" in text:
        text = text.replace("\0", "")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return ``text`` with its lines joined by single spaces, stripped."""
    return " ".join(paragraphs(text))


def paragraphs(text: str) -> list[str]:
    """Return the lines of ``text`` that are not blank, stripped."""
    stripped = (line.strip(" \t\xa0\u200b\ufeff") for line in text.splitlines())
    return [line for part in stripped if (line := part.strip())]


def fold(text: str) -> str:
    """Return ``text`` in bare lower-case letters, for comparing only: ``Ảnh`` becomes ``anh``."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def sentence_ends(text: str) -> list[int]:
    """Return the offsets in ``text`` just after each sentence that another one follows."""
    ends = []
    for match in SENTENCE_END.finditer(text):
        before = text[max(0, match.start() - SHORTEST_LAST_WORD) : match.start()]
        ends_word = len(before) == SHORTEST_LAST_WORD and before.isalnum() and not before.isupper()
        closed = not before[-1:].isalnum()
        if (ends_word or closed or match[0][0] != ".") and match[1] == match[1].upper():
            ends.append(match.end())
    return ends


def stand_in_title(text: str) -> str:
    """Return the first sentence of ``text`` on one line, cut at a word when it is long."""
    line = one_line(text[: 20 * STAND_IN_LENGTH])
    ends = sentence_ends(line)
    sentence = line[: ends[0]] if ends else line
    if len(sentence) <= STAND_IN_LENGTH:
        return sentence
    return clean(sentence[: STAND_IN_LENGTH + 1].rsplit(None, 1)[0][:STAND_IN_LENGTH] + "…")
