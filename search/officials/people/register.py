"""The people of an archive, looked up: by name, by id, by post."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.people.appearances import Place, name_key, places_from
from search.officials.people.asked import bears
from search.officials.people.conditions import of_post, of_wanted
from search.officials.people.ids import person_mark
from search.officials.people.store import PeopleFile
from search.officials.people.terms import term_in
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from typing import Self

    from search.officials.people.asked import AskedPost
    from search.officials.people.conditions import Wanted
    from search.officials.people.terms import Term
    from search.settings import DataDirectory

_PERSON = "number, id, spelt, known, articles, photos, first, last"
_ALL = 1 << 40
_REMEMBERED = 1 << 10


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a name, or all of whom nothing says who of the name they are.

    The latter are not ``known``. ``articles`` counts those that name them, ``photos`` the captions;
    ``first`` and ``last`` are the days of the first and last article that has one, else empty.
    """

    number: int
    id: str
    name: str
    known: bool
    articles: int
    photos: int
    first: str
    last: str
    terms: tuple[Term, ...] = ()


class Seen(NamedTuple):
    """A person in an article: every place that names them."""

    article_id: str
    published: str
    places: tuple[Place, ...]


class Register:
    """Reads the file of people. Raises PeopleMissing, StorageError.

    The last answers are remembered until somebody writes to the file.
    """

    def __init__(self, file: PeopleFile) -> None:
        self._file = file
        self._version = 0
        self._seen = lru_cache(_REMEMBERED)(self._find_seen)
        self._beside = lru_cache(_REMEMBERED)(self._find_beside)
        self._terms = lru_cache(_REMEMBERED)(self._find_terms)

    def _forget_what_is_past(self) -> None:
        version = self._file.number("PRAGMA data_version")
        if version != self._version:
            self._version = version
            for each in (self._seen, self._beside, self._terms):
                each.cache_clear()

    @classmethod
    def open(cls, data: DataDirectory) -> Self:
        """Open the file of a data directory."""
        return cls(PeopleFile(data.people))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @property
    def change(self) -> int:
        """The last change of the archive that is known."""
        return self._file.number("SELECT change FROM state")

    def called(self, typed: str) -> set[int]:
        """Return the numbers of the people of a full name."""
        folded_name = fold(name_key(typed))
        found = self._file.rows("SELECT number, key FROM name WHERE folded = ?", (folded_name,))
        return self._bearing(found, typed)

    def ending(self, typed: str) -> set[int]:
        """Return the numbers of the people whose names end so: ``Hùng``, ``Bá Hùng``."""
        given = fold(name_key(typed)).rpartition(" ")[2]
        found = self._file.rows("SELECT number, key FROM name WHERE given = ?", (given,))
        return self._bearing(found, typed)

    def _bearing(self, names: Iterable[sqlite3.Row], typed: str) -> set[int]:
        chosen = [row["number"] for row in names if bears(row["key"], typed)]
        rows = self._file.among("SELECT person FROM bears WHERE name IN", chosen)
        return {row["person"] for row in rows}

    def people(self, numbers: Iterable[int], limit: int = _ALL) -> list[Person]:
        """Return some people, known ones first, then those in most articles."""
        rows = self._file.rows(
            f"SELECT {_PERSON} FROM person WHERE number IN (SELECT value FROM json_each(?))"
            " ORDER BY known DESC, articles DESC, id LIMIT ?",
            (json.dumps([*numbers]), limit),
        )
        return self._persons(rows)

    def _persons(self, rows: Iterable[sqlite3.Row]) -> list[Person]:
        self._forget_what_is_past()
        return [_person(row, self._terms(row["number"])) for row in rows]

    def _find_terms(self, person: int) -> tuple[Term, ...]:
        rows = self._file.rows("SELECT * FROM office WHERE person = ? ORDER BY number", (person,))
        return tuple(map(term_in, rows))

    def names(self, numbers: Iterable[int]) -> Counter[str]:
        """Return how many known people among some have each name."""
        having = "SELECT spelt FROM person WHERE known AND number IN"
        return Counter(spelt for (spelt,) in self._file.among(having, [*numbers]))

    def identified(self, person_id: str) -> set[int]:
        """Return the number of the person with an id, given out now or earlier."""
        for row in self._file.rows("SELECT number FROM person WHERE id = ?", (person_id,)):
            return {row["number"]}
        name, _, mark = person_id.rpartition(".")
        return {
            row["person"]
            for row in self._file.rows(
                "SELECT id, person FROM name JOIN appearance ON name = name.number"
                " JOIN article ON article.number = article WHERE folded = ?",
                (name.replace("-", " "),),
            )
            if person_mark(row["id"]) == mark
        }

    def holding(self, post: AskedPost) -> set[int]:
        """Return the numbers of the people who were ever seen in a post."""
        conditions, values = of_post(post)
        rows = self._file.rows(f"SELECT DISTINCT person FROM office WHERE {conditions}", values)
        return {row["person"] for row in rows}

    def listed(self, wanted: Wanted, limit: int) -> list[Person]:
        """Return the people that a list asks for: known ones first, then those in most articles."""
        conditions, values = of_wanted(wanted)
        rows = self._file.rows(
            f"SELECT {_PERSON} FROM person WHERE {conditions}"
            " ORDER BY known DESC, articles DESC, id LIMIT ?",
            [*values, limit],
        )
        return self._persons(rows)

    def seen(self, person: int, limit: int = _ALL) -> list[Seen]:
        """Return the articles that name a person, the latest first, undated ones last."""
        self._forget_what_is_past()
        return self._seen(person, limit)

    def _find_seen(self, person: int, limit: int) -> list[Seen]:
        rows = self._file.rows(
            "SELECT id, published, (SELECT group_concat(places, ' ') FROM appearance"
            " WHERE article = latest.number AND person = ?1) AS places"
            " FROM (SELECT number, id, published FROM article WHERE number IN"
            " (SELECT article FROM appearance WHERE person = ?1)"
            " ORDER BY published DESC, id LIMIT ?2) AS latest ORDER BY published DESC, id",
            (person, limit),
        )
        return [
            Seen(row["id"], row["published"], tuple(places_from(row["places"]))) for row in rows
        ]

    def beside(self, person: int, limit: int) -> list[tuple[Person, int]]:
        """Return who is named beside, in how many articles; of terms they have the latest only."""
        self._forget_what_is_past()
        return self._beside(person, limit)

    def _find_beside(self, person: int, limit: int) -> list[tuple[Person, int]]:
        rows = self._file.rows(
            f"SELECT {_PERSON}, together FROM (SELECT other.person, count(*) AS together"
            " FROM appearance AS mine JOIN appearance AS other ON other.article = mine.article"
            " WHERE mine.person = ?1 AND other.person <> ?1"
            " GROUP BY other.person ORDER BY together DESC, other.person LIMIT ?2)"
            " JOIN person ON number = person ORDER BY together DESC, number",
            (person, limit),
        )
        terms = self._file.rows(
            "SELECT min(number), * FROM office WHERE person IN (SELECT value FROM json_each(?))"
            " GROUP BY person",  # the other columns are those of the row with the least number
            (json.dumps([row["number"] for row in rows]),),
        )
        latest = {each["person"]: (term_in(each),) for each in terms}
        return [(_person(row, latest.get(row["number"], ())), row["together"]) for row in rows]

    def appearances(self, person: int) -> list[tuple[str, str]]:
        """Return a person's name in each article, with the article's id, the earliest first."""
        rows = self._file.rows(
            "SELECT spelt, id FROM appearance JOIN article ON number = article WHERE person = ?"
            " ORDER BY published = '', published, id",
            (person,),
        )
        return [(row["spelt"], row["id"]) for row in rows]

    def person_in(self, name: str, article_id: str) -> str:
        """Return the id of whom an article means by a name that is in it."""
        [row] = self._file.rows(
            "SELECT person.id FROM name JOIN appearance ON name = name.number"
            " JOIN article ON article.number = article JOIN person ON person.number = person"
            " WHERE name.key = ? AND article.id = ?",
            (name_key(name), article_id),
        )
        return str(row["id"])

    def article_ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the ids of articles that Terms name, by number."""
        wanted = sorted(set(numbers))
        rows = self._file.among("SELECT number, id FROM article WHERE number IN", wanted)
        return {row["number"]: row["id"] for row in rows}


def _person(row: sqlite3.Row, terms: tuple[Term, ...]) -> Person:
    return Person(
        row["number"],
        row["id"],
        row["spelt"],
        bool(row["known"]),
        row["articles"],
        row["photos"],
        row["first"],
        row["last"],
        terms,
    )
