"""Mend where names begin and end: initials with their full stops, parts that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.entries import entries, family_names
from search.officials.phrases import phrases
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.capitals import Tokens

_PLACE_LETTERS = frozenset("PQHTFX")  # P. Bến Nghé, Q. Ba Đình
_LONGEST_INITIAL = 2  # letters: Th., Ph.
_MOST_PARTICLES = 2
_KOREAN_GIVEN = 2  # words before the hyphen: Moon Jae - in
_SHORTEST_NAME = 2  # words
_FULL_NAME = 3
_LONGEST_SYLLABLE = 5  # letters of a Korean syllable: yeong

Span = tuple[int, int]


def with_initials(tokens: Tokens, span: Span) -> Span:
    """Return a name with the initial before it (``D. Rose``) and the full stop of one at its end.

    ``Lê Quang D. (34 tuổi)`` keeps the full stop; one that may end the sentence stays outside.
    """
    start, end = span
    words = tokens.words
    while start > 1 and words[start - 1] == "." and _is_initial(words[start - 2]):
        start -= 2
    if start < span[0] and _is_foreign_name(words[start - 1]):
        start -= 1  # Alfonso G. Cusi
    last = words[end - 1]
    if (
        len(last) <= _LONGEST_INITIAL
        and not set(last.lower()) & _VOWELS
        and words[end : end + 1] == ["."]
    ):
        behind = words[end + 1] if end + 1 < len(words) else "\n"
        if not (behind == "\n" or behind[0].isupper()):
            end += 1
    return start, end


def _is_foreign_name(word: str) -> bool:
    known = word in entries("countries") or word in entries("well_known_others")
    return is_capitalised(word) and not known and not is_syllable(word)


def _is_initial(word: str) -> bool:
    return is_capitalised(word) and ((len(word) == 1 and word not in _PLACE_LETTERS) or "." in word)


_VOWELS = frozenset("aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ")


def joined(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Return names, in order, with those made one that a particle or an initial joins."""
    found: list[Span] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif found and _joins(tokens.words[found[-1][1] : start]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def with_korean_syllable(tokens: Tokens, span: Span) -> Span:
    """Return a name with the small syllable behind a hyphen between spaces: ``Moon Jae - in``.

    A Vietnamese word behind a dash, as in ``Kim Chung - giám đốc``, is none.
    """
    start, end = span
    words = tokens.words
    if (
        end - start == _KOREAN_GIVEN
        and tokens.lower[start] in entries("korean_family_names")
        and words[end : end + 1] == ["-"]
        and end + 1 < len(words)
        and words[end + 1].isascii()
        and words[end + 1].islower()
        and len(words[end + 1]) <= _LONGEST_SYLLABLE
    ):
        return start, end + 2
    return span


def with_first_half(tokens: Tokens, span: Span) -> Span:
    """Return a foreign name with the half that a dash cut off: ``ông Jean - Claude Biver``.

    An honorific must stand before it, or it must be known to be a half: ``Putin - Trump`` are two.
    """
    start, end = span
    words = tokens.words
    if (
        start > _SHORTEST_NAME
        and words[start - 1] == "-"
        and end - start >= _SHORTEST_NAME
        and _is_foreign_name(words[start])
        and (
            words[start - 2] in entries("double_names")
            or (
                _is_foreign_name(words[start - 2])
                and tokens.lower[start - 3] in entries("honorifics")
            )
        )
    ):
        return start - 2, end
    if (
        words[end - 1] in entries("double_names")
        and words[end : end + 1] == ["-"]
        and all(map(_is_foreign_name, words[end + 1 : end + 3]))
        and len(words) > end + _SHORTEST_NAME
    ):
        return start, end + 3
    return span


def without_place(tokens: Tokens, span: Span) -> Span:
    """Return a name less a country, body or firm: ``Syria Bashar Assad``, ``Vietjet Lê Văn A``.

    Behind a firm a whole Vietnamese name must follow.
    """
    start, end = span
    words = tokens.words
    if end - start > 1 and (
        words[start] in entries("countries")
        or _ends_place(tokens, span)
        or _ends_body(tokens, span)
    ):
        return start + 1, end
    full = end - start > _FULL_NAME and not "".join(words[start + 1 : end]).isascii()
    if full and not is_syllable(words[start]) and all(map(is_syllable, words[start + 1 : end])):
        return start + 1, end
    return span


def _ends_place(tokens: Tokens, span: Span) -> bool:
    """Return whether the first word is the last of a place: ``Triều | Tiên Kim Jong-un``."""
    start, _ = span
    if tokens.opens(start):
        return False
    place = " ".join(tokens.words[start - 1 : start + 1])
    return place in entries("well_known_others")


def _ends_body(tokens: Tokens, span: Span) -> bool:
    """Return whether the first word is a body's last: ``Trung ương Đoàn Nguyễn Văn An``."""
    start, end = span
    if end - start <= _SHORTEST_NAME or not phrases("ends_of_bodies").before(
        tokens.lower, start + 1
    ):
        return False
    behind = tokens.words[start + 1]
    return behind in family_names() or not is_syllable(behind)


def _joins(between: Iterable[str]) -> bool:
    """Return whether what stands between two names makes them one: ``bin``, ``van den``."""
    words = list(between)
    if words[1:] == ["-"]:
        words.pop()  # Bashar al - Assad
    return 0 < len(words) <= _MOST_PARTICLES and all(
        word in entries("name_particles") for word in words
    )
