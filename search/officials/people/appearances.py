"""An Appearance: all that one article says of one name, which in one article is one person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.mentions import Field, How
from search.officials.organisations import Organisation, organisation
from search.officials.place_names import name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.officials.mentions import Mention

_LETTER = {Field.TITLE: "t", Field.LEAD: "l", Field.BODY: "b", Field.CAPTION: "c"}
_FIELD = {letter: field for field, letter in _LETTER.items()}


class Place(NamedTuple):
    """Where in an article a person is named: offsets into a field, or the text of a photo."""

    field: Field
    photo: int
    start: int
    end: int


class Held(NamedTuple):
    """A post that an article gives to somebody: its title as published, its organisation.

    ``at`` is the number of the mention that shows it, among the appearance's.
    """

    title: str
    organisation: Organisation
    former: bool
    at: int


class Received(NamedTuple):
    """An award that an article says somebody got.

    ``at`` is the number of the mention that shows it, among the appearance's.
    """

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person of the name ``spelt`` in one article: every mention, all posts, all awards."""

    spelt: str
    places: tuple[Place, ...]
    posts: tuple[Held, ...] = ()
    awards: tuple[Received, ...] = ()

    @property
    def key(self) -> str:
        """One form for all spellings of the name: see ``name_key``."""
        return name_key(self.spelt)

    @property
    def photos(self) -> tuple[int, ...]:
        """The ordinals of the photos whose captions name the person."""
        return tuple(dict.fromkeys(each.photo for each in self.places if each.photo))


class Written(NamedTuple):
    """An appearance as the file of people has it."""

    key: str
    spelt: str
    places: str
    posts: str
    awards: str

    @classmethod
    def of(cls, appearance: Appearance) -> Written:
        """Write an appearance down."""
        return cls(
            appearance.key,
            appearance.spelt,
            places_as_text(appearance.places),
            posts_as_text(appearance.posts),
            awards_as_text(appearance.awards),
        )


@lru_cache(maxsize=1 << 15)  # the same people are in the news again and again
def name_key(name: str) -> str:
    """Return one form for the spellings of a name: Hòa and Hoà, HÙNG and Hùng, Mỹ and Mĩ."""
    return " ".join(name_keys(name))


def appearances(mentions: Iterable[Mention]) -> list[Appearance]:
    """Return who appears in an article, in the order of their first mentions.

    Short names that could be several people's are nobody's; initials name nobody for certain.
    """
    by_key: dict[str, list[Mention]] = {}
    for each in mentions:
        if each.name and each.how is not How.INITIALS and (key := name_key(each.name)):
            by_key.setdefault(key, []).append(each)
    return [_appearance(each) for each in by_key.values()]


def _appearance(mentions: list[Mention]) -> Appearance:
    posts: dict[tuple[object, ...], Held] = {}
    for at, mention in enumerate(mentions):
        for post in mention.posts:
            held = Held(post.title, _organisation(post.organisation, post.place), post.former, at)
            posts.setdefault((post.title.lower(), held.organisation, post.former), held)
    awards: dict[str, Received] = {}
    for at, mention in enumerate(mentions):
        for award in mention.awards:
            awards.setdefault(name_key(award.name), Received(award.name, at))
    places = tuple(Place(each.field, each.photo, each.start, each.end) for each in mentions)
    return Appearance(mentions[0].name, places, tuple(posts.values()), tuple(awards.values()))


@lru_cache(maxsize=1 << 14)
def _organisation(name: str, place: str) -> Organisation:
    """Return what a post is of; a place that the name has at its end is not said twice."""
    return organisation(name if name.endswith(place) else f"{name}, {place}".strip(", "))


def places_as_text(places: Iterable[Place]) -> str:
    """Write places down: ``b120+11 c2:5+9``."""
    return " ".join(
        f"{_LETTER[each.field]}{f'{each.photo}:' if each.photo else ''}"
        f"{each.start}+{each.end - each.start}"
        for each in places
    )


def places_from(text: str) -> Iterator[Place]:
    """Read what ``places_as_text`` wrote."""
    for each in text.split():
        photo, _, span = each[1:].rpartition(":")
        start, length = map(int, span.split("+"))
        yield Place(_FIELD[each[0]], int(photo or 0), start, start + length)


def posts_as_text(posts: Iterable[Held]) -> str:
    """Write posts down as JSON; nothing where there are none."""
    rows = [
        [each.title, each.organisation.name, each.organisation.place, int(each.former), each.at]
        for each in posts
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def awards_as_text(awards: Iterable[Received]) -> str:
    """Write awards down as JSON; nothing where there are none."""
    rows = list(awards)
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def awards_from(text: str) -> Iterator[Received]:
    """Read what ``awards_as_text`` wrote."""
    for name, at in json.loads(text or "[]"):
        yield Received(name, at)


def posts_from(text: str) -> tuple[Held, ...]:
    """Read what ``posts_as_text`` wrote."""
    return tuple(
        Held(title, _known_organisation(name, place), bool(former), at)
        for title, name, place, former, at in (json.loads(text) if text else ())
    )


@lru_cache(maxsize=1 << 14)
def _known_organisation(name: str, place: str) -> Organisation:
    return Organisation(name, place)
