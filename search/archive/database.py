"""The SQLite file itself: opened safely, written in transactions, its errors told in our words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from search.archive.schema import migrate
from search.errors import ArchiveDamaged, ArchiveMissing, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_BUSY_SECONDS = 60


class Database:
    """One connection to the archive file: WAL, every commit synced, foreign keys checked.

    Not for several threads at once. Raises ArchiveMissing unless told to ``create``,
    ArchiveDamaged, NewerSchema or StorageError.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise ArchiveMissing(path)
        self.path = path
        with self._translating_errors():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self._connection.row_factory = sqlite3.Row
                self._connection.execute("PRAGMA foreign_keys = ON")
                migrate(self._connection, path)
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                self._connection.close()
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        with self._translating_errors():
            return self._connection.execute(statement, values)

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each of ``rows``."""
        with self._translating_errors():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return every row that a statement gives."""
        with self._translating_errors():
            return self._connection.execute(statement, values).fetchall()

    def number(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Return the one whole number that a statement gives."""
        value: int = self.rows(statement, values)[0][0]
        return value

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside durable together, or none of it.

        One inside another is part of it.
        """
        if self._connection.in_transaction:
            yield
            return
        with self._translating_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise StorageError(self.path, str(error)) from error
        except sqlite3.DatabaseError as error:
            raise ArchiveDamaged(self.path, str(error)) from error
        except OSError as error:
            raise StorageError(self.path, error.strerror or str(error)) from error


def now() -> str:
    """Return the time as the archive writes it: UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
