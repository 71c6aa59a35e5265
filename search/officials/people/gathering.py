"""Articles into the file of people: who appears in each, and whose people to tell apart again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.people.evidence import tells
from search.officials.people.schema import TABLES
from search.officials.people.settling import Settling
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.people.appearances import Written
    from search.officials.people.decisions import Decisions
    from search.officials.people.store import PeopleFile


#: Names whose numbers are remembered.
_MOST_NAMES = 300_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who appears in one article; nobody in one that was removed."""

    article_id: str
    published: str
    source: str
    appearances: tuple[Written, ...]


class Gathering:
    """Writes to one file. Only one may at a time: hold the writer lock."""

    def __init__(self, file: PeopleFile) -> None:
        self._file = file
        self._names: dict[str, int] = {}

    @property
    def held(self) -> tuple[int, str]:
        """The last change of the archive that the file has, and that change's token."""
        [state] = self._file.rows("SELECT change, token FROM state")
        return state["change"], state["token"]

    def forget(self) -> None:
        """Begin again from nothing: another archive has taken the place of the one known."""
        self._names.clear()
        with self._file.transaction():
            for table in TABLES:
                self._file.execute(f"DELETE FROM {table}")
            self._file.execute("UPDATE state SET change = 0, token = '', decisions = ''")

    def take(self, articles: Sequence[Gathered], change: int, token: str) -> None:
        """Put articles in the place of what was known of them, up to a change of the archive."""
        if len(self._names) > _MOST_NAMES:
            self._names.clear()
        try:
            with self._file.transaction():
                counts: Counter[int] = Counter()
                self._drop([each.article_id for each in articles], counts)
                self._put([each for each in articles if each.appearances], counts)
                self._count(counts)
                self._file.execute("UPDATE state SET change = ?, token = ?", (change, token))
        except BaseException:
            self._names.clear()  # numbers that were given out there may be another's
            raise

    def _drop(self, article_ids: Sequence[str], counts: Counter[int]) -> None:
        for row in self._file.among("SELECT number FROM article WHERE id IN", article_ids):
            number = (row["number"],)
            self._unsettle("SELECT name FROM appearance WHERE article = ?", number)
            names = self._file.rows("SELECT name FROM appearance WHERE article = ?", number)
            counts.subtract(each["name"] for each in names)
            self._file.execute_many(
                "DELETE FROM appearance WHERE name = ? AND article = ?",
                [(each["name"], *number) for each in names],
            )
            self._file.execute("DELETE FROM article WHERE number = ?", number)

    def _put(self, articles: Sequence[Gathered], counts: Counter[int]) -> None:
        self._number(each.key for article in articles for each in article.appearances)
        first = self._file.number("SELECT coalesce(max(number), 0) + 1 FROM article")
        self._file.execute_many(
            "INSERT INTO article VALUES (?, ?, ?, ?)",
            [
                (number, each.article_id, each.published, each.source)
                for number, each in enumerate(articles, first)
            ],
        )
        appearances = sorted(
            (self._names[each.key], number, each.spelt, each.places, each.posts, each.awards)
            for number, article in enumerate(articles, first)
            for each in article.appearances
        )
        counts.update(each[0] for each in appearances)
        self._file.execute_many("INSERT INTO appearance VALUES (?, ?, 0, ?, ?, ?, ?)", appearances)
        self._file.execute_many(
            "INSERT OR IGNORE INTO unsettled VALUES (?)",
            [(name,) for name in sorted({each[0] for each in appearances})],
        )

    def _number(self, keys: Iterable[str]) -> None:
        """Have the number of each name remembered; new names get one."""
        unknown = [key for key in dict.fromkeys(keys) if key not in self._names]
        for row in self._file.among("SELECT number, key FROM name WHERE key IN", unknown):
            self._names[row["key"]] = row["number"]
        new = [key for key in unknown if key not in self._names]
        first = self._file.number("SELECT coalesce(max(number), 0) + 1 FROM name")
        rows = []
        for number, key in enumerate(new, first):
            self._names[key] = number
            folded = fold(key)
            rows.append((number, key, folded, folded.rpartition(" ")[2]))
        self._file.execute_many(
            "INSERT INTO name (number, key, folded, given, articles) VALUES (?, ?, ?, ?, 0)", rows
        )

    def _count(self, counts: Counter[int]) -> None:
        """Count the articles of names; one that gets too common tells of nobody any more."""
        rows = []
        for name, key, before in self._file.among(
            "SELECT number, key, articles FROM name WHERE number IN", list(counts)
        ):
            after = before + counts[name]
            rows.append((after, name))
            if tells(key, before) != tells(key, after):
                self._unsettle(
                    "SELECT beside.name FROM appearance JOIN appearance AS beside"
                    " ON beside.article = appearance.article WHERE appearance.name = ?",
                    (name,),
                )
        self._file.execute_many("UPDATE name SET articles = ? WHERE number = ?", rows)

    def _unsettle(self, names: str, values: tuple[int | str, ...]) -> None:
        self._file.execute(f"INSERT OR IGNORE INTO unsettled {names}", values)

    def settle(self, decisions: Decisions) -> None:
        """Tell the people of every name apart that something was learnt about, as was decided."""
        with self._file.transaction():
            [state] = self._file.rows("SELECT decisions FROM state")
            if state["decisions"] != decisions.text:
                former = decisions.of(state["decisions"], self._file.path)
                self._unsettle_keys(decisions.keys | former.keys)
                self._file.execute("UPDATE state SET decisions = ?", (decisions.text,))
        Settling(self._file, decisions).all()

    def _unsettle_keys(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._unsettle("SELECT number FROM name WHERE key = ?", (key,))
