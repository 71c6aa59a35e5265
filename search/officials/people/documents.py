"""Which articles and photos mention some people, or whoever holds a post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.officials.people.conditions import of_post

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from search.labels import DocumentKey
    from search.officials.people.asked import AskedPost
    from search.officials.people.store import PeopleFile

_AT_ONCE = 500
_PHOTO = re.compile(r"c(\d+):")


class Documents:
    """Reads the file of people. Raises PeopleMissing, StorageError."""

    def __init__(self, file: PeopleFile) -> None:
        self._file = file

    def naming(self, people: Iterable[int]) -> Iterator[DocumentKey]:
        """Yield the articles that name any of some people, and the photos that do."""
        numbers = list(people)
        for at in range(0, len(numbers), _AT_ONCE):
            now = numbers[at : at + _AT_ONCE]
            yield from _keys(
                self._file.rows(
                    "SELECT id, places FROM appearance JOIN article ON number = article"
                    f" WHERE person IN ({', '.join('?' * len(now))})",
                    now,
                )
            )

    def holding(self, post: AskedPost) -> Iterator[DocumentKey]:
        """Yield the articles that name whoever holds a post, and the photos that do.

        Those that say so, and those of the days between the first and the last that does.
        """
        if post.empty:
            return
        conditions, values = of_post(post)
        yield from _keys(
            self._file.rows(
                "WITH held AS (SELECT number, person, first, last FROM office"
                f" WHERE {conditions} AND NOT former)"
                " SELECT id, places FROM held JOIN appearance ON appearance.person = held.person"
                " JOIN article ON article.number = appearance.article"
                " WHERE (first <> '' AND published BETWEEN first AND last) OR EXISTS"
                " (SELECT 1 FROM shows WHERE office = held.number AND article = article.number)",
                values,
            )
        )

    def names(self, people: Iterable[int], most: int) -> list[str]:
        """Return the names of some people, those in most articles first."""
        numbers = list(people)
        counts: dict[str, int] = {}
        for at in range(0, len(numbers), _AT_ONCE):
            now = numbers[at : at + _AT_ONCE]
            for row in self._file.rows(
                f"SELECT spelt, articles FROM person WHERE number IN ({', '.join('?' * len(now))})",
                now,
            ):
                counts[row["spelt"]] = counts.get(row["spelt"], 0) + row["articles"]
        return sorted(counts, key=lambda name: (-counts[name], name))[:most]


def _keys(rows: Iterable[sqlite3.Row]) -> Iterator[DocumentKey]:
    for article_id, places in rows:
        yield article_id, 0
        for photo in _PHOTO.findall(places):
            yield article_id, int(photo)
