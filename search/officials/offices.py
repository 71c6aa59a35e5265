"""Find the offices that a text names, whoever holds them: ``nguyên Phó Chủ tịch Thường trực``."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.entries import entries, family_names
from search.officials.phrases import phrases
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from search.officials.capitals import Tokens

_FORMER = frozenset(("nguyên", "cựu", "cố"))
_ACTING = "quyền"
_QUALIFIERS = _FORMER | {_ACTING, "tân"}
_DEPUTY = "phó"
#: Behind these, an office is part of what a body or an assistant is called (``trợ lý Bộ trưởng``).
_PARTS_OF_BODIES = frozenset(("đoàn", "bộ", "phủ", "ban", "vụ", "viên", "lý", "đồng", "ghế"))
_EMBASSY = "quán"  # Đại sứ quán
#: ``chính quyền Tổng thống`` has no acting president.
_NOT_ACTING = frozenset(("chính", "thẩm", "chức", "ủy", "uỷ"))
_DIRECTOR = ["giám", "đốc"]
_LONGEST_BRANCH = 14  # tokens
#: What bodies written in capitals begin with: UBND, HĐND, TP, VKSND, TAND, CLB, ĐH, CĐ, BHXH, BV.
_BODIES_IN_CAPITALS = ("UB", "HĐ", "TP", "VK", "TA", "CL", "ĐH", "CĐ", "BHXH", "BV")


@dataclass(frozen=True, slots=True)
class Office:
    """An office among tokens: its qualifiers from ``start``, its title from ``title`` to ``end``.

    A secretary's title goes on over the Party's committee, which also is an organisation: between
    ``committee`` and ``end`` stands ``Tỉnh ủy``, for all other offices nothing.
    """

    start: int
    title: int
    committee: int
    end: int
    former: bool
    acting: bool


def offices(tokens: Tokens) -> list[Office]:
    """Return the offices among tokens, in order."""
    known = phrases("offices")
    lower = tokens.lower
    found: list[Office] = []
    end = 0
    openers = known.first_words | {_DEPUTY}
    for at in compress(range(len(lower)), map(openers.__contains__, lower)):
        head = at + (lower[at] == _DEPUTY)
        size = known.at(lower, head) if at >= end else 0
        if size and not _is_part_of_body(lower, at, head + size):
            found.append(_office(tokens, at, head, head + size))
            end = found[-1].end
        elif size:
            end = head + size
    return found


def is_definite(tokens: Tokens, office: Office) -> bool:
    """Return whether an office is somebody's, and not a word for a job: ``hiệu trưởng``.

    It has a capital or a qualifier, or a capital follows: a name, or an organisation's.
    """
    if office.start < office.title or office.end == len(tokens.words):
        return True
    return any(word[0].isupper() for word in tokens.words[office.title : office.end + 1])


def span(tokens: Tokens, office: Office) -> tuple[int, int]:
    """Return where an office stands in the text, less a committee that a place belongs to.

    Of ``Bí thư Tỉnh ủy Nghệ An`` it is ``Bí thư``, for the rest is an organisation's name.
    """
    end = office.committee if _capital_at(tokens, office.end) else office.end
    return tokens.starts[office.start], tokens.end(end - 1)


def _is_part_of_body(lower: list[str], start: int, end: int) -> bool:
    if start and lower[start - 1] in _PARTS_OF_BODIES:
        return True
    return end < len(lower) and lower[end] == _EMBASSY


def _office(tokens: Tokens, title: int, head: int, end: int) -> Office:
    lower = tokens.lower
    branch = " ".join(lower[head:end]) in entries("branch_offices")
    end += phrases("office_endings").at(lower, end)
    if branch:
        end = _end_of_branch(tokens, end)
    committee = end
    end += phrases("party_committees").at(lower, end)
    start = title
    while start and lower[start - 1] in _QUALIFIERS:
        start -= 1
    if start and lower[start] == _ACTING and lower[start - 1] in _NOT_ACTING:
        start += 1
    qualifiers = frozenset(lower[start:title])
    return Office(start, title, committee, end, bool(qualifiers & _FORMER), _ACTING in qualifiers)


def _end_of_branch(tokens: Tokens, start: int) -> int:
    """Return where ``Kiểm định xe cơ giới`` ends behind ``Trưởng phòng``; ``start`` without one.

    It begins with a capital that no capital follows, as no name does, or with an abbreviation.
    """
    if not _begins_branch(tokens, start):
        return start
    words = tokens.words
    at = start
    while at < min(len(words), start + _LONGEST_BRANCH):
        if not words[at].isalpha():
            break
        if allowed := phrases("post_stop_exceptions").at(tokens.lower, at):
            at += allowed  # Cảnh sát | giao thông
            continue
        if phrases("post_stops").at(words, at):
            break
        if at > start and (_begins_name(tokens, at) or words[at] == "của" or _is_unit(tokens, at)):
            break
        if phrases("bodies").at(tokens.lower, at) and words[at][0].isupper():
            break
        if at > start and is_capitalised(words[at]) and not is_syllable(words[at]):
            break  # Bộ trưởng Truyền thông | Gabon
        if words[at] == "và" and _capital_at(tokens, at + 1) and _capital_at(tokens, at + 2):
            break
        at += 1
    return at


def _begins_branch(tokens: Tokens, at: int) -> bool:
    words = tokens.words
    if at + 1 >= len(words) or not words[at][0].isupper():
        return False
    if phrases("bodies").at(tokens.lower, at) or " ".join(words[at : at + 2]) in entries("places"):
        return False
    if words[at] in entries("well_known_others") or phrases("units").at(tokens.lower, at):
        return False
    behind = words[at + 1]
    if words[at].isupper() and len(words[at]) > 1:
        if tokens.lower[at - 2 : at] == _DIRECTOR:
            return False  # giám đốc VN Pharma
        return not words[at].startswith(_BODIES_IN_CAPITALS)
    return behind[0].islower() and not phrases("post_stops").at(words, at + 1)


def _is_unit(tokens: Tokens, at: int) -> bool:
    """Return whether a unit is named: ``Trưởng phòng Tài nguyên và Môi trường | huyện A``."""
    size = phrases("units").at(tokens.words, at)
    return bool(size) and _capital_at(tokens, at + size)


def _begins_name(tokens: Tokens, at: int) -> bool:
    words = tokens.words
    if words[at] in entries("well_known_others") or (
        " ".join(words[at : at + 2]) in entries("places")
    ):
        return True
    return words[at] in family_names() and _capital_at(tokens, at + 1)


def _capital_at(tokens: Tokens, at: int) -> bool:
    return at < len(tokens.words) and is_capitalised(tokens.words[at])
