"""The trip out for people: what was typed to who it may be, with posts, articles and sentences."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.officials.mentions import Field
from search.officials.people.appearances import places_from
from search.officials.people.finding import Finder
from search.officials.people.register import Register
from search.officials.succession import Succession
from search.snippets import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from search.article import Article, Caption
    from search.hits import Snippet
    from search.officials.changes import Change
    from search.officials.people.appearances import Place
    from search.officials.people.conditions import Wanted
    from search.officials.people.finding import By
    from search.officials.people.register import Person
    from search.officials.people.terms import Term
    from search.settings import DataDirectory

MOST_BESIDE = 10


@dataclass(frozen=True, slots=True)
class SeenIn:
    """An article that names a person: the sentence that does, and the photos whose captions do.

    The sentence is None where only captions name them.
    """

    article: Article
    sentence: Snippet | None
    photos: tuple[tuple[Caption, Snippet], ...]


@dataclass(frozen=True, slots=True)
class TermShown:
    """A post of a person with the latest sentence that shows it, None where it is gone."""

    term: Term
    article_id: str
    sentence: Snippet | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a person; ``articles`` are the latest that name them.

    ``beside`` are those named most often in the same articles, each with how many.
    """

    person: Person
    terms: tuple[TermShown, ...]
    articles: tuple[SeenIn, ...]
    beside: tuple[tuple[Person, int], ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Who may be meant. ``total`` counts everybody; ``behind`` the changes not looked at yet."""

    query: str
    by: By
    total: int
    took_ms: float
    profiles: tuple[Profile, ...]
    older: tuple[Change, ...]
    behind: int


class People:
    """Answers about people from one data directory. Not for several threads."""

    def __init__(self, archive: Archive, register: Register, finder: Finder) -> None:
        self._archive = archive
        self._register = register
        self._finder = finder

    @classmethod
    def open(cls, data: DataDirectory) -> Self:
        """Open archive and people. Raises ArchiveMissing, PeopleMissing and kin."""
        archive = Archive(data.archive)
        try:
            register = Register.open(data)
        except BaseException:
            archive.close()
            raise
        return cls(archive, register, Finder(register, cache(lambda: Succession.of(data))))

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
            took_ms=(time.perf_counter() - began) * 1000,
            profiles=profiles,
            older=found.older,
            behind=self._archive.count_changes(self._register.change),
        )

    def listed(self, wanted: Wanted, limit: int) -> list[Person]:
        """Return the people that fulfil some conditions, those in most articles first."""
        return self._register.listed(wanted, limit)

    def _profiles(self, people: Sequence[Person], articles: int) -> tuple[Profile, ...]:
        seen = {each.number: self._register.seen(each.number, articles) for each in people}
        shown = {
            (person.number, at): self._register.article_id(term.article)
            for person in people
            for at, term in enumerate(person.terms)
        }
        ids = {each.article_id for some in seen.values() for each in some} | {*shown.values()}
        known = self._archive.articles(sorted(ids))
        profiles = []
        for person in people:
            terms = tuple(
                _term_shown(term, shown[person.number, at], known)
                for at, term in enumerate(person.terms)
            )
            held = tuple(
                _seen_in(known[each.article_id], each.places)
                for each in seen[person.number]
                if each.article_id in known
            )
            beside = tuple(self._register.beside(person.number, MOST_BESIDE))
            profiles.append(Profile(person, terms, held, beside))
        return tuple(profiles)


def _term_shown(term: Term, article_id: str, known: dict[str, Article]) -> TermShown:
    article = known.get(article_id)
    [place] = places_from(term.shown)
    return TermShown(term, article_id, _sentence(article, place) if article else None)


def _seen_in(article: Article, places: Iterable[Place]) -> SeenIn:
    """Show the first place in the text that is no title, and each photo once."""
    texts: list[Place] = []
    photos: dict[int, Place] = {}
    for each in places:
        if each.photo:
            photos.setdefault(each.photo, each)
        else:
            texts.append(each)
    said = [each for each in texts if each.field is not Field.TITLE] or texts
    shown = tuple(
        (caption, _sentence(article, photos[caption.ordinal]))
        for caption in article.captions
        if caption.ordinal in photos
    )
    return SeenIn(article, _sentence(article, said[0]) if said else None, shown)


def _sentence(article: Article, place: Place) -> Snippet:
    if place.photo:
        [text] = (each.text for each in article.captions if each.ordinal == place.photo)
    else:
        text = {Field.TITLE: article.title, Field.LEAD: article.lead, Field.BODY: article.body}[
            place.field
        ]
    return around(place.field, text, place.start, place.end)
