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
_MOST_BEARERS = 20  # of one short name; more are a list, of which nobody is meant


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


class _People:
    """The people whom an article names in full, found by the ends of their names."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._by_name: dict[str, _Person] = {}
        self._by_end: dict[str, list[_Person]] = {}
        for place, mention in enumerate(mentions):
            if mention.how is How.FULL:
                if mention.name not in self._by_name:
                    self._add(_Person(mention.name, place))
                self._by_name[mention.name].add(mention)

    def _add(self, person: _Person) -> None:
        self._by_name[person.name] = person
        words = person.name.split()
        for size in range(1, min(_LONGEST_SHORT, len(words) - 1) + 1):
            ends = {" ".join(words[-size:])}
            if words[0] not in family_names() and not all(map(is_syllable, words)):
                ends.add(" ".join(words[:size]))  # a foreign name is shortened at either end
            for end in ends:
                self._by_end.setdefault(end, []).append(person)

    def bearers(self, short: str) -> list[_Person]:
        """Return the people whose full name a short one can stand for, the fullest names only."""
        found = self._by_end.get(short, [])
        if not 1 < len(found) <= _MOST_BEARERS:
            return found
        return [
            one for one in found if not any(each.name.endswith(f" {one.name}") for each in found)
        ]


def resolved(mentions: Sequence[Mention]) -> list[Mention]:
    """Return an article's mentions, short names with the full name that they stand for.

    A short name is a full one's last words, or the first of a foreign one. Of several people who
    bear it, the sex of the honorific or a rank, degree or post must leave one; nearness is no
    reason, being right half of the time. What cannot be decided keeps ``""`` as its name.
    """
    people = _People(mentions)
    found = []
    for place, mention in enumerate(mentions):
        bearers = people.bearers(mention.name)
        if not bearers and (mention.how in {How.FULL, How.INITIALS} or _is_foreign(mention)):
            found.append(mention)
            continue
        person = _meant(mention, bearers, place)
        if person:
            person.add(mention)
        how = How.HONORIFIC if mention.titles else How.SHORT
        found.append(replace(mention, name=person.name if person else "", how=how))
    return found


def _is_foreign(mention: Mention) -> bool:
    """Return whether one word is name enough: ``Putin``."""
    return not is_syllable(mention.name)


def _meant(mention: Mention, bearers: list[_Person], place: int) -> _Person | None:
    """Return the one of the bearers of a short name that a mention can mean."""
    told = sex(mention.titles)
    if told:
        bearers = [one for one in bearers if one.sex in {told, ""}]
    bearers = [one for one in bearers if one.first < place] or bearers
    if len(bearers) > 1 and (marks := _distinctive(mention)):
        bearers = [one for one in bearers if one.titles & marks] or bearers
    if len(bearers) > 1 and told:
        bearers = [one for one in bearers if one.sexes[told]] or bearers
    return bearers[0] if len(bearers) == 1 else None


def _distinctive(mention: Mention) -> set[str]:
    """Return the ranks, degrees and posts of a mention, honorifics left out."""
    marks = {title.lower() for title in mention.titles}
    marks -= {*entries("honorifics"), "đồng chí"}
    return marks | {post.title.lower() for post in mention.posts}
