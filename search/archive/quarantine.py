"""What could not be read: noted with file, line and reason, until the file is read again."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.archive.database import Database


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """One thing that could not be read, and why in either language.

    ``line`` counts from 1 and is None where the whole file is meant.
    """

    file: str
    line: int | None
    vi: str
    en: str
    excerpt: str
    noted_at: str


class Quarantine:
    """The entries kept in one archive."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entries: Sequence[QuarantineEntry]) -> None:
        """Note what could not be read."""
        with self._database.transaction():
            self._database.execute_many(
                "INSERT INTO quarantine VALUES (?, ?, ?, ?, ?, ?)", [astuple(e) for e in entries]
            )

    def forget(self, file: str) -> None:
        """Drop what was noted of ``file``, which is about to be read again, and inside it."""
        inside = f"{file}/", f"{file}0"  # 0 is the letter after the slash
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM quarantine WHERE file = ? OR (file > ? AND file < ?)", (file, *inside)
            )

    def files(self) -> list[str]:
        """Return the names of the files that something was noted of."""
        return [row["file"] for row in self._database.rows("SELECT DISTINCT file FROM quarantine")]

    def entries(self, limit: int = -1) -> list[QuarantineEntry]:
        """Return the latest ``limit`` entries, or all."""
        rows = self._database.rows("SELECT * FROM quarantine ORDER BY rowid DESC LIMIT ?", (limit,))
        return [QuarantineEntry(*row) for row in rows]
