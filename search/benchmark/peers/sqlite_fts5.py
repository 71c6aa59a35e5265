"""SQLite FTS5, as a script with the sqlite3 module uses it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING

from search.benchmark.collection import FIELDS
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import Matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.benchmark.collection import Collection, PlainDocument
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery

_NAMES = ", ".join(FIELDS)
#: The texts themselves are not kept: no other engine of the comparison keeps them.
_SCHEMA = f"""
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT, year INTEGER, source TEXT);
CREATE VIRTUAL TABLE articles USING fts5(
    {_NAMES}, content = '', tokenize = 'unicode61 remove_diacritics 0'
);
INSERT INTO articles (articles, rank)
VALUES ('rank', 'bm25({", ".join(str(weight) for weight in FIELDS.values())})');
"""
_BEST = """
SELECT id FROM articles JOIN documents ON number = articles.rowid
WHERE articles MATCH ? {filter} ORDER BY rank LIMIT ?
"""
_COUNT = """
SELECT source, count(*) FROM articles JOIN documents ON number = articles.rowid
WHERE articles MATCH ? GROUP BY source ORDER BY count(*) DESC
"""


class SqliteFts5:
    """A table without content, ``bm25()`` with weights of columns, in the order of ``rank``."""

    name = "sqlite fts5"
    index = "sqlite"
    most_articles = None

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index all articles; one segment is what ``optimize`` makes."""
        self.write(collection.documents(), folder, shares(collection.count, segments))
        if segments == 1:
            with closing(sqlite3.connect(folder / "fts.sqlite3")) as database, database:
                database.execute("INSERT INTO articles (articles) VALUES ('optimize')")

    def write(
        self, documents: Iterable[PlainDocument], folder: Path, shares: Sequence[int] = ()
    ) -> None:
        """Index documents, in one transaction for each share."""
        columns = f"(rowid, {_NAMES}) VALUES (?{', ?' * len(FIELDS)})"
        numbers = count(1)
        with closing(sqlite3.connect(folder / "fts.sqlite3")) as database:
            database.executescript(_SCHEMA)
            for share in shared(documents, shares):
                with database:
                    for number, each in zip(numbers, share, strict=False):
                        known = (number, each.id, each.year, each.source)
                        database.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", known)
                        texts = (number, *each.texts.values())
                        database.execute(f"INSERT INTO articles {columns}", texts)

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Open(folder / "fts.sqlite3")


class _Open:
    segments = None

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        # sqlite opens a file when it is first read
        self._database.execute("SELECT rank FROM articles LIMIT 0")

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        if query.folded:
            return None
        between = {Matching.ANY: " OR ", Matching.ALL: " AND ", Matching.PHRASE: " "}
        asked = between[query.matching].join(query.tokens)
        if query.matching is Matching.PHRASE:
            asked = f'"{asked}"'
        sql = _BEST.format(filter="" if query.year is None else f"AND year = {query.year}")

        def run() -> list[str]:
            found = [each for (each,) in self._database.execute(sql, (asked, limit))]
            if query.counted:
                self._database.execute(_COUNT, (asked,)).fetchall()
            return found

        return run

    def close(self) -> None:
        self._database.close()
