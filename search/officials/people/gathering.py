"""Articles into the file of people: who appears in each, and whose people to tell apart again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.people.appearances import places_as_text, posts_as_text
from search.officials.people.evidence import tells
from search.officials.people.settling import Settling
from search.officials.people.store import TABLES
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.people.appearances import Appearance
    from search.officials.people.decisions import Decisions
    from search.officials.people.store import PeopleFile


@dataclass(frozen=True, slots=True)
class Gathered:
    """Who appears in one article; nobody in one that was removed."""

    article_id: str
    published: str
    source: str
    appearances: tuple[Appearance, ...]


class Gathering:
    """Writes to one file. Only one may at a time: hold the writer lock."""

    def __init__(self, file: PeopleFile) -> None:
        self._file = file

    @property
    def held(self) -> tuple[int, str]:
        """The last change of the archive that the file has, and that change's token."""
        [state] = self._file.rows("SELECT change, token FROM state")
        return state["change"], state["token"]

    def forget(self) -> None:
        """Begin again from nothing: another archive has taken the place of the one known."""
        with self._file.transaction():
            for table in TABLES:
                self._file.execute(f"DELETE FROM {table}")
            self._file.execute("UPDATE state SET change = 0, token = '', decisions = ''")

    def take(self, articles: Sequence[Gathered], change: int, token: str) -> None:
        """Put articles in the place of what was known of them, up to a change of the archive."""
        with self._file.transaction():
            counts: Counter[int] = Counter()
            for each in articles:
                self._drop(each.article_id, counts)
                if each.appearances:
                    self._put(each, counts)
            self._count(counts)
            self._file.execute("UPDATE state SET change = ?, token = ?", (change, token))

    def _drop(self, article_id: str, counts: Counter[int]) -> None:
        for row in self._file.rows("SELECT number FROM article WHERE id = ?", (article_id,)):
            number = (row["number"],)
            self._unsettle("SELECT name FROM appearance WHERE article = ?", number)
            names = self._file.rows("SELECT name FROM appearance WHERE article = ?", number)
            counts.subtract(each["name"] for each in names)
            self._file.execute_many(
                "DELETE FROM appearance WHERE name = ? AND article = ?",
                [(each["name"], *number) for each in names],
            )
            self._file.execute("DELETE FROM article WHERE number = ?", number)

    def _put(self, gathered: Gathered, counts: Counter[int]) -> None:
        article = self._file.execute(
            "INSERT INTO article (id, published, source) VALUES (?, ?, ?)",
            (gathered.article_id, gathered.published, gathered.source),
        )
        names = [self._name(each.key) for each in gathered.appearances]
        counts.update(names)
        self._file.execute_many(
            "INSERT INTO appearance VALUES (?, ?, 0, ?, ?, ?)",
            [
                (name, article, each.spelt, places_as_text(each.places), posts_as_text(each.posts))
                for name, each in zip(names, gathered.appearances, strict=True)
            ],
        )
        self._file.execute_many(
            "INSERT OR IGNORE INTO unsettled VALUES (?)", [(name,) for name in names]
        )

    def _name(self, key: str) -> int:
        for row in self._file.rows("SELECT number FROM name WHERE key = ?", (key,)):
            return int(row["number"])
        folded = fold(key)
        return self._file.execute(
            "INSERT INTO name (key, folded, given, articles) VALUES (?, ?, ?, 0)",
            (key, folded, folded.rpartition(" ")[2]),
        )

    def _count(self, counts: Counter[int]) -> None:
        """Count the articles of names; one that gets too common tells of nobody any more."""
        for name, more in counts.items():
            [row] = self._file.rows("SELECT key, articles FROM name WHERE number = ?", (name,))
            before, after = row["articles"], row["articles"] + more
            if tells(row["key"], before) != tells(row["key"], after):
                self._unsettle(
                    "SELECT beside.name FROM appearance JOIN appearance AS beside"
                    " ON beside.article = appearance.article WHERE appearance.name = ?",
                    (name,),
                )
            self._file.execute("UPDATE name SET articles = ? WHERE number = ?", (after, name))

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
