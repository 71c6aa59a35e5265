"""The file of people in a data directory: derived from the archive, and made anew when in doubt."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from search.data_files import data_folder
from search.errors import SearchError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: Raise it when the tables, the signs or what becomes of mentions change.
VERSION = 2
_BUSY_SECONDS = 60
_VALUES_AT_ONCE = 500
_CACHE_KB = 32_000

_SCHEMA = (
    "CREATE TABLE state (version TEXT, change INTEGER, token TEXT, decisions TEXT) STRICT",
    """
    CREATE TABLE article (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        published TEXT NOT NULL,   -- YYYY-MM-DD, empty where nobody knows
        source TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE name (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,  -- what all its spellings share
        folded TEXT NOT NULL,
        given TEXT NOT NULL,       -- the last syllable, folded
        articles INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX name_folded ON name (folded)",
    "CREATE INDEX name_given ON name (given)",
    """
    CREATE TABLE appearance (
        name INTEGER NOT NULL,
        article INTEGER NOT NULL,
        person INTEGER NOT NULL,   -- 0 until it is known
        spelt TEXT NOT NULL,
        places TEXT NOT NULL,
        posts TEXT NOT NULL,
        PRIMARY KEY (name, article)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX appearance_in ON appearance (article, person)",
    "CREATE INDEX appearance_of ON appearance (person, article)",
    # names whose people are to be told apart again
    "CREATE TABLE unsettled (name INTEGER PRIMARY KEY) STRICT",
    """
    CREATE TABLE person (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        spelt TEXT NOT NULL,
        known INTEGER NOT NULL,    -- 0 where nothing says who of the name is meant
        articles INTEGER NOT NULL,
        photos INTEGER NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX person_articles ON person (known, articles)",
    """
    CREATE TABLE bears (
        name INTEGER NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (name, person)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE office (
        number INTEGER PRIMARY KEY,
        person INTEGER NOT NULL,
        title TEXT NOT NULL,
        organisation TEXT NOT NULL,
        place TEXT NOT NULL,
        former INTEGER NOT NULL,
        first TEXT NOT NULL,
        last TEXT NOT NULL,
        articles INTEGER NOT NULL,
        article INTEGER NOT NULL,  -- one that shows it
        shown TEXT NOT NULL,       -- where in it
        title_folded TEXT NOT NULL,
        organisation_folded TEXT NOT NULL,
        place_folded TEXT NOT NULL,
        whole_folded TEXT NOT NULL -- organisation and place
    ) STRICT
    """,
    "CREATE INDEX office_of ON office (person)",
    "CREATE INDEX office_in ON office (organisation_folded)",
    "CREATE INDEX office_whole ON office (whole_folded)",
    "CREATE INDEX office_titled ON office (title_folded)",
    # the articles that give somebody an office
    """
    CREATE TABLE shows (
        office INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (office, article)
    ) STRICT, WITHOUT ROWID
    """,
)

#: All but the one row of state.
TABLES = ("article", "name", "appearance", "unsettled", "person", "bears", "office", "shows")


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
            for statement in _SCHEMA:
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
