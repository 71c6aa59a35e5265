"""The archive's tables, and the steps that bring an older archive up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import ArchiveDamaged, NewerSchema

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

#: Marks the file as ours among SQLite databases: "TBAO".
APPLICATION_ID = 0x5442414F

_FIRST = """
CREATE TABLE article (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,      -- the number of the revision in force
    change INTEGER NOT NULL UNIQUE, -- grows with every change to the archive
    removed_at TEXT                 -- a tombstone where not null
) STRICT;

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
) STRICT;

CREATE TABLE caption (
    article_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    alt TEXT NOT NULL,
    credit TEXT NOT NULL,
    PRIMARY KEY (article_id, number, ordinal),
    FOREIGN KEY (article_id, number) REFERENCES revision (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    file TEXT NOT NULL,
    line INTEGER,                   -- null where the whole file is meant
    vi TEXT NOT NULL,
    en TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    noted_at TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_by_file ON quarantine (file);
"""

#: Step ``n`` takes an archive of schema ``n`` to ``n + 1``. Append only: archives live for decades.
MIGRATIONS = (_FIRST,)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the archive to this version's schema, all steps or none.

    Raises NewerSchema where a later version wrote it, ArchiveDamaged where it is another
    program's database.
    """
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > len(MIGRATIONS):
        raise NewerSchema(path, found, len(MIGRATIONS))
    owner: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if owner != APPLICATION_ID and tables:
        raise ArchiveDamaged(path, "another program's database")
    if found == len(MIGRATIONS):
        return
    steps = "".join(MIGRATIONS[found:])
    connection.executescript(
        f"BEGIN IMMEDIATE; {steps} PRAGMA application_id = {APPLICATION_ID};"
        f" PRAGMA user_version = {len(MIGRATIONS)}; COMMIT;"
    )
