"""Places however papers write them: ``TP. Vinh`` is ``thành phố Vinh``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.tables import rows
from search.vietnamese.spelling import key
from search.vietnamese.variants import variant_class

if TYPE_CHECKING:
    from collections.abc import Sequence

PROVINCE_KINDS = ("tỉnh", "thành phố")

_SYLLABLE = re.compile(r"[^\W_]+")
#: What makes an organisation of a kind of place: a "Tỉnh ủy" is no place.
_NO_PLACES = frozenset(map(key, ("ủy", "đoàn", "đội", "hội")))


class PlaceKind(NamedTuple):
    """``thành phố``, its abbreviation before a full stop, the party committee of such a place."""

    name: str
    abbreviation: str
    committee: str


@cache
def place_kinds() -> tuple[PlaceKind, ...]:
    """Return the kinds of places, the highest first."""
    return tuple(PlaceKind(*[*row, "", ""][:3]) for _, row in rows("place_kinds.tsv"))


@cache
def _kinds_by_key() -> dict[tuple[str, ...], str]:
    return {name_keys(kind.name): kind.name for kind in place_kinds()}


def provinces() -> tuple[str, ...]:
    """Return the names of all provinces, those of before July 2025 among them."""
    return tuple(_provinces().values())


@cache
def _provinces() -> dict[tuple[str, ...], str]:
    return {name_keys(name): name for _, [name] in rows("provinces.txt")}


def name_keys(name: str) -> tuple[str, ...]:
    """Return one form for the spellings of a name: no case, place of the tone, or kỹ for kĩ."""
    keys = map(key, _SYLLABLE.findall(name))
    return tuple(variant_class(each) or each for each in keys)


def province(words: Sequence[str]) -> str | None:
    """Return the province that ``words`` name, with or without its kind; None if they do not."""
    keys = name_keys(" ".join(words))
    provinces = _provinces()
    if keys in provinces:
        return provinces[keys]
    for kind in PROVINCE_KINDS:
        before = name_keys(kind)
        if keys[: len(before)] == before and keys[len(before) :] in provinces:
            return provinces[keys[len(before) :]]
    return None


def kind_at(words: Sequence[str], at: int) -> str | None:
    """Return the kind of place that begins at ``words[at]`` and has a name after it, or None."""
    for length in (2, 1):
        kind = _kinds_by_key().get(
            tuple(k for word in words[at : at + length] for k in name_keys(word))
        )
        if kind is None or at + length >= len(words) or words[at + length - 1].endswith(","):
            continue
        following = words[at + length]
        if key(following.strip(",")) in _NO_PLACES:
            return None
        named = following[0].isupper() or following[0].isdigit() or province(words[at + length :])
        return kind if named or at == 0 else None
    return None


def begins_with_kind(place: str) -> bool:
    """Return whether ``place`` says of what kind it is, as all do but provinces."""
    return kind_at(place.split(), 0) is not None


def place(words: Sequence[str]) -> str:
    """Return the place that ``words`` name: ``phường Lê Lợi, thành phố Vinh, Nghệ An``.

    The smallest first; a province stands without its kind, everything else with it.
    """
    parts: list[list[str]] = [[]]
    ends = False
    for at, word in enumerate(words):
        if parts[-1] and (ends or kind_at(words, at)) and not _inside_kind(parts[-1], word):
            parts.append([])
        parts[-1].append(word.strip(",;"))
        ends = word.endswith((",", ";"))
    return ", ".join(filter(None, map(_part, parts)))


def agree(whole: str, said: str) -> bool:
    """Return whether ``said`` may be the place ``whole``: it begins so and names nothing else.

    >>> agree("xã Hưng Chính, thành phố Vinh, Nghệ An", "xã Hưng Chính, Nghệ An")
    True
    """
    parts = [name_keys(part) for part in whole.split(", ")]
    named = [name_keys(part) for part in said.split(", ")]
    return parts[0] == named[0] and all(part in parts for part in named)


def _inside_kind(part: Sequence[str], word: str) -> bool:
    """Return whether ``word`` is the second syllable of a kind: ``thị xã`` holds no ``xã``."""
    return len(part) == 1 and name_keys(f"{part[0]} {word}") in _kinds_by_key()


def _part(words: Sequence[str]) -> str:
    bare = province(words)
    if bare is not None:
        return bare
    for length in (2, 1):
        kind = _kinds_by_key().get(name_keys(" ".join(words[:length])))
        if kind:
            return " ".join([kind, *words[length:]])
    return " ".join(words)
