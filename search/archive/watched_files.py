"""Which files of a watched folder were read, and how they were then: what a restart remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.archive.database import Database

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FileState(NamedTuple):
    """How large a file was, in bytes, and when it had last changed, in ns since 1970."""

    size: int
    changed: int


def read_files(path: Path) -> dict[str, FileState]:
    """Return the files that the archive at ``path`` remembers, by name."""
    database = Database(path, create=True)
    try:
        rows = database.rows("SELECT file, size, changed FROM watched_file")
    finally:
        database.close()
    return {row["file"]: FileState(row["size"], row["changed"]) for row in rows}


def remember_files(path: Path, files: Mapping[str, FileState]) -> None:
    """Note in the archive at ``path`` that ``files`` were read as they are told here."""
    database = Database(path, create=True)
    try:
        with database.transaction():
            database.execute_many(
                "INSERT OR REPLACE INTO watched_file (file, size, changed) VALUES (?, ?, ?)",
                [(file, *state) for file, state in files.items()],
            )
    finally:
        database.close()
