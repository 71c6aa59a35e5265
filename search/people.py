"""The trip out for people: what was typed to who it may be, with posts, articles and sentences."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from search.officials.people.asked import asked_post
from search.officials.people.chronicle import Chronicle
from search.officials.people.conditions import Wanted
from search.officials.people.finding import Finder
from search.officials.people.register import Register
from search.officials.people.store import PeopleFile
from search.officials.succession import Succession
from search.query.periods import period
from search.sightings import seen_in, shown
from search.texts import opened_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Self

    from search.officials.changes import Change
    from search.officials.people.chronicle import Named
    from search.officials.people.finding import By
    from search.officials.people.honours import Honour
    from search.officials.people.register import Person, Seen
    from search.officials.people.terms import Term
    from search.settings import DataDirectory
    from search.sightings import SeenIn, Shown
    from search.texts import Texts

MOST_BESIDE = 10
MOST_PICTURED = 12


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person; ``articles`` are the latest that name them, ``honours`` awards.

    ``beside`` are those named most often in the same articles, each with how many.
    """

    person: Person
    terms: tuple[Shown[Term], ...]
    honours: tuple[Shown[Honour], ...]
    articles: tuple[SeenIn, ...]
    beside: tuple[tuple[Person, int], ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """A profile with what surrounds it.

    ``years`` counts the articles of each, undated ones under ``""``; ``pictured`` are the latest
    with a photo whose caption names the person; ``namesakes`` are others of the same name.
    """

    profile: Profile
    years: Mapping[str, int]
    pictured: tuple[SeenIn, ...]
    namesakes: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class OfficePage:
    """Who was seen in a post, the latest first. ``older`` led to names of before."""

    held: tuple[tuple[Person, Shown[Term]], ...]
    older: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who may be meant. ``total`` counts everybody; ``behind`` the changes not looked at yet.

    ``names`` are those of all who are known, also of those not shown, each with how many have it.
    """

    query: str
    by: By
    total: int
    names: Mapping[str, int]
    took_ms: float
    profiles: tuple[Profile, ...]
    older: tuple[Change, ...]
    behind: int


def wanted(post: str, place: str, first: str, last: str, least: int) -> Wanted:
    """Return what typed conditions ask for, empty ones for nothing.

    ``post`` is a post, an organisation or both. Raises UsageError for what is no date.
    """
    return Wanted(
        post=asked_post(post) if post.strip() else None,
        place=place,
        first=period(first)[0].isoformat() if first else "",
        last=period(last)[1].isoformat() if last else "",
        least=least,
    )


class People:
    """Answers about people from one data directory. Not for several threads."""

    def __init__(
        self, archive: Texts, file: PeopleFile, succession: Callable[[], Succession]
    ) -> None:
        self._archive = archive
        self._register = register = Register(file)
        self._chronicle = Chronicle(file, register)
        self._finder = Finder(register, succession)

    @classmethod
    def open(cls, data: DataDirectory, succession: Callable[[], Succession] | None = None) -> Self:
        """Open archive and people. Raises ArchiveMissing, PeopleMissing and kin.

        Whoever opens them often gives the ``succession`` of the same directory, loaded once.
        """
        archive = opened_texts(data)
        try:
            if not data.archive.exists():
                from search.shared_people import bring_people

                bring_people(data.people, archive)
            file = PeopleFile(data.people)
        except BaseException:
            archive.close()
            raise
        return cls(archive, file, succession or cache(lambda: Succession.of(data)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._register.close()
        self._archive.close()

    def find(
        self,
        typed: str,
        *,
        office: str = "",
        limit: int = 10,
        articles: int = 5,
        older: bool = True,
    ) -> PeoplePage:
        """Return who may be meant, known ones first, then those in most articles.

        ``limit`` people are shown, and so many ``articles`` of each. For the rest see Finder.find.
        """
        began = time.perf_counter()
        found = self._finder.find(typed, office=office, older=older)
        people = self._register.people(found.numbers, limit)
        profiles = self._profiles(people, articles)
        return PeoplePage(
            query=typed,
            by=found.by,
            total=len(found.numbers),
            names=self._register.names(found.numbers),
            took_ms=(time.perf_counter() - began) * 1000,
            profiles=profiles,
            older=found.older,
            behind=self._archive.count_changes(self._register.change),
        )

    def listed(self, wanted: Wanted, limit: int, *, typed: str = "") -> list[Person]:
        """Return the people that fulfil some conditions, known ones first, then by articles.

        With ``typed``, only those who may be meant by it, as ``find`` has it.
        """
        if typed:
            among = frozenset(self._finder.find(typed).numbers)
            wanted = replace(wanted, among=among)
        return self._register.listed(wanted, limit)

    def portrait(self, person_id: str, *, year: str = "", articles: int = 10) -> Portrait | None:
        """Return all that a page about a person shows; None where nobody has the id.

        With ``year``, the articles are those of it.
        """
        people = self._register.people(self._register.identified(person_id), 1)
        if not people:
            return None
        [profile] = self._profiles(people, articles)
        person, chronicle = profile.person, self._chronicle
        if year:
            seen = self._shown(chronicle.seen(person.number, year, articles))
            profile = replace(profile, articles=seen)
        others = self._register.called(person.name) - {person.number}
        return Portrait(
            profile=profile,
            years=chronicle.years(person.number),
            pictured=self._shown(chronicle.pictured(person.number, MOST_PICTURED)),
            namesakes=tuple(self._register.people(others, MOST_BESIDE)),
        )

    def named_in(self, article_id: str) -> list[Named]:
        """Return whom an article names: those with a post first, then those it names most."""
        return self._chronicle.named_in(article_id)

    def holders(self, typed: str, limit: int) -> OfficePage:
        """Return who was seen in a post or an organisation, under its names of before, too."""
        post = asked_post(typed)
        older = self._finder.holding(typed).older if not post.empty else ()
        posts = [post, *(replace(post, organisation=each.old) for each in older)]
        held = [each for asked in posts for each in self._chronicle.holders(asked, limit)]
        held.sort(key=lambda each: each[1].last, reverse=True)
        ids = self._register.article_ids(term.article for _, term in held[:limit])
        known = self._archive.articles(sorted(set(ids.values())))
        seen = ((person, shown(term, ids[term.article], known)) for person, term in held[:limit])
        return OfficePage(tuple(seen), older)

    def _shown(self, seen: Iterable[Seen]) -> tuple[SeenIn, ...]:
        rows = list(seen)
        known = self._archive.articles([each.article_id for each in rows])
        return tuple(
            seen_in(known[each.article_id], each.places)
            for each in rows
            if each.article_id in known
        )

    def _profiles(self, people: Sequence[Person], articles: int) -> tuple[Profile, ...]:
        seen = {each.number: self._register.seen(each.number, articles) for each in people}
        showing = self._register.article_ids(
            term.article for person in people for term in person.terms
        )
        got = {each.number: self._chronicle.honours(each.number) for each in people}
        ids = {each.article_id for some in seen.values() for each in some} | {*showing.values()}
        ids |= {article_id for some in got.values() for _, article_id in some}
        known = self._archive.articles(sorted(ids))
        profiles = []
        for person in people:
            terms = tuple(shown(term, showing[term.article], known) for term in person.terms)
            held = tuple(
                seen_in(known[each.article_id], each.places)
                for each in seen[person.number]
                if each.article_id in known
            )
            honours = tuple(shown(*each, known) for each in got[person.number])
            beside = tuple(self._register.beside(person.number, MOST_BESIDE))
            profiles.append(Profile(person, terms, honours, held, beside))
        return tuple(profiles)
