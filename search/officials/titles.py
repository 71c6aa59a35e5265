"""What stands before a name and belongs to it: honorifics, ranks, degrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.entries import entries
from search.officials.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.capitals import Tokens

_BETWEEN = frozenset(".-–,")
_LISTS = ("titles", "honorific_pairs", "honorifics")
_MOST = 5


def titles_before(tokens: Tokens, name: int) -> tuple[int, list[str]]:
    """Return where the titles before the name at a token begin, and each as published, in order."""
    start = name
    found: list[str] = []
    for _ in range(_MOST):
        end = start
        while end and tokens.words[end - 1] in _BETWEEN:
            end -= 1
        # "với ông, Nam" is no title: only ranks and degrees are listed with commas
        lists = _LISTS[:1] if "," in tokens.words[end:start] else _LISTS
        size = max(phrases(each).before(tokens.lower, end) for each in lists)
        if not size or _is_country(tokens, end - 1):
            break
        start = end - size
        found.insert(0, tokens.text[tokens.starts[start] : tokens.end(end - 1)])
    return start, found


def _is_country(tokens: Tokens, at: int) -> bool:
    """Return whether ``Anh`` in the middle of a sentence is England: ``Thủ tướng Anh``."""
    return tokens.words[at] == "Anh" and not tokens.opens(at)


def sex(titles: Sequence[str], name: str = "") -> str:
    """Return ``m`` or ``f`` where titles or ``Thị`` in the name tell it, else ``""``."""
    for title in reversed(titles):
        word = title.lower()
        if word in entries("women"):
            return "f"
        if word in entries("men"):
            return "m"
    return "f" if "Thị" in name.split()[1:-1] else ""
