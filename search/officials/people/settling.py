"""The people of a name told apart, and what is known of each put down for searches to read."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple
from typing import TYPE_CHECKING

from search.officials.people.appearances import places_from, posts_from
from search.officials.people.clustering import ALONE, Seen, clusters
from search.officials.people.decisions import Named
from search.officials.people.evidence import RARE, home, signs, tells
from search.officials.people.honours import honours
from search.officials.people.ids import person_mark
from search.officials.people.terms import Showing, terms
from search.officials.people.where import Where, folded
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from search.officials.people.clustering import Cluster
    from search.officials.people.decisions import Decisions
    from search.officials.people.store import PeopleFile
    from search.officials.people.terms import Term

#: Names settled in one transaction: a reader sees each before or after.
_AT_ONCE = 1_000
_PERSON_COLUMNS = 8
_OFFICE_COLUMNS = 15
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
                self._settle({each["number"]: each["key"] for each in names})
                last = names[-1]["number"]
                self._file.execute("DELETE FROM unsettled WHERE name <= ?", (last,))

    def _settle(self, names: dict[int, str]) -> None:
        family_of = self._families(names)
        self._forget([*family_of])
        families: dict[int, list[sqlite3.Row]] = {}
        for row in self._file.rows(
            "SELECT name, article, spelt, places, posts, awards, key, id, published, source"
            " FROM appearance JOIN article ON article.number = article"
            f" JOIN name ON name.number = name WHERE name IN ({_marks(family_of)})"
            " ORDER BY name, article",
            [*family_of],
        ):
            families.setdefault(family_of[row["name"]], []).append(row)
        frequent = {family for family, rows in families.items() if len(rows) > 1}
        beside = self._beside(
            {name: family for name, family in family_of.items() if family in frequent}
        )
        people = _Told(
            self._file.number("SELECT coalesce(max(number), 0) FROM person"),
            self._file.number("SELECT coalesce(max(number), 0) FROM office"),
        )
        for family, rows in families.items():
            if len(rows) == 1:
                people.add(ALONE, rows)
                continue
            seen = [
                Seen(
                    Named(row["key"], row["id"]),
                    frozenset(signs(posts_from(row["posts"]), row["source"])),
                    frozenset(beside.get((family, row["article"]), ())),
                )
                for row in rows
            ]
            for each in clusters(seen, self._decisions):
                people.add(each, [rows[at] for at in each.members])
        people.write(self._file)

    def _families(self, names: dict[int, str]) -> dict[int, int]:
        """Return the names to be settled together with each, as the number of one of them."""
        found: dict[int, int] = {}
        for number, key in names.items():
            if key not in self._decided:
                found[number] = number
            elif number not in found:
                keys = sorted(self._decisions.family(key))
                for row in self._file.rows(
                    f"SELECT number FROM name WHERE key IN ({_marks(keys)})", keys
                ):
                    found[row["number"]] = number
        return found

    def _forget(self, names: Sequence[int]) -> None:
        people = f"(SELECT person FROM bears WHERE name IN ({_marks(names)}))"
        offices = f"(SELECT number FROM office WHERE person IN {people})"
        self._file.execute(f"DELETE FROM shows WHERE office IN {offices}", names)
        self._file.execute(f"DELETE FROM office WHERE person IN {people}", names)
        self._file.execute(f"DELETE FROM award WHERE person IN {people}", names)
        self._file.execute(f"DELETE FROM person WHERE number IN {people}", names)
        self._file.execute(f"DELETE FROM bears WHERE person IN {people}", names)

    def _beside(self, family_of: dict[int, int]) -> dict[tuple[int, int], set[str]]:
        """Return the telling names beside those of each family in each article."""
        found: dict[tuple[int, int], set[str]] = {}
        for row in self._file.rows(
            "SELECT mine.name, mine.article, key, articles FROM appearance AS mine"
            " JOIN appearance AS other ON other.article = mine.article"
            " AND other.name <> mine.name JOIN name ON number = other.name"
            f" WHERE mine.name IN ({_marks(family_of)}) AND articles <= {RARE}",
            [*family_of],
        ):
            if tells(row["key"], row["articles"]):
                in_article = family_of[row["name"]], row["article"]
                found.setdefault(in_article, set()).add(f"+{row['key']}")
        return found


class _Told:
    """People told apart, as rows for the tables; numbers go on from the last ones given out."""

    def __init__(self, last: int, last_office: int) -> None:
        self._last = last
        self._last_office = last_office
        self._people: list[tuple[object, ...]] = []
        self._bears: list[tuple[int, int]] = []
        self._appearances: list[tuple[int, int, int]] = []
        self._offices: list[tuple[object, ...]] = []
        self._shows: list[tuple[int, int]] = []
        self._awards: list[tuple[object, ...]] = []

    def add(self, cluster: Cluster, rows: Sequence[sqlite3.Row]) -> None:
        """Take the person of a cluster, which has these appearances."""
        self._last += 1
        person = self._last
        dates = sorted(row["published"] for row in rows if row["published"])
        photos = sum(
            len({each.photo for each in places_from(row["places"]) if each.photo})
            for row in rows
            if ":" in row["places"]  # only photos have one
        )
        self._people.append(
            (
                person,
                _person_id(cluster, rows),
                _usual([row["spelt"] for row in rows]),
                cluster.known,
                len({row["article"] for row in rows}),
                photos,
                dates[0] if dates else "",
                dates[-1] if dates else "",
            )
        )
        self._bears += [(name, person) for name in {row["name"] for row in rows}]
        self._appearances += [(person, row["name"], row["article"]) for row in rows]
        self._add_offices(person, rows)
        self._awards += [(person, *astuple(each)) for each in honours(rows)]

    def write(self, file: PeopleFile) -> None:
        """Put all down."""
        file.execute_many(
            f"INSERT INTO person VALUES ({_marks(range(_PERSON_COLUMNS))})", self._people
        )
        file.execute_many("INSERT INTO bears VALUES (?, ?)", self._bears)
        file.execute_many(
            "UPDATE appearance SET person = ? WHERE name = ? AND article = ?", self._appearances
        )
        file.execute_many(
            f"INSERT INTO office VALUES ({_marks(range(_OFFICE_COLUMNS))})", self._offices
        )
        file.execute_many("INSERT INTO shows VALUES (?, ?)", self._shows)
        file.execute_many("INSERT INTO award VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", self._awards)

    def _add_offices(self, person: int, rows: Iterable[sqlite3.Row]) -> None:
        showings = [
            Showing(
                held,
                row["published"],
                row["article"],
                row["places"].split()[held.at],
                home(row["source"]),
            )
            for row in rows
            if row["posts"]
            for held in posts_from(row["posts"])
        ]
        for term, shown in terms(showings):
            self._last_office += 1
            self._offices.append((self._last_office, person, *_columns(term)))
            articles = {each.article for each in shown}
            self._shows += [(self._last_office, article) for article in articles]


def _columns(term: Term) -> tuple[object, ...]:
    return (
        term.title,
        term.organisation.name,
        term.organisation.place,
        term.former,
        term.first,
        term.last,
        term.articles,
        term.article,
        term.shown,
        folded(term.title),
        *Where.of(term.organisation, term.home),
    )


def _person_id(cluster: Cluster, rows: Iterable[sqlite3.Row]) -> str:
    """Return an id that names a person by an article: it means the same in every rebuild."""
    first = min(rows, key=lambda row: (row["published"] or _UNDATED, row["id"]))
    mark = person_mark(first["id"]) if cluster.known else "?"
    return f"{fold(first['key']).replace(' ', '-')}.{mark}"


def _usual(spelt: Sequence[str]) -> str:
    """Return the most frequent spelling, of several the first by the alphabet."""
    if len(spelt) == 1:
        return spelt[0]
    return min(Counter(spelt).items(), key=lambda each: (-each[1], each[0]))[0]


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
