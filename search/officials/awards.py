"""Give a name the orders, medals and honours that the text says its bearer got, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.officials.entries import entries
from search.officials.mentions import Award
from search.officials.organisation_spans import BREAKS, COMMAS, end_of_organisation, stop
from search.officials.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.officials.capitals import Tokens

_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "”": "”"}
_LONGEST_NAME = 14  # tokens of what an award is called
_LONGEST_GIVER = 16  # tokens between "được" and "tặng"
_LONGEST_BRACKET = 24
_NEAR = 4  # tokens in which a doubt is looked for
_BEHIND = 8  # tokens behind a name in which it may say that the name stands for a body
_IN_A_ROW = frozenset((",", "và", "cùng"))


class Honoured(NamedTuple):
    """A name among tokens to which awards may be given.

    From ``begin`` stand the posts and titles before the name, from ``start`` to ``end`` the name,
    up to ``behind`` the posts in apposition to it.
    """

    begin: int
    start: int
    end: int
    behind: int


class _Named(NamedTuple):
    start: int
    end: int
    bare: int  # the end without who gave it


def speaks_of_awards(tokens: Tokens) -> bool:
    """Return whether a text names any kind of award: most do not."""
    return not phrases("award_kinds").first_words.isdisjoint(tokens.lower)


def awards(tokens: Tokens, names: Sequence[Honoured]) -> list[tuple[Award, ...]]:
    """Return the awards of each of ``names``, which are in order.

    They are its bearer's only where a verb says so and nothing else stands between: ``tặng Huân
    chương … cho ông A``, ``ông A được Chủ tịch nước tặng Huân chương …``. Who hands an award over,
    takes it for a body or stands in a list of several gets none.
    """
    found = _awards(tokens, names)
    starts = {each.start: each for each in found}
    ends = {end: each for each in found for end in (each.bare, each.end)}
    return [
        tuple(
            Award(_text(tokens, each), tokens.starts[each.start], tokens.end(each.end - 1))
            for each in _given_to(tokens, name, ends) or _got_by(tokens, name, starts)
        )
        if found
        else ()
        for name in names
    ]


def _awards(tokens: Tokens, names: Sequence[Honoured]) -> list[_Named]:
    kinds = phrases("award_kinds")
    begins = sorted(name.begin for name in names)
    found = []
    for at, word in enumerate(tokens.lower):
        if word in kinds.first_words and (size := kinds.at(tokens.lower, at)):
            after = next((begin for begin in begins if begin > at), len(tokens.words))
            if named := _named(tokens, at, at + size, after):
                found.append(named)
    return found


def _named(tokens: Tokens, start: int, kind_end: int, after: int) -> _Named | None:
    """Return the award whose kind ends at a token, up to the next name, which begins at another."""
    lower = tokens.lower
    end = min(_end_of_name(tokens, kind_end, after), after)
    if end == kind_end and " ".join(lower[start:end]) not in entries("nameless_awards"):
        return None
    if lower[end : end + 1] == ["hạng"] and (size := phrases("award_ranks").at(lower, end + 1)):
        end += 1 + size
    return _Named(start, _end_of_giver(tokens, end, after), end)


def _end_of_name(tokens: Tokens, at: int, after: int) -> int:
    words, lower = tokens.words, tokens.lower
    if at >= min(after, len(words)):
        return at
    if closing := _QUOTES.get(words[at]):
        row = words[at + 1 : at + _LONGEST_NAME]
        return at + 2 + row.index(closing) if closing in row else at
    if size := phrases("award_names").at(lower, at):
        return at + size
    if words[at].isdigit() and lower[at + 1 : at + 4] == ["năm", "tuổi", "đảng"]:
        return at + 4
    if not words[at][0].isupper() or _is_somebody(tokens, at):
        return at
    end = at
    most = min(stop(tokens, at, min(after, at + _LONGEST_NAME)), len(words))
    while end < most and not (
        words[end] in BREAKS or words[end] in COMMAS or phrases("award_stops").at(words, end)
    ):
        end += 1
    return end


def _end_of_giver(tokens: Tokens, at: int, after: int) -> int:
    """Return where ``của Thủ tướng Chính phủ`` ends behind an award; ``at`` without it."""
    words = tokens.words
    giver = at + 1
    if words[at : at + 1] != ["của"] or giver >= min(after, len(words)):
        return at
    if not (words[giver][0].isupper() or _is_somebody(tokens, giver)):
        return at
    end = end_of_organisation(tokens, giver, after)
    return at if end == after < len(words) else end


def _is_somebody(tokens: Tokens, at: int) -> bool:
    """Return whether an office or a body is named from a token on."""
    lower = tokens.lower
    deputy = lower[at] == "phó"
    return bool(phrases("offices").at(lower, at + deputy) or phrases("bodies").at(lower, at))


def _given_to(tokens: Tokens, name: Honoured, ends: Mapping[int, _Named]) -> list[_Named]:
    """Return what is given to a name behind it: ``tặng Huân chương … cho đồng chí A``."""
    lower = tokens.lower
    for_them = lower[name.begin - 1 : name.begin] == ["cho"]
    award = ends.get(name.begin - for_them)
    if award is None or _stands_for_others(lower, name):
        return []
    if not for_them and (award.bare != name.begin or name.begin == name.start):
        return []  # của Bộ trưởng A; danh hiệu A
    row = [award]
    start = _before_amounts(lower, award.start)
    while lower[start - 1 : start] and lower[start - 1] in _IN_A_ROW and start - 1 in ends:
        row.insert(0, ends[start - 1])
        start = _before_amounts(lower, row[0].start)
    size = phrases("award_giving").before(lower, start)
    return row if size and not _is_doubted(tokens, start - size) else []


def _got_by(tokens: Tokens, name: Honoured, starts: Mapping[int, _Named]) -> list[_Named]:
    """Return what somebody got by the words behind their name: ``A được tặng Huân chương …``."""
    lower = tokens.lower
    others = phrases("award_others").before(lower, name.begin)
    if others or _stands_for_others(lower, name) or _is_doubted(tokens, name.begin):
        return []
    at = name.behind
    if lower[at : at + 1] == ["("] and ")" in lower[at : at + _LONGEST_BRACKET]:
        at = lower.index(")", at) + 1
    if name.behind > name.end and lower[at : at + 1] == [","]:
        at += 1
    while size := phrases("award_links").at(lower, at):
        at += size
    at = _behind_verb(tokens, at, holds_post=name.behind > name.end)
    row: list[_Named] = []
    while at and (award := starts.get(_behind_amounts(lower, at))):
        row.append(award)
        at = (
            award.end + 1
            if lower[award.end : award.end + 1] and (lower[award.end] in _IN_A_ROW)
            else 0
        )
    return row


def _behind_verb(tokens: Tokens, at: int, *, holds_post: bool) -> int:
    """Return the place behind a verb that says that somebody got something; 0 without one.

    Who holds a post and merely takes an award may take it for others.
    """
    lower = tokens.lower
    if size := phrases("award_receiving").at(lower, at):
        return 0 if holds_post else at + size
    if lower[at : at + 1] != ["được"]:
        return 0
    at += 1
    most = min(at + _LONGEST_GIVER, len(lower))
    for verb in range(at, most):
        if size := phrases("award_giving").at(lower, verb):
            giver = verb == at or tokens.words[at][0].isupper() or _is_somebody(tokens, at)
            said = stop(tokens, at, verb) == verb and not _has_doubt(lower[at:verb])
            return verb + size if giver and said else 0
        if lower[verb] in BREAKS or lower[verb] == ",":
            return 0
    return 0


def _before_amounts(lower: list[str], at: int) -> int:
    while size := phrases("award_amounts").before(lower, at):
        at -= size
    return at


def _behind_amounts(lower: list[str], at: int) -> int:
    while size := phrases("award_amounts").at(lower, at):
        at += size
    return at


def _stands_for_others(lower: list[str], name: Honoured) -> bool:
    """Return whether a name is that of who takes an award for a body: ``ông A, đại diện …``."""
    near = [*lower[max(0, name.begin - _BEHIND) : name.begin], *lower[name.end :][:_BEHIND]]
    return any(near[at : at + 2] in (["đại", "diện"], ["thay", "mặt"]) for at in range(len(near)))


def _is_doubted(tokens: Tokens, at: int) -> bool:
    """Return whether the words before a token say that what follows has not come to pass."""
    near = tokens.lower[max(0, at - _NEAR) : at]
    for place in range(len(near) - 1, -1, -1):
        if near[place] in BREAKS:
            near = near[place + 1 :]
            break
    return _has_doubt(near)


def _has_doubt(words: list[str]) -> bool:
    return any(phrases("award_doubts").at(words, at) for at in range(len(words)))


def _text(tokens: Tokens, award: _Named) -> str:
    return " ".join(tokens.text[tokens.starts[award.start] : tokens.end(award.end - 1)].split())
