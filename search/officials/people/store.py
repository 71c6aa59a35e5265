"""The file of people in a data directory: derived from the archive, and made anew when in doubt."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from search.data_files import data_folder
from search.errors import SearchError, StorageError
from search.officials.people.schema import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Raise it when the tables, the signs or what becomes of mentions change.
VERSION = 3
_BUSY_SECONDS = 60
_VALUES_AT_ONCE = 500
_CACHE_KB = 32_000


class PeopleMissing(SearchError):
    """Nobody has been recognised in the data directory yet, or by another version."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Chưa nhận ra ai trong kho bài ({path}); dựng bằng: timbao rebuild --if-needed",
            f"Nobody was recognised in the archive yet ({path}); do it with: "
            "timbao rebuild --if-needed",
        )


def delete(path: Path) -> None:
    """Delete a file of people, with what SQLite keeps beside it. Raises StorageError."""
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error


class PeopleFile:
    """A connection to the file. Readers see the last transaction whatever is being written.

    With ``create``, what another version wrote or what cannot be read is deleted and begun anew;
    else PeopleMissing is raised for it. Raises StorageError where the disk refuses.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        if not create and not path.exists():
            raise PeopleMissing(path)
        try:
            self._open(create=create)
        except PeopleMissing:
            if not create:
                raise
            delete(self.path)
            self._open(create=True)

    def _open(self, *, create: bool) -> None:
        with self._translating_errors():
            self._connection = sqlite3.connect(
                self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
        try:
            self._prepare(create=create)
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        self._connection.row_factory = sqlite3.Row
        with self._translating_errors():
            if create:
                self._connection.execute("PRAGMA journal_mode = WAL")
                self._connection.execute("PRAGMA synchronous = NORMAL")
                self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
                if not self.number("SELECT count(*) FROM sqlite_schema"):
                    self._begin_anew()
            [found] = self.rows("SELECT version FROM state")
            if found["version"] != fingerprint():
                raise PeopleMissing(self.path)

    def _begin_anew(self) -> None:
        with self.transaction():
            for statement in SCHEMA:
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO state VALUES (?, 0, '', '')", (fingerprint(),))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run one statement that writes; return the row id of what it put in."""
        with self._translating_errors():
            return self._connection.execute(statement, values).lastrowid or 0

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run one statement for each of ``rows``."""
        with self._translating_errors():
            self._connection.executemany(statement, rows)

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return every row that a statement gives."""
        with self._translating_errors():
            return self._connection.execute(statement, values).fetchall()

    def among(self, statement: str, values: Sequence[Any]) -> Iterator[sqlite3.Row]:
        """Yield every row that a statement which ends in ``IN`` gives for any of ``values``."""
        for at in range(0, len(values), _VALUES_AT_ONCE):
            now = values[at : at + _VALUES_AT_ONCE]
            yield from self.rows(f"{statement} ({', '.join('?' * len(now))})", now)

    def number(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Return the one whole number that a statement gives."""
        value: int = self.rows(statement, values)[0][0]
        return value

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside show together, or none of it."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _translating_errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                raise PeopleMissing(self.path) from error
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a mistake of ours
                raise
            raise StorageError(self.path, str(error)) from error
        except sqlite3.DatabaseError as error:
            raise PeopleMissing(self.path) from error


@cache
def fingerprint() -> str:
    """Return what changes whenever mentions would be recognised or told apart otherwise."""
    checksum = 0
    for each in sorted(data_folder("officials").iterdir(), key=lambda each: each.name):
        checksum = zlib.crc32(each.name.encode() + each.read_bytes(), checksum)
    return f"{VERSION}:{checksum:08x}"
