"""SQLite FTS5 as a script with the sqlite3 module uses it: one text, any word, bm25()."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from search.evaluation.baselines import cuts
from search.evaluation.runs import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.article import Article

_BEST = "SELECT rowid, -rank FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?"


class Fts5:
    """Articles in a table in memory. ``folding`` drops accents, as FTS5 does unless told not to.

    It knows nothing of ``đ``, which is a letter of its own to Unicode, and stays one.
    """

    def __init__(self, articles: Iterable[Article], *, folding: bool) -> None:
        self.name = "sqlite fts5, folding" if folding else "sqlite fts5"
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE articles USING fts5(text, content = '',"
            f" tokenize = 'unicode61 remove_diacritics {2 if folding else 0}')"
        )
        self._ids: list[str] = []
        for article in articles:
            self._ids.append(article.id)
            row = (len(self._ids) - 1, "\n".join(cuts.texts(article)))
            self._database.execute("INSERT INTO articles (rowid, text) VALUES (?, ?)", row)

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        """Return the best articles: see System."""
        asked = " OR ".join(f'"{each}"' for each in cuts.syllables(text))
        if not asked:
            return []
        rows = self._database.execute(_BEST, (asked, limit))
        return [Ranked(self._ids[number], score) for number, score in rows]
