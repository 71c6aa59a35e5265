"""The archive: accepted articles and their revisions in one SQLite file, the truth of it all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from search.archive.abbreviations import Abbreviations
from search.archive.database import Database, now
from search.archive.quarantine import Quarantine
from search.archive.repeated_lines import RepeatedLines
from search.archive.rows import REVISION_COLUMNS, article_from, revision_values
from search.archive.titles import Titles
from search.article import Revision
from search.errors import ArchiveDamaged, ArticleMissing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from search.article import Article

_AT_ONCE = 500  # ids in one SELECT; SQLite's own limit on parameters is higher
_LAST = 2**63 - 1  # no change has a higher number

_REVISION = ("article_id", "number", "content_hash", "accepted_at", "origin", *REVISION_COLUMNS)
_INSERT_REVISION = (
    f"INSERT INTO revision ({', '.join(_REVISION)}) VALUES ({', '.join('?' * len(_REVISION))})"
)
_IN_FORCE = "article JOIN {0} ON {0}.article_id = id AND {0}.number = article.revision"


class Outcome(StrEnum):
    """What became of an article handed to the archive."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"  # it has a tombstone, and stays removed


@dataclass(frozen=True, slots=True)
class Change:
    """The latest change to one article; ``removed`` where that change was its removal."""

    number: int
    article_id: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the archive holds; removed articles count under ``removed`` alone."""

    articles: int
    captions: int
    revisions: int
    removed: int
    quarantined: int


class Archive:
    """One archive file. What ``accept`` has returned survives a crash of the machine.

    Not for several threads at once; open one each. Raises ArchiveMissing unless told to
    ``create``, ArchiveDamaged, NewerSchema or StorageError.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._database = Database(path, create=create)
        self.quarantine = Quarantine(self._database)
        self.abbreviations = Abbreviations(self._database)
        self.repeated_lines = RepeatedLines(self._database)
        self.titles = Titles(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Make all that is written inside durable together, or none of it."""
        return self._database.transaction()

    def accept(self, article: Article, origin: str) -> Outcome:
        """Keep ``article``; on return, or at the end of the transaction, it is on the disk.

        An article whose content is the revision in force changes nothing. One with a tombstone
        stays removed: whoever took it out of the archive did not mean until the next run.
        """
        with self._database.transaction():
            return self._accept(article, origin)

    def _accept(self, article: Article, origin: str) -> Outcome:
        content_hash = article.content_hash()
        in_force = self._database.rows(
            "SELECT article.revision, removed_at, content_hash"
            f" FROM {_IN_FORCE.format('revision')} WHERE id = ?",
            (article.id,),
        )
        if not in_force:
            self._write(article, 1, content_hash, origin)
            return Outcome.NEW
        [known] = in_force
        if known["removed_at"] is not None:
            return Outcome.REMOVED
        if known["content_hash"] == content_hash:
            return Outcome.UNCHANGED
        self._write(article, known["revision"] + 1, content_hash, origin)
        return Outcome.CHANGED

    def _write(self, article: Article, number: int, content_hash: str, origin: str) -> None:
        self._database.execute(
            "INSERT INTO article (id, revision, change) VALUES (?, ?, ?) ON CONFLICT (id)"
            " DO UPDATE SET revision = excluded.revision, change = excluded.change",
            (article.id, number, self._new_change()),
        )
        values = (article.id, number, content_hash, now(), origin, *revision_values(article))
        self._database.execute(_INSERT_REVISION, values)
        self._database.execute_many(
            "INSERT INTO caption VALUES (?, ?, ?, ?, ?, ?)",
            [(article.id, number, c.ordinal, c.text, c.alt, c.credit) for c in article.captions],
        )

    def _new_change(self) -> int:
        """Write one more change into the history and return its number."""
        statement = "INSERT INTO history (token) VALUES (lower(hex(randomblob(8))))"
        found = self._database.execute(statement)
        assert found.lastrowid is not None  # noqa: S101 - an INSERT that did not raise has one
        return found.lastrowid

    def remove(self, article_id: str) -> None:
        """Put a tombstone on an article; its revisions are kept. Raises ArticleMissing."""
        self._set_removed(article_id, now(), was="NULL")

    def restore(self, article_id: str) -> None:
        """Take the tombstone off an article. Raises ArticleMissing."""
        self._set_removed(article_id, None, was="NOT NULL")

    def _set_removed(self, article_id: str, removed_at: str | None, *, was: str) -> None:
        with self._database.transaction():
            update = "UPDATE article SET removed_at = ?, change = ? WHERE id = ?"
            values = (removed_at, self._new_change(), article_id)
            found = self._database.execute(f"{update} AND removed_at IS {was}", values)
            if not found.rowcount:
                raise ArticleMissing(article_id)

    def article(self, article_id: str) -> Article:
        """Return one article. Raises ArticleMissing, also for a removed one."""
        found = self.articles([article_id])
        if not found:
            raise ArticleMissing(article_id)
        return found[article_id]

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Return the articles in force among ``article_ids``, by id."""
        return {each.article.id: each.article for each in self.revisions(article_ids)}

    def revisions(self, article_ids: Sequence[str]) -> list[Revision]:
        """Return the revisions in force of ``article_ids``, in any order."""
        found: list[Revision] = []
        with self._database.snapshot():  # an article and its photos are of the same revision
            for at in range(0, len(article_ids), _AT_ONCE):
                found += self._revisions(article_ids[at : at + _AT_ONCE])
        return found

    def _revisions(self, article_ids: Sequence[str]) -> list[Revision]:
        chosen = f"WHERE id IN ({', '.join('?' * len(article_ids))}) AND removed_at IS NULL"
        captions: dict[str, list[sqlite3.Row]] = {}
        for row in self._database.rows(
            f"SELECT caption.* FROM {_IN_FORCE.format('caption')} {chosen} ORDER BY ordinal",
            article_ids,
        ):
            captions.setdefault(row["article_id"], []).append(row)
        rows = self._database.rows(
            f"SELECT revision.* FROM {_IN_FORCE.format('revision')} {chosen}", article_ids
        )
        return [self._revision(row, captions) for row in rows]

    def _revision(self, row: sqlite3.Row, captions: dict[str, list[sqlite3.Row]]) -> Revision:
        try:
            article = article_from(row, captions.get(row["article_id"], ()))
            return Revision(article, row["content_hash"])
        except (ValueError, TypeError) as error:  # no article that we took in can be like that
            raise ArchiveDamaged(self._database.path, f"{row['article_id']}: {error}") from error

    def last_change(self) -> int:
        """Return the number of the latest change; 0 for an empty archive."""
        return self._database.number("SELECT coalesce(max(change), 0) FROM history")

    def token(self, change: int) -> str:
        """Return what tells a change from one that another archive numbered so; "" for none."""
        rows = self._database.rows("SELECT token FROM history WHERE change = ?", (change,))
        return rows[0]["token"] if rows else ""

    def changes(self, after: int = 0, last: int = _LAST) -> list[Change]:
        """Return the changes numbered over ``after`` and up to ``last``, in order."""
        rows = self._database.rows(
            "SELECT change, id, removed_at IS NOT NULL AS removed FROM article"
            " WHERE change > ? AND change <= ? ORDER BY change",
            (after, last),
        )
        return [Change(row["change"], row["id"], bool(row["removed"])) for row in rows]

    def end_of_range(self, after: int, count: int) -> int:
        """Return the number of the last of ``count`` changes later than ``after``."""
        return self._database.number(
            "SELECT coalesce(max(change), 0) FROM"
            " (SELECT change FROM article WHERE change > ? ORDER BY change LIMIT ?)",
            (after, count),
        )

    def count_changes(self, after: int) -> int:
        """Return how many articles changed later than the change numbered ``after``."""
        return self._database.number("SELECT count(*) FROM article WHERE change > ?", (after,))

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Yield the id and content hash of every article in force, by id."""
        for row in self._database.stream(
            f"SELECT id, content_hash FROM {_IN_FORCE.format('revision')}"
            " WHERE removed_at IS NULL ORDER BY id"
        ):
            yield row["id"], row["content_hash"]

    def check(self) -> None:
        """Read the whole file. Raises ArchiveDamaged where its structure is broken."""
        self._database.check()

    def counts(self) -> Counts:
        """Count what the archive holds."""
        count = self._database.number
        with self._database.snapshot():
            return Counts(
                articles=count("SELECT count(*) FROM article WHERE removed_at IS NULL"),
                captions=count(
                    f"SELECT count(*) FROM {_IN_FORCE.format('caption')} WHERE removed_at IS NULL"
                ),
                revisions=count("SELECT count(*) FROM revision"),
                removed=count("SELECT count(*) FROM article WHERE removed_at IS NOT NULL"),
                quarantined=count("SELECT count(*) FROM quarantine"),
            )
