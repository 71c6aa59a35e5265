"""The people of a name told apart, and what is known of each put down for searches to read."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from search.officials.people.appearances import places_from, posts_from
from search.officials.people.clustering import Seen, clusters
from search.officials.people.decisions import Named
from search.officials.people.evidence import home, signs, tells
from search.officials.people.terms import Showing, terms
from search.officials.people.where import Where, folded
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from search.officials.people.clustering import Cluster
    from search.officials.people.decisions import Decisions
    from search.officials.people.store import PeopleFile

#: Names settled in one transaction: a reader sees each before or after.
_AT_ONCE = 1_000
_OFFICE_COLUMNS = 14
_UNDATED = "~"  # comes after every date


class Settling:
    """One run over all names that something was learnt about."""

    def __init__(self, file: PeopleFile, decisions: Decisions) -> None:
        self._file = file
        self._decisions = decisions
        self._decided = decisions.keys

    def all(self) -> None:
        """Settle what is unsettled. An interrupted run is gone on with by the next."""
        while names := self._file.rows(
            "SELECT number, key FROM unsettled JOIN name ON number = name"
            f" ORDER BY number LIMIT {_AT_ONCE}"
        ):
            with self._file.transaction():
                for each in names:
                    self._settle(each["number"], each["key"])
                last = names[-1]["number"]
                self._file.execute("DELETE FROM unsettled WHERE name <= ?", (last,))

    def _settle(self, number: int, key: str) -> None:
        family = [number]
        if key in self._decided:
            keys = sorted(self._decisions.family(key))
            rows = self._file.rows(
                f"SELECT number FROM name WHERE key IN ({_marks(keys)})", tuple(keys)
            )
            family = [each["number"] for each in rows]
        self._forget(family)
        appearances = self._file.rows(
            "SELECT name, article, spelt, places, posts, key, id, published, source"
            " FROM appearance JOIN article ON article.number = article"
            f" JOIN name ON name.number = name WHERE name IN ({_marks(family)})",
            family,
        )
        if appearances:
            seen = self._seen(appearances, family)
            for each in clusters(seen, self._decisions):
                self._put(each, [appearances[at] for at in each.members])

    def _forget(self, names: Sequence[int]) -> None:
        people = f"(SELECT person FROM bears WHERE name IN ({_marks(names)}))"
        self._file.execute(f"DELETE FROM office WHERE person IN {people}", names)
        self._file.execute(f"DELETE FROM person WHERE number IN {people}", names)
        self._file.execute(f"DELETE FROM bears WHERE person IN {people}", names)

    def _seen(self, appearances: Sequence[sqlite3.Row], names: Sequence[int]) -> list[Seen]:
        beside: dict[int, set[str]] = {}
        if len(appearances) > 1:
            for row in self._file.rows(
                "SELECT mine.article, name.key, name.articles FROM appearance AS mine"
                " JOIN appearance AS other ON other.article = mine.article"
                " AND other.name <> mine.name JOIN name ON number = other.name"
                f" WHERE mine.name IN ({_marks(names)})",
                names,
            ):
                if tells(row["key"], row["articles"]):
                    beside.setdefault(row["article"], set()).add(f"+{row['key']}")
        return [
            Seen(
                Named(row["key"], row["id"]),
                frozenset(signs(posts_from(row["posts"]), row["source"])),
                frozenset(beside.get(row["article"], ())),
            )
            for row in appearances
        ]

    def _put(self, cluster: Cluster, rows: Sequence[sqlite3.Row]) -> None:
        dates = sorted(row["published"] for row in rows if row["published"])
        spelt = Counter(row["spelt"] for row in rows).most_common()
        photos = sum(
            len({each.photo for each in places_from(row["places"]) if each.photo}) for row in rows
        )
        person = self._file.execute(
            "INSERT INTO person (id, spelt, known, articles, photos, first, last)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                _person_id(cluster, rows),
                min(spelt, key=lambda each: (-each[1], each[0]))[0],
                cluster.known,
                len({row["article"] for row in rows}),
                photos,
                dates[0] if dates else "",
                dates[-1] if dates else "",
            ),
        )
        names = {row["name"] for row in rows}
        self._file.execute_many("INSERT INTO bears VALUES (?, ?)", [(n, person) for n in names])
        self._file.execute_many(
            "UPDATE appearance SET person = ? WHERE name = ? AND article = ?",
            [(person, row["name"], row["article"]) for row in rows],
        )
        self._put_offices(person, rows)

    def _put_offices(self, person: int, rows: Iterable[sqlite3.Row]) -> None:
        showings = [
            Showing(
                held,
                row["published"],
                row["article"],
                row["places"].split()[held.at],
                home(row["source"]),
            )
            for row in rows
            for held in posts_from(row["posts"])
        ]
        self._file.execute_many(
            f"INSERT INTO office VALUES ({', '.join('?' * _OFFICE_COLUMNS)})",
            [
                (
                    person,
                    each.title,
                    each.organisation.name,
                    each.organisation.place,
                    each.former,
                    each.first,
                    each.last,
                    each.articles,
                    each.article,
                    each.shown,
                    folded(each.title),
                    *Where.of(each.organisation, each.home),
                )
                for each in terms(showings)
            ],
        )


def person_mark(article_id: str) -> str:
    """Return the end of the ids of the people whose first article has this id."""
    return blake2b(article_id.encode(), digest_size=4).hexdigest()


def _person_id(cluster: Cluster, rows: Iterable[sqlite3.Row]) -> str:
    """Return an id that names a person by an article: it means the same in every rebuild."""
    first = min(rows, key=lambda row: (row["published"] or _UNDATED, row["id"]))
    mark = person_mark(first["id"]) if cluster.known else "?"
    return f"{fold(first['key']).replace(' ', '-')}.{mark}"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
