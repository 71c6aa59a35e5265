"""One form of an organisation however a paper writes it: ``Sở TT&TT tỉnh Nghệ An``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from search.officials.place_names import kind_at, name_keys, place, place_kinds, province
from search.officials.tables import rows
from search.vietnamese.abbreviation_forms import EMPTY_WORDS, normal_form
from search.vietnamese.builtin_abbreviations import builtin
from search.vietnamese.characters import clean
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import ACUTE, is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MEMORY = 1 << 14
#: More is no name; what comes after is dropped, so that no text takes long.
_MOST_WORDS = 40
_LONGEST_PROVINCE = 5
_PUNCTUATION = ".,;:!?\"'()[]–-"
_AROUND_AND = re.compile(r"\s?&\s?")
#: ``VH, TT&DL`` and ``LĐ - TB&XH`` are in one piece.
_LIST = re.compile(r"(?<![^\W_])([A-ZĐ]{1,4})\s?[,-]\s?(?=[A-ZĐ]{1,4}&)")
_OF = frozenset(name_keys("của ở tại thuộc"))


@dataclass(frozen=True, slots=True, order=True)
class Organisation:
    """An organisation and where it is; a place by itself has no ``name``.

    Two are equal where only case, tone style, kỹ or kĩ, "và" and punctuation differ. ``place`` is
    a province without its kind, or ``phường Lê Lợi, thành phố Vinh, Nghệ An``; empty where the
    text does not say.
    """

    name: str = field(compare=False)
    place: str = field(default="", compare=False)
    key: tuple[str, str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", (_key(self.name), _key(self.place)))

    def __str__(self) -> str:
        """Return the organisation as one would write it."""
        return " ".join(filter(None, (self.name, self.place)))

    @property
    def kind(self) -> str:
        """What kind it is, by its first words: ``Sở``, ``Ủy ban nhân dân``; empty if of none."""
        return _kind(self.name)[0]

    @property
    def everywhere(self) -> bool:
        """Whether each place of a kind has one, so that it goes with its place."""
        return _kind(self.name)[1]


def organisation(text: str, meaning: Callable[[str], str | None] | None = None) -> Organisation:
    """Return the organisation, or the place, that ``text`` names, in one form; any text will do.

    ``meaning`` says what an abbreviation stands for, beside those that every paper uses.

    >>> organisation("sở TT & TT tỉnh Nghệ An")
    Organisation(name='Sở Thông tin và Truyền thông', place='Nghệ An')
    """
    words = list(islice(_words(clean(text).text, meaning), _MOST_WORDS))
    at = _place_start(words)
    named = words[:at]
    if named and at < len(words) and _OF.issuperset(name_keys(named[-1])):  # "của tỉnh Nghệ An"
        named.pop()
    name = " ".join(named).strip(_PUNCTUATION + " ")
    committee = _committee_level(words)
    if committee and at < len(words) and not kind_at(words, at) and not province(words[at:]):
        where = place([*committee.split(), *words[at:]])
    else:
        where = place(words[at:])
    return Organisation(name[:1].upper() + name[1:], where.strip(_PUNCTUATION + " "))


def _words(text: str, meaning: Callable[[str], str | None] | None) -> Iterator[str]:
    """Cut ``text`` into words, abbreviations written out; capitals throughout become small."""
    shouted = text.isupper() and len(text.split()) > 1
    text = _LIST.sub(r"\1-", _AROUND_AND.sub("&", text))
    text = _abbreviated_kinds().sub(_kind_written_out, text)
    for word in text.split():
        core = word.strip(_PUNCTUATION)
        long_form = _meaning(core, meaning)
        if long_form is not None:
            *before, last = long_form.split()
            yield from before
            yield last + ("," if word.endswith((",", ";")) else "")
        elif core or word == "-":
            yield word.lower().title() if shouted else word


def _meaning(word: str, meaning: Callable[[str], str | None] | None) -> str | None:
    bare = fold(word)
    if is_syllable(bare) or is_syllable(bare + ACUTE):  # "ca" is more often a syllable than công an
        return None
    known = _abbreviations().get(normal_form(word))
    return known if known or meaning is None else meaning(word)


@cache
def _abbreviations() -> dict[str, str]:
    ours = ((short, long_form) for _, [short, long_form] in rows("abbreviations.tsv"))
    everybodys = ((each.abbreviation, each.long_form) for each in builtin())
    return {normal_form(short): long_form for short, long_form in (*everybodys, *ours)}


@cache
def _abbreviated_kinds() -> re.Pattern[str]:
    short = "|".join(kind.abbreviation for kind in place_kinds() if kind.abbreviation)
    return re.compile(rf"(?<![^\W_])({short})\.\s?([^\W_])", re.IGNORECASE)


def _kind_written_out(found: re.Match[str]) -> str:
    abbreviation, following = found.groups()
    if len(abbreviation) == 1 and following.islower():  # "x.y" is no xã
        return found[0]
    kinds = (kind.name for kind in place_kinds() if kind.abbreviation == abbreviation.lower())
    return f"{next(kinds)} {following}"


def _place_start(words: Sequence[str]) -> int:
    """Return where in ``words`` the place begins; after the last where there is none."""
    if _committee_level(words):
        return 2
    for at in range(len(words)):
        if kind_at(words, at):
            return at
    has_capitals = any(word[0].isupper() for word in words[1:])
    for at in range(max(0, len(words) - _LONGEST_PROVINCE), len(words)):
        if (words[at][0].isupper() or not has_capitals) and province(words[at:]):
            return at
    return len(words)


def _committee_level(words: Sequence[str]) -> str:
    """Return the kind of place whose party committee ``words`` begin with: ``Huyện ủy`` a huyện."""
    first = name_keys(" ".join(words[:2]))
    named = (kind for kind in place_kinds() if kind.committee)
    return next((kind.name for kind in named if name_keys(kind.committee) == first), "")


@lru_cache(maxsize=_MEMORY)
def _key(text: str) -> str:
    keys = name_keys(text)
    return " ".join([each for each in keys if each not in EMPTY_WORDS] or keys)


@lru_cache(maxsize=_MEMORY)
def _kind(name: str) -> tuple[str, bool]:
    """Return the kind with the most words that ``name`` begins with, and whether all have it."""
    keys = name_keys(name)
    for length in range(min(len(keys), max(map(len, _kinds()), default=0)), 0, -1):
        if keys[:length] in _kinds():
            return _kinds()[keys[:length]]
    return "", False


@cache
def organisation_kinds() -> dict[str, bool]:
    """Return the kinds of organisations, and whether each place has one of the kind."""
    table = (row for _, row in rows("organisation_kinds.tsv"))
    return {kind: everywhere == ["everywhere"] for kind, *everywhere in table}


@cache
def _kinds() -> dict[tuple[str, ...], tuple[str, bool]]:
    return {
        name_keys(kind): (kind, everywhere) for kind, everywhere in organisation_kinds().items()
    }
