"""The SQLite file itself: opened safely, written in transactions, its errors told in our words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from search.archive.schema import MIGRATIONS, migrate, version
from search.errors import ArchiveDamaged, ArchiveMissing, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BUSY_SECONDS = 60
#: Ids come in any order, so all pages of their indexes stay at hand; SQLite's own 2 MB hold them
#: up to 20,000 articles or so.
_CACHE_KB = 16_000
#: Pages that changed since the log was last put into the file: those of indexes change often, and
#: are put there once. With both, 100,000 articles are taken in 15 % faster.
_LOG_PAGES = 8_000


class Database:
    """One connection to the archive file: WAL, every commit synced, foreign keys checked.

    Not for several threads at once. Raises ArchiveMissing unless told to ``create``,
    ArchiveDamaged, NewerSchema or StorageError.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        with self._translating_errors():
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.exists():
                raise ArchiveMissing(path)
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self._prepare(create=create)
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self, *, create: bool) -> None:
        self._connection.row_factory = sqlite3.Row
        found = version(self._connection, self.path)
        if not found and not create:  # whoever began to make it was killed, or is not done yet
            raise ArchiveMissing(self.path)
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")
        if found < len(MIGRATIONS):
            migrate(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement that writes."""
        # not _translating_errors: it would be entered several times an article
        try:
            return self._connection.execute(statement, values)
        except (sqlite3.Error, OSError) as error:
            self._raise_ours(error)

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each of ``rows``."""
        with self._translating_errors():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return every row that a statement gives."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            self._raise_ours(error)

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """Yield every row that a statement gives, one in memory at a time."""
        with self._translating_errors():
            yield from self._connection.execute(statement, values)

    def number(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Return the one whole number that a statement gives."""
        value: int = self.rows(statement, values)[0][0]
        return value

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside durable together, or none of it.

        One inside another is part of it.
        """
        with self._between("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the archive inside, whatever another process writes meanwhile."""
        with self._between("BEGIN"):
            yield

    @contextmanager
    def _between(self, begin: str) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        self.execute(begin)
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # on a full disk SQLite has rolled back by itself
                self.execute("ROLLBACK")
            raise

    def check(self) -> None:
        """Read the whole file. Raises ArchiveDamaged where SQLite's own structure is broken."""
        said: str = self.rows("PRAGMA quick_check(1)")[0][0]
        if said != "ok":
            raise ArchiveDamaged(self.path, said)

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._raise_ours(error)

    def _raise_ours(self, error: sqlite3.Error | OSError) -> NoReturn:
        """Tell of ``error`` in our words; one that is a mistake of ours is raised as it is."""
        if isinstance(error, OSError):
            raise StorageError(self.path, error.strerror or str(error)) from error
        if isinstance(error, sqlite3.OperationalError):
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # no such table, no such column
                raise ArchiveDamaged(self.path, str(error)) from error
            raise StorageError(self.path, str(error)) from error
        if isinstance(error, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise error
        raise ArchiveDamaged(self.path, str(error)) from error


def now() -> str:
    """Return the time as the archive writes it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
