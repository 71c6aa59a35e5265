"""Mend where names begin and end: initials with their full stops, parts that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.entries import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.capitals import Tokens

_PLACE_LETTERS = frozenset("PQHTFX")  # P. Bến Nghé, Q. Ba Đình
_LONGEST_INITIAL = 2  # letters: Th., Ph.
_MOST_PARTICLES = 2

Span = tuple[int, int]


def with_initials(tokens: Tokens, span: Span) -> Span:
    """Return a name with the initial before it (``D. Rose``) and the full stop of one at its end.

    ``Lê Quang D. (34 tuổi)`` keeps the full stop; one that may end the sentence stays outside.
    """
    start, end = span
    words = tokens.words
    while start > 1 and words[start - 1] == "." and _is_initial(words[start - 2]):
        start -= 2
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


def _joins(between: Iterable[str]) -> bool:
    """Return whether what stands between two names makes them one: ``bin``, ``van den``."""
    words = list(between)
    return 0 < len(words) <= _MOST_PARTICLES and all(
        word in entries("name_particles") for word in words
    )
