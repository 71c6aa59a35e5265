"""The archive's tables, and the steps that bring an older archive up to date."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from search.errors import ArchiveDamaged, NewerSchema

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: Marks the file as ours among SQLite databases: "TBAO".
APPLICATION_ID = 0x5442414F

_ARTICLES = (
    """
    CREATE TABLE article (
        id TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,      -- the number of the revision in force
        change INTEGER NOT NULL UNIQUE, -- grows with every change to the archive
        removed_at TEXT                 -- a tombstone where not null
    ) STRICT
    """,
    """
    CREATE TABLE revision (
        article_id TEXT NOT NULL REFERENCES article (id),
        number INTEGER NOT NULL,
        content_hash TEXT NOT NULL,
        accepted_at TEXT NOT NULL,
        origin TEXT NOT NULL,
        title TEXT NOT NULL,
        title_inferred INTEGER NOT NULL,
        lead TEXT NOT NULL,
        body TEXT NOT NULL,
        source TEXT NOT NULL,
        url TEXT NOT NULL,
        section TEXT NOT NULL,
        author TEXT NOT NULL,
        tags TEXT NOT NULL,             -- a JSON array
        published TEXT,                 -- YYYY-MM-DD
        precision TEXT NOT NULL,
        extra TEXT NOT NULL,            -- a JSON object
        PRIMARY KEY (article_id, number)
    ) STRICT
    """,
    """
    CREATE TABLE caption (
        article_id TEXT NOT NULL,
        number INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        text TEXT NOT NULL,
        alt TEXT NOT NULL,
        credit TEXT NOT NULL,
        PRIMARY KEY (article_id, number, ordinal),
        FOREIGN KEY (article_id, number) REFERENCES revision (article_id, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE quarantine (
        file TEXT NOT NULL,
        line INTEGER,                   -- null where the whole file is meant
        vi TEXT NOT NULL,
        en TEXT NOT NULL,
        excerpt TEXT NOT NULL,
        noted_at TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX quarantine_by_file ON quarantine (file)",
)

# Where a backup has taken the archive's place, change 100 is another change than the index knows
# under that number. Nobody guesses the token, so the index finds out.
_HISTORY = (
    "CREATE TABLE history (change INTEGER PRIMARY KEY, token TEXT NOT NULL) STRICT",
    "INSERT INTO history SELECT change, lower(hex(randomblob(8))) FROM article",
)

# Derived from the articles, and kept so that a search need not read them all.
_ABBREVIATIONS = (
    """
    CREATE TABLE definition (
        article_id TEXT NOT NULL REFERENCES article (id),
        abbreviation TEXT NOT NULL,
        long_form TEXT NOT NULL,
        PRIMARY KEY (article_id, abbreviation, long_form)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE abbreviation_decision (
        abbreviation TEXT NOT NULL,
        long_form TEXT NOT NULL,
        verdict TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        PRIMARY KEY (abbreviation, long_form)
    ) STRICT, WITHOUT ROWID
    """,
)

# What queries are widened by, worked out of the above: a search is to begin without counting.
_LEXICON = ("CREATE TABLE lexicon (state TEXT NOT NULL, pairs TEXT NOT NULL) STRICT",)

# What was done when, for whoever looks after it; and what a watched folder held, for a restart.
_RUNS = (
    """
    CREATE TABLE run (
        began_at TEXT NOT NULL,
        command TEXT NOT NULL,
        version TEXT NOT NULL,
        seconds REAL NOT NULL,
        ended TEXT NOT NULL,            -- "done", or the kind of error
        counts TEXT NOT NULL            -- a JSON object
    ) STRICT
    """,
    """
    CREATE TABLE watched_file (
        file TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        changed INTEGER NOT NULL        -- ns since 1970
    ) STRICT
    """,
)

# What pages of one source say again and again. ``since`` is the bucket in which a line was met.
_REPEATED_LINES = (
    "CREATE TABLE page_source (source TEXT PRIMARY KEY, articles INTEGER NOT NULL) STRICT",
    """
    CREATE TABLE repeated_line (
        source TEXT NOT NULL,
        digest BLOB NOT NULL,
        line TEXT NOT NULL,
        articles INTEGER NOT NULL,
        since INTEGER NOT NULL,
        learned INTEGER NOT NULL,       -- left out of what is read from now on
        PRIMARY KEY (source, digest)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX learned_line ON repeated_line (source, digest) WHERE learned",
)

#: Step ``n`` takes an archive of schema ``n`` to ``n + 1``. Append only: archives live for decades.
MIGRATIONS = (_ARTICLES, _HISTORY, _ABBREVIATIONS, _LEXICON, _RUNS, _REPEATED_LINES)


def version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the schema of the archive, 0 where nothing is in it yet; change nothing.

    Raises NewerSchema where a later version wrote it, ArchiveDamaged where it is another
    program's database.
    """
    found = _number(connection, "PRAGMA user_version")
    owner = _number(connection, "PRAGMA application_id")
    tables = _number(connection, "SELECT count(*) FROM sqlite_schema")
    if owner != APPLICATION_ID and (found or tables):
        raise ArchiveDamaged(path, "another program's database")
    if found > len(MIGRATIONS):
        raise NewerSchema(path, found, len(MIGRATIONS))
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the archive to this version's schema: all steps, or none if it raises and closes."""
    connection.execute("BEGIN IMMEDIATE")
    found = _number(connection, "PRAGMA user_version")  # another process may have been faster
    if found < len(MIGRATIONS):
        for statement in chain.from_iterable(MIGRATIONS[found:]):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    connection.execute("COMMIT")


def _number(connection: sqlite3.Connection, statement: str) -> int:
    value: int = connection.execute(statement).fetchone()[0]
    return value
