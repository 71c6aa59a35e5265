"""What a search asks of the file of people: filters, facets, and whose name was typed."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from search.engines.facet_keys import facet_key
from search.errors import StorageError
from search.hits import OF_PEOPLE, Expansion, Facet
from search.namesakes import NamedPerson, Namesakes
from search.officials.people.documents import Documents
from search.officials.people.finding import Finder
from search.officials.people.labelling import labels
from search.officials.people.register import Register
from search.officials.people.store import PeopleFile, PeopleMissing
from search.officials.people.terms import post
from search.officials.succession import Succession
from search.query.tree import Mentioned, Mentioning, Not, Phrase
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.hits import FacetFilter, Kind
    from search.labels import Labels
    from search.officials.people.register import Person
    from search.query.tree import Node
    from search.settings import DataDirectory

#: Names that are marked in what a filter lets through, those in most articles.
_MOST_MARKED = 32
_SHOWN = 3
#: What keeps nobody from searching who does not ask for people.
_NO_PEOPLE = (PeopleMissing, StorageError)


class PeopleFilters:
    """Looks people up for searches. Whatever a writer does meanwhile, it sees the latest state.

    Where the ``texts`` searched are a cluster's, so are the people. Methods raise PeopleMissing
    where nobody was recognised yet. Not for several threads.
    """

    def __init__(
        self,
        data: DataDirectory,
        succession: Callable[[], Succession] | None = None,
        texts: object = None,
    ) -> None:
        self._path = data.people
        self._texts = None if data.archive.exists() else texts
        self._succession = succession or cache(lambda: Succession.of(data))
        self._known: _Opened | None = None

    @property
    def available(self) -> bool:
        """Whether there is a file of people that can be read: one of another version cannot."""
        with suppress(*_NO_PEOPLE):
            return self._opened.current
        return False

    def behind(self, count_changes: Callable[[int], int]) -> int:
        """Return in how many changed articles nobody was looked for yet, 0 where in none at all.

        ``count_changes`` says how many changes came after one.
        """
        with suppress(*_NO_PEOPLE):
            return count_changes(self._there.register.change)
        return 0

    def close(self) -> None:
        """Let go of the file."""
        if self._known:
            self._known.file.close()
            self._known = None

    @property
    def _opened(self) -> _Opened:
        """The file as it is now, brought here first where it is in a cluster."""
        if self._texts is not None:
            from search.shared_people import bring_people

            bring_people(self._path, self._texts)
            self._texts = None
        return self._there

    @property
    def _there(self) -> _Opened:
        """The file that is here as it is now: a rebuild deletes it and makes another one."""
        if self._known and not self._known.current:
            self.close()
        if not self._known:
            self._known = _Opened(PeopleFile(self._path), self._succession)
        return self._known

    def mentioning(
        self, mentioned: Mentioned, typed: str, *, older: bool
    ) -> tuple[Mentioning, tuple[Expansion, ...]]:
        """Return what mentions somebody, and the names of before that were looked for, too.

        A person is meant by a name, the end of one, or an id. ``older`` is that of Finder.find.
        """
        opened = self._opened
        if mentioned is Mentioned.PERSON:
            people = opened.finder.meant(typed).numbers
            return self._node(people, opened.documents.naming(people)), ()
        asked, found = opened.finder.post(typed, older=older)
        posts = [asked, *(asked.of(change.old) for change in found.older)]
        documents = (key for each in posts for key in opened.documents.holding(each))
        expansions = tuple(
            Expansion(typed, (str(change.old),), change.since) for change in found.older
        )
        return self._node(found.numbers, documents), expansions

    def _node(self, people: Iterable[int], documents: Iterable[tuple[str, int]]) -> Mentioning:
        names = self._opened.documents.names(people, _MOST_MARKED)
        marked = tuple(Phrase(patterns(name), typed=name) for name in names)
        return Mentioning(frozenset(documents), marked)

    def narrowing(self, filters: Iterable[FacetFilter], kind: Kind) -> list[Node]:
        """Return what must hold for all filters; wanted values of one facet are alternatives."""
        wanted: dict[Facet, list[Mentioning]] = {}
        excluded: list[Node] = []
        for each in filters:
            having = self.having(each, kind)
            if each.excluded:
                excluded.append(Not(having))
            else:
                wanted.setdefault(each.facet, []).append(having)
        return [*(_any(each) for each in wanted.values()), *excluded]

    def labelled(self, facets: Iterable[Facet], kind: Kind) -> dict[Facet, Labels]:
        """Return the labels of those facets that are of people."""
        return {each: self._opened.labels(each, kind) for each in facets if each in OF_PEOPLE}

    def having(self, wanted: FacetFilter, kind: Kind) -> Mentioning:
        """Return what has a value of a facet; a person's may also be a name or an id."""
        found = self._opened.labels(wanted.facet, kind)
        key = facet_key(wanted.value)
        places = [at for at, each in enumerate(found.values) if each == wanted.value] or [
            at for at, each in enumerate(found.values) if facet_key(each) == key
        ]
        if not places and wanted.facet is Facet.PERSON:
            return self.mentioning(Mentioned.PERSON, wanted.value, older=False)[0]
        owners = found.owners[np.isin(found.codes, places)]
        return Mentioning(frozenset(found.documents[at] for at in owners.tolist()))

    def named(self, typed: str) -> Namesakes | None:
        """Return whose whole name was typed; None where it is nobody's, or nobody is known."""
        with suppress(*_NO_PEOPLE):
            opened = self._there  # nobody waits for people who did not ask for them
            if numbers := opened.finder.named(typed):
                people = opened.register.people(numbers)
                known = [each for each in people if each.known] or people
                return Namesakes(len(known), tuple(map(_named, known[:_SHOWN])))
        return None


class Lookup:
    """Finds whom one query mentions; ``expansions`` are the names of before by which it did."""

    def __init__(self, people: PeopleFilters, *, older: bool) -> None:
        self._people = people
        self._older = older
        self.expansions: list[Expansion] = []

    def __call__(self, mentioned: Mentioned, typed: str) -> Mentioning:
        """Return what mentions whom, by what was typed."""
        found, expansions = self._people.mentioning(mentioned, typed, older=self._older)
        self.expansions += expansions
        return found


class _Opened:
    """The file of people, open."""

    def __init__(self, file: PeopleFile, succession: Callable[[], Succession]) -> None:
        self.file = file
        self.register = Register(file)
        self.finder = Finder(self.register, succession)
        self.documents = Documents(file)
        self._inode = file.path.stat().st_ino
        self._labels: dict[tuple[Facet, Kind], Labels] = {}
        self._version = 0

    @property
    def current(self) -> bool:
        """Whether it is the file that is there now."""
        path = self.file.path
        return path.exists() and path.stat().st_ino == self._inode

    def labels(self, facet: Facet, kind: Kind) -> Labels:
        """Return labels of the latest state in which all people were told apart, if possible."""
        version = self.file.number("PRAGMA data_version")
        if version != self._version and not self.file.number(
            "SELECT EXISTS (SELECT 1 FROM unsettled)"
        ):
            self._version = version
            self._labels.clear()
        if (facet, kind) not in self._labels:
            self._labels[facet, kind] = labels(self.file, facet, kind)
        return self._labels[facet, kind]


def _any(nodes: Sequence[Mentioning]) -> Mentioning:
    names = tuple(dict.fromkeys(name for each in nodes for name in each.names))
    return Mentioning(frozenset().union(*(each.documents for each in nodes)), names)


def _named(person: Person) -> NamedPerson:
    return NamedPerson(
        id=person.id,
        name=person.name,
        known=person.known,
        post=post(person.terms[0]) if person.terms else None,
        articles=person.articles,
        photos=person.photos,
        last=person.last or None,
    )
