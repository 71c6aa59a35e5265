"""Lines that a newspaper's pages repeat article after article: learned by source, then left out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.archive.database import Database
    from search.article import Article

LONGEST_LINE = 300  # characters; boilerplate is short
FEWEST_ARTICLES = 10  # with the line, before it is taken for boilerplate
FEWEST_PERCENT = 20  # of the source's articles
BUCKET = 1000  # articles of a source, after which rare lines are forgotten


@dataclass(frozen=True, slots=True)
class RepeatedLine:
    """A line left out of a source's articles, and in how many of them it stood."""

    source: str
    line: str
    articles: int


class RepeatedLines:
    """The lines that one archive has learned, for good: what it left out once stays out.

    Lossy counting (Manku and Motwani, 2002) bounds the table: a source keeps the short lines of
    its last BUCKET articles, and those that came more often than once a BUCKET. The same articles
    in the same order teach the same lines.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def without(self, article: Article) -> Article:
        """Return ``article`` without the lines learned of its source, unless no other is left."""
        lines = article.paragraphs
        digests = [_digest(line) for line in lines]
        known = self._learned(article.source)
        kept = [line for line, digest in zip(lines, digests, strict=True) if digest not in known]
        if len(kept) == len(lines) or not (kept or article.lead or article.captions):
            return article
        return replace(article, body="\n".join(kept))

    def learn(self, article: Article) -> None:
        """Count the lines of one more article of its source, as it was before any was left out."""
        lines = {_digest(line): line for line in article.paragraphs if len(line) <= LONGEST_LINE}
        source = article.source
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO page_source VALUES (?, 1)"
                " ON CONFLICT (source) DO UPDATE SET articles = articles + 1",
                (source,),
            )
            seen = self._database.number(
                "SELECT articles FROM page_source WHERE source = ?", (source,)
            )
            self._database.execute_many(
                "INSERT INTO repeated_line VALUES (?, ?, ?, 1, ?, 0)"
                " ON CONFLICT (source, digest) DO UPDATE SET articles = articles + 1,"
                f" learned = learned OR (articles + 1 >= {FEWEST_ARTICLES}"
                f" AND 100 * (articles + 1) >= {FEWEST_PERCENT} * ?)",
                [
                    (source, digest, line, (seen - 1) // BUCKET, seen)
                    for digest, line in lines.items()
                ],
            )
            if seen % BUCKET == 0:
                self._database.execute(
                    "DELETE FROM repeated_line"
                    " WHERE source = ? AND NOT learned AND articles + since <= ?",
                    (source, seen // BUCKET),
                )

    def learned(self) -> list[RepeatedLine]:
        """Return the lines left out, by source, the most frequent first."""
        rows = self._database.rows(
            "SELECT source, line, articles FROM repeated_line WHERE learned"
            " ORDER BY source, articles DESC, line"
        )
        return [RepeatedLine(*row) for row in rows]

    def _learned(self, source: str) -> set[bytes]:
        rows = self._database.rows(
            "SELECT digest FROM repeated_line WHERE source = ? AND learned", (source,)
        )
        return {row["digest"] for row in rows}


def _digest(line: str) -> bytes:
    import hashlib  # a search needs none

    return hashlib.sha256(line.encode()).digest()[:16]
