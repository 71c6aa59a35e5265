"""Give each name the offices that stand before or behind it, with organisation and place."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.mentions import Post
from search.officials.organisation_spans import (
    BREAKS,
    COMMAS,
    LONGEST,
    LONGEST_BRACKET,
    abbreviates,
    end_of_organisation,
    end_of_place,
    is_unit,
    stop,
)
from search.officials.phrases import phrases
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.capitals import Tokens
    from search.officials.offices import Office

#: A name among tokens: where its titles begin, where it begins itself, and where it ends.
Named = tuple[int, int, int]

_FARTHEST = 40  # tokens from an office to the name behind it, the offices between included
_LINKS = frozenset(("và", "kiêm"))
_OPEN_ENDS = frozenset(("của", "và", "cùng", "với"))


def posts(tokens: Tokens, names: Sequence[Named], found: Sequence[Office]) -> list[list[Post]]:
    """Return the posts of each of ``names``, which are in order, in the order of the text."""
    starts = [office.start for office in found]
    given = []
    for place, (titles, _, end) in enumerate(names):
        begin = names[place - 1][2] if place else 0
        after = names[place + 1][0] if place + 1 < len(names) else len(tokens.words)
        before = found[bisect_left(starts, begin) : bisect_left(starts, titles)]
        behind = found[bisect_left(starts, end) : bisect_left(starts, after)]
        mine = _left(tokens, before, begin, titles) if before else []
        given.append(mine or (_right(tokens, behind, end, after) if behind else []))
    return given


def _left(tokens: Tokens, before: Sequence[Office], begin: int, end: int) -> list[Post]:
    """Return the offices of the clause that a name ends, back to the first that is another's.

    ``begin`` is where the name before ends, or 0; ``end`` is where the name's titles begin.
    """
    words = tokens.words
    while end > begin and (words[end - 1] in COMMAS or words[end - 1] == ":"):
        end -= 1
    clause = _clause(tokens, begin, end)
    behind_name = bool(begin) and clause == begin
    given: list[Post] = []
    for office in reversed(before):
        if office.start < clause or office.end > end:
            break
        if given and not (words[end - 1] in COMMAS or words[end - 1] in _LINKS):
            break
        segment_end = _trimmed(words, office.end, end) if given else end
        if _is_anothers(tokens, office, segment_end) or (
            given and _ends_foreign_name(words, office.end, segment_end)
        ):
            break
        if words[segment_end] in COMMAS and words[office.start - 1 : office.start] == ["làm"]:
            break  # do bà B làm giám đốc, ông C
        if behind_name and (
            (office.start == begin + 1 and words[begin] in COMMAS)
            or "và" in words[office.end : segment_end]
        ):
            break  # in apposition to the name before
        if begin and office.start == begin and segment_end > office.end:
            break  # ông Lê Văn A Giám đốc Công ty B, which may be called as people are
        if given and _is_only_named(tokens, office, segment_end, given[-1]):
            break
        given.append(_post(tokens, office, office.end, segment_end))
        end = office.start
    return given[::-1]


def _clause(tokens: Tokens, begin: int, end: int) -> int:
    """Return where the clause before ``end`` begins."""
    words = tokens.words
    for at in range(end - 1, max(begin, end - _FARTHEST) - 1, -1):
        if words[at] in BREAKS and not abbreviates(tokens, at):
            return at + 1
    return max(begin, end - _FARTHEST)


def _is_anothers(tokens: Tokens, office: Office, end: int) -> bool:
    """Return whether what stands between an office and a name parts them."""
    if end - office.end > LONGEST:
        return True
    if end > office.end and tokens.words[end - 1] in _OPEN_ENDS:
        return True
    return stop(tokens, office.end, end) < end


def _is_only_named(tokens: Tokens, office: Office, end: int, behind: Post) -> bool:
    """Return whether a chain begins with another's office: ``Thay mặt Bí thư Tỉnh ủy, Chủ tịch``.

    Behind a mere ``cho`` or ``tân`` it does where the office has no organisation, a comma follows
    and the post ``behind`` that has one: ``cho tân Giám đốc, Chủ tịch UBND tỉnh``, not ``cho Tổng
    Bí thư, Chủ tịch nước``. ``end`` is where the organisation of the office ends.
    """
    lower = tokens.lower
    if phrases("acting_for").before(lower, office.start):
        return True
    bare = office.committee == office.end == end
    if not (bare and behind.organisation and lower[end] in COMMAS):
        return False
    cues = phrases("before_bare_posts")
    return any(cues.before(lower, at) for at in (office.start, office.title))


def _ends_foreign_name(words: list[str], start: int, end: int) -> bool:
    """Return whether a row of tokens ends in what looks like a foreign name not recognised."""
    return end - start > 1 and all(
        is_capitalised(word) and not is_syllable(word) for word in words[end - 2 : end]
    )


def _trimmed(words: list[str], start: int, end: int) -> int:
    """Return the end of a row of tokens less commas and links at its end."""
    while end > start and (words[end - 1] in COMMAS or words[end - 1] in _LINKS):
        end -= 1
    return end


def _right(tokens: Tokens, behind: Sequence[Office], at: int, after: int) -> list[Post]:
    """Return the offices in apposition behind a name: ``, Giám đốc Sở Y tế, …``.

    ``at`` is where the name ends; ``after``, where the next name's titles begin. What reaches up
    to that is the next person's.
    """
    words = tokens.words
    at = _behind_bracket(words, at)
    begin_at = {office.start for office in behind}
    given: list[Post] = []
    for office in behind:
        separators = {*COMMAS, *_LINKS} if given else {*COMMAS, "("}
        if office.start != at + 1 or words[at] not in separators:
            break
        links = words[office.end : office.end + 1] == ["và"] and office.end + 1 in begin_at
        end = office.end if links else end_of_organisation(tokens, office.end, after)
        if end == after < len(words) or _is_next_ones(tokens, end, after):
            break
        at = end_of_place(tokens, end, after)
        given.append(_post(tokens, office, office.end, at))
    return given


def _is_next_ones(tokens: Tokens, dash: int, after: int) -> bool:
    """Return whether words behind a dash lead to the next name: ``ban tổ chức - tư tưởng Lê B``."""
    between = tokens.words[dash + 1 : after]
    return (
        after < len(tokens.words)
        and tokens.words[dash] in COMMAS - {","}
        and 0 < len(between) <= LONGEST_BRACKET
        and (COMMAS | BREAKS).isdisjoint(between)
        and stop(tokens, dash + 1, after) == after
    )


def _behind_bracket(words: list[str], at: int) -> int:
    """Return the place behind ``(SN 1970)``, if that stands there and more follows."""
    if at < len(words) and words[at] == "(":
        closing = words[at : at + LONGEST_BRACKET]
        if ")" in closing:
            behind = at + closing.index(")") + 1
            if behind < len(words) and words[behind] in COMMAS:
                return behind
    return at


def _post(tokens: Tokens, office: Office, start: int, end: int) -> Post:
    """Return the post of an office whose organisation and place stand in a row of tokens."""
    words = tokens.words
    while start < end and (words[start] in COMMAS or words[start] == "của"):
        start += 1
    if start < end and words[start][0].isdigit():
        end = start  # Tổng thống 93 tuổi
    if office.committee < office.end:
        start = office.committee
    unit = next((at for at in range(start, end) if is_unit(tokens, at, end)), end)
    cut = next((at for at in range(start, end) if _begins_place(tokens, at, end)), end)
    place = min(unit, cut + 1)
    closed = end > start and words[end - 1] == ")" and "(" not in words[place:end]
    return Post(
        title=_text(tokens, office.title, office.end),
        organisation=_text(tokens, start, max(cut, office.end)),
        place=_text(tokens, place, end - closed),
        start=tokens.starts[office.start],
        end=tokens.end(max(end, office.end) - 1),
        former=office.former,
        acting=office.acting,
    )


def _begins_place(tokens: Tokens, at: int, end: int) -> bool:
    """Return whether an organisation's name ends before a token and its place begins behind it."""
    return tokens.words[at] == "(" or (tokens.words[at] == "," and is_unit(tokens, at + 1, end))


def _text(tokens: Tokens, start: int, end: int) -> str:
    return tokens.text[tokens.starts[start] : tokens.end(end - 1)] if start < end else ""
