"""A file of people as values that can be kept anywhere, and a file made of such values again."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from search.errors import StorageError
from search.officials.people.store import PeopleFile, PeopleMissing, delete

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Rows by the name of their table.
Rows = dict[str, list[list[Any]]]


def rows_of_people(file: PeopleFile) -> Iterator[Rows]:
    """Yield the rows of each person: names, posts, awards. A name of several is with each."""
    names = _by_person(
        file,
        "SELECT person AS owner, name.* FROM bears JOIN name ON name.number = name"
        " ORDER BY person, name",
    )
    offices = _by_person(
        file, "SELECT person AS owner, office.* FROM office ORDER BY person, number"
    )
    awards = _by_person(file, "SELECT person AS owner, award.* FROM award ORDER BY person, number")
    for row in file.rows("SELECT * FROM person ORDER BY number"):
        number = row["number"]
        own = names.get(number, [])
        yield {
            "person": [[*row]],
            "name": own,
            "bears": [[name[0], number] for name in own],
            "office": offices.get(number, []),
            "award": awards.get(number, []),
        }


def rows_of_articles(file: PeopleFile, at_once: int) -> Iterator[Rows]:
    """Yield the rows of so many articles at a time: whom each names, and whose posts it shows."""
    last = 0
    while articles := file.rows(
        "SELECT * FROM article WHERE number > ? ORDER BY number LIMIT ?", (last, at_once)
    ):
        bounds = articles[0]["number"], articles[-1]["number"]
        last = bounds[1]
        yield {
            "article": [[*each] for each in articles],
            **{
                table: [
                    [*each]
                    for each in file.rows(
                        f"SELECT * FROM {table} WHERE article BETWEEN ? AND ?", bounds
                    )
                ]
                for table in ("appearance", "shows")
            },
        }


def _by_person(file: PeopleFile, statement: str) -> dict[int, list[list[Any]]]:
    rows = groupby(file.rows(statement), key=itemgetter("owner"))
    return {owner: [[*each][1:] for each in own] for owner, own in rows}


class Copy:
    """A file of people beside the one at ``path``, which takes its place when it is whole.

    Whoever reads the one that was there goes on reading it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.coming = path.with_name(f"{path.name}.{uuid4().hex[:8]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        delete(self.coming)

    def fill(self, rows: Iterable[Rows]) -> None:
        """Put rows in. Raises StorageError, PeopleMissing for rows of another version."""
        with closing(PeopleFile(self.coming, create=True)) as file, file.transaction():
            for each in rows:
                for table, own in each.items():
                    if own:
                        marks = ", ".join("?" * len(own[0]))
                        file.execute_many(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", own)

    def put_in_place(self, token: str) -> None:
        """Have it read from now on, as what ``token`` names. Raises StorageError."""
        with closing(PeopleFile(self.coming)) as file:
            file.execute("UPDATE state SET token = ?", (token,))
            file.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file that is moved
        try:
            delete(self._path)
            self.coming.replace(self._path)
        except OSError as error:
            raise StorageError(self._path, error.strerror or str(error)) from error


def token_of(path: Path) -> str:
    """Return what the file at ``path`` was put in place as, "" where there is none to be read."""
    try:
        with closing(PeopleFile(path)) as file:
            [state] = file.rows("SELECT token FROM state")
            return str(state["token"])
    except (PeopleMissing, StorageError):
        return ""
