"""Point at a place in what was typed, whatever its letters are made of."""

from __future__ import annotations

import unicodedata

from search.cli.terminal import safe_line

_BEFORE = 48
_AFTER = 24


def pointed_at(typed: str, position: int) -> str:
    """Return two lines: ``typed`` near ``position``, and a caret under the character there.

    Marks are composed and invisible characters left out, so that what stands above the caret is
    that character on any terminal.
    """
    before, after = _visible(typed[:position]), _visible(typed[position:])
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:]
    if len(after) > _AFTER:
        after = after[:_AFTER] + "…"
    return f"{before}{after}\n{' ' * _cells(before)}^"


def _visible(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    return safe_line("".join(c for c in composed if unicodedata.category(c) != "Cf"))


def _cells(text: str) -> int:
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
