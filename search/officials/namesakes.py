"""Names that are no mention of anybody: photographers in credits, streets called after people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.entries import family_names
from search.officials.phrases import phrases

if TYPE_CHECKING:
    from search.officials.capitals import Tokens

_CREDIT_WORDS = frozenset(("ảnh", "nguồn", "photo", "clip", "video", "họa"))
_FULL_NAME = 3  # syllables
_NEAR = 8  # tokens from an office to the name of its holder


def is_credit(tokens: Tokens, start: int) -> bool:
    """Return whether a photographer's mark stands before a token: ``Ảnh: Lê Thanh``."""
    return (
        start > 1
        and tokens.words[start - 1] in {":", "-", "/"}
        and tokens.lower[start - 2] in _CREDIT_WORDS
    )


def is_place(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a street, a school, a ward or a firm bears the name: ``đường Lê Lợi``.

    ``Chủ tịch UBND xã Nguyễn Văn An`` is a person all the same: an office's kind of unit has no
    name of its own there.
    """
    if start and tokens.words[start - 1][0].isdigit():
        return True  # 26 Lê Thánh Tôn
    size = phrases("place_words").before(tokens.lower, start)
    if not size:
        return False
    is_unit = phrases("units").before(tokens.lower, start)
    full = end - start >= _FULL_NAME and tokens.words[start] in family_names()
    return not (is_unit and full and _behind_office(tokens, start))


def _behind_office(tokens: Tokens, start: int) -> bool:
    known = phrases("offices")
    return any(known.at(tokens.lower, at) for at in range(max(0, start - _NEAR), start))
