"""Syllables given by their shape: how they begin, what is left open, how far off they may be.

What a shape describes is always one whole syllable. Accents count as in every query: where the
shape shows none, it is about letters alone, unless it is ``strict``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import assert_never

from search.query import expressions
from search.vietnamese.spelling import fold, key


@dataclass(frozen=True, slots=True)
class Prefix:
    """What begins with ``text``: ``chuy*``."""

    text: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """What ``text`` is when ``?`` is any one letter or digit and ``*`` any number of them."""

    text: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """What becomes ``text`` by at most ``edits`` changes: a letter or a tone more, less, other."""

    text: str
    edits: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Regex:
    """What the regular expression ``text`` matches from its first letter to its last."""

    text: str
    strict: bool = False


Shape = Prefix | Wildcard | Fuzzy | Regex


def beginning(shape: Shape) -> str:
    """Return the letters that whatever has this shape begins with."""
    match shape:
        case Prefix() | Wildcard():
            return re.split(r"[*?]", shape.text, maxsplit=1)[0]
        case Regex():
            return expressions.beginning(shape.text)
        case Fuzzy():
            return ""
        case _:
            assert_never(shape)


def by_key(shape: Shape) -> bool:
    """Return whether accents count."""
    return shape.strict or key(shape.text) != fold(shape.text)
