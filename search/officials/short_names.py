"""Resolve ``ông Hùng`` to the full name in the same article; where two could be meant, nobody."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from search.officials.entries import entries, family_names
from search.officials.mentions import How
from search.officials.titles import sex
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.mentions import Mention

_LONGEST_SHORT = 2  # words


@dataclass(slots=True)
class _Person:
    """Somebody whom an article names in full, and what it says of them."""

    name: str
    first: int  # the place of the first mention among all
    sexes: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)

    @property
    def sex(self) -> str:
        """Return the likelier sex, ``""`` where nothing tells."""
        if self.sexes:
            return self.sexes.most_common(1)[0][0]
        return sex((), self.name)

    def add(self, mention: Mention) -> None:
        """Take the titles and posts of a mention for this person's."""
        if told := sex(mention.titles):
            self.sexes[told] += 1
        self.titles.update(_distinctive(mention))


def resolved(mentions: Sequence[Mention]) -> list[Mention]:
    """Return an article's mentions, short names with the full name that they stand for.

    A short name is a full one's last words, or the first of a foreign one. Of several people who
    bear it, the sex of the honorific or a rank, degree or post must leave one; nearness is no
    reason, being right half of the time. What cannot be decided keeps ``""`` as its name.
    """
    people = _people(mentions)
    found = []
    for place, mention in enumerate(mentions):
        words = mention.surface.split()
        if mention.how in {How.FULL, How.INITIALS} and not (
            len(words) <= _LONGEST_SHORT and _bearers(words, people.values())
        ):
            found.append(mention)
            continue
        person = _meant(mention, words, people.values(), place)
        how = How.HONORIFIC if mention.titles else How.SHORT
        if person is not None:
            person.add(mention)
            found.append(replace(mention, name=person.name, how=how))
        elif _bearers(words, people.values()) or all(map(is_syllable, words)):
            found.append(replace(mention, name="", how=how))
        else:
            found.append(mention)  # Putin needs no other name
    return found


def _people(mentions: Iterable[Mention]) -> dict[str, _Person]:
    people: dict[str, _Person] = {}
    for place, mention in enumerate(mentions):
        if mention.how is How.FULL:
            person = people.setdefault(mention.name, _Person(mention.name, place))
            person.add(mention)
    return people


def _bearers(words: list[str], people: Iterable[_Person]) -> list[_Person]:
    """Return the people whose full name a short one can stand for."""
    return [person for person in people if _shortens(words, person.name.split())]


def _shortens(short: list[str], full: list[str]) -> bool:
    if len(full) <= len(short):
        return False
    if full[-len(short) :] == short:
        return True
    foreign = full[0] not in family_names() and not all(map(is_syllable, full))
    return foreign and full[: len(short)] == short


def _meant(
    mention: Mention, words: list[str], people: Iterable[_Person], place: int
) -> _Person | None:
    bearers = _bearers(words, people)
    bearers = [
        one
        for one in bearers
        if not any(_shortens(one.name.split(), o.name.split()) for o in bearers)
    ]
    told = sex(mention.titles)
    if told:
        bearers = [one for one in bearers if one.sex in {told, ""}]
    earlier = [one for one in bearers if one.first < place]
    bearers = earlier or bearers
    if len(bearers) > 1 and (marks := _distinctive(mention)):
        bearers = [one for one in bearers if one.titles & marks] or bearers
    if len(bearers) > 1 and told:
        bearers = [one for one in bearers if one.sexes[told]] or bearers
    return bearers[0] if len(bearers) == 1 else None


def _distinctive(mention: Mention) -> set[str]:
    """Return the ranks, degrees and posts of a mention, honorifics left out."""
    plain = entries("honorifics") | {"đồng chí"}
    marks = {title.lower() for title in mention.titles} - plain
    return marks | {post.title.lower() for post in mention.posts}
