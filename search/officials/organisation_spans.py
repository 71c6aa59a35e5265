"""Where the name of an organisation ends among tokens, and that of its place behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.entries import entries
from search.officials.phrases import phrases

if TYPE_CHECKING:
    from search.officials.capitals import Tokens

BREAKS = frozenset('\n.;!?…“”"()[]•|:')
COMMAS = frozenset(",-–—")
_ABBREVIATED = frozenset(("tp", "tx", "tt", "q", "p", "h", "gs", "ts", "ths", "bs"))
LONGEST = 22  # tokens of one organisation with its place
LONGEST_BRACKET = 8
#: Hợp tác xã, nông thôn, Nhà xuất bản.
_BEFORE_NO_UNIT = frozenset(("tác", "nông", "xuất"))
_SHORT_UNITS = frozenset(("Tp", "Tx", "Tỉnh"))


def end_of_organisation(tokens: Tokens, start: int, after: int) -> int:
    """Return where an organisation's name ends, ``after`` where it reaches the next name."""
    words = tokens.words
    most = min(after, start + LONGEST)
    at = start
    while at < most and not (
        (words[at] == "," and not _goes_on_with_a_field(tokens, start, at))
        or (words[at] in COMMAS and not _goes_on(tokens, start, at, after))
        or (words[at] in BREAKS and not abbreviates(tokens, at))
    ):
        at += 1
    return stop(tokens, start, at) if at < after or after == len(words) else at


def stop(tokens: Tokens, start: int, end: int) -> int:
    """Return where the first word that no organisation has stands, ``end`` without one."""
    stops, exceptions = phrases("post_stops"), phrases("post_stop_exceptions")
    at = start
    while at < end:
        if allowed := exceptions.at(tokens.lower, at):
            at += allowed  # Cảnh sát giao thông
        elif stops.at(tokens.words, at):  # in lower case only: Bộ Giao thông
            return at
        else:
            at += 1
    return end


def _goes_on(tokens: Tokens, start: int, dash: int, after: int) -> bool:
    """Return whether a name goes on behind a dash: ``Sở Giáo dục - Đào tạo``."""
    behind = dash + 1
    if not start < dash or behind >= min(after, len(tokens.words)):
        return False
    if phrases("second_fields").at(tokens.lower, behind):
        return True  # Bộ Lao động - thương binh và xã hội
    if tokens.words[behind].isupper() and tokens.words[dash - 1].isupper():
        return True  # Sở TN - MT
    known = phrases("offices")
    held = known.at(tokens.lower, behind + (tokens.lower[behind] == "phó"))
    return is_capitalised(tokens.words[behind]) and not held


def _goes_on_with_a_field(tokens: Tokens, start: int, comma: int) -> bool:
    """Return whether the last but one field follows: ``Bộ Văn hóa, Thể thao và Du lịch``."""
    behind = comma + 1
    size = phrases("second_fields").at(tokens.lower, behind)
    return bool(size) and start < comma and tokens.lower[behind + size :][:1] in (["và"], ["&"])


def end_of_place(tokens: Tokens, at: int, after: int) -> int:
    """Return where the places end that follow an organisation: ``, huyện Tây Trà (Quảng Ngãi)``."""
    words = tokens.words
    while at + 2 < len(words) and words[at] == "," and is_unit(tokens, at + 1, after):
        end = end_of_organisation(tokens, at + 1, after)
        if end >= after:
            return at
        at = end
    if at < len(words) and words[at] == "(" and ")" in words[at : at + LONGEST_BRACKET]:
        closing = words.index(")", at)
        inside = " ".join(words[at + 1 : closing])
        if inside in entries("places") or is_unit(tokens, at + 1, closing):
            return closing + 1
    return at


def is_unit(tokens: Tokens, at: int, end: int) -> bool:
    """Return whether ``huyện`` or its like stands there, and a proper name before ``end``."""
    words = tokens.words
    size = phrases("units").at(tokens.lower, at)
    if not size or (at and tokens.lower[at - 1] in _BEFORE_NO_UNIT):
        return False
    behind = at + size
    if words[behind : behind + 1] == ["."]:
        behind += 1
    kind = words[at].islower() or words[at].isupper() or size > 1 or words[at] in _SHORT_UNITS
    return kind and behind < end and not words[behind][0].islower()


def abbreviates(tokens: Tokens, at: int) -> bool:
    """Return whether a token is the full stop of ``TP.`` or its like."""
    return tokens.words[at] == "." and at > 0 and tokens.lower[at - 1] in _ABBREVIATED
