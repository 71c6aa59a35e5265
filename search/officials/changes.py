"""What became what: one change of an organisation or a place, and the tables that tell of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from search.errors import StorageError, UsageError
from search.officials.organisations import Organisation, organisation
from search.officials.tables import cells, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The cells of a line: the first day of the new name, the old name, the new name, the source.
COLUMNS = 4


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """Until the day before ``since`` it was ``old``; from then on it is ``new``."""

    since: date
    old: Organisation
    new: Organisation
    source: str

    def at(self, place: str) -> Change:
        """Return the same change in one place, for one that tells of every place."""
        return replace(
            self,
            old=Organisation(self.old.name, self.old.place or place),
            new=Organisation(self.new.name, self.new.place or place),
        )


def builtin_changes() -> Iterator[Change]:
    """Read the changes that come with the program."""
    return (_change(row) for _, row in rows("succession.tsv"))


def changes_in(path: Path) -> list[Change]:
    """Read the changes that a user added; none where there is no such file.

    Raises SuccessionUnreadable with the number of the line that is no change.
    """
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SuccessionUnreadable(path, line, "không phải UTF-8", "not UTF-8") from error
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error
    found = []
    for number, row in cells(text):
        try:
            found.append(_change(row))
        except _NoChange as error:
            raise SuccessionUnreadable(path, number, *error.args) from error
    return found


class SuccessionUnreadable(UsageError):
    """A line of the user's table of what became what tells of no change. Lines count from 1."""

    def __init__(self, path: Path, line: int, reason_vi: str, reason: str) -> None:
        self.path = path
        self.line = line
        self.reason = reason
        super().__init__(
            f"{path}, dòng {line}: {reason_vi}; hãy sửa hoặc xóa dòng này",
            f"{path}, line {line}: {reason}; mend the line or take it out",
        )


class _NoChange(ValueError):
    """A line that tells of no change; the reason in Vietnamese and in English."""


def _change(row: list[str]) -> Change:
    if len(row) != COLUMNS or not all(row):
        raise _NoChange(
            f"cần {COLUMNS} ô, cách nhau bằng dấu tab: ngày, tên cũ, tên mới, căn cứ",
            f"{COLUMNS} cells between tabs are needed: date, old name, new name, source",
        )
    try:
        since = date.fromisoformat(row[0])
    except ValueError as error:
        vi, en = f"{row[0]} không phải ngày dạng 2025-03-01", f"{row[0]} is no date as 2025-03-01"
        raise _NoChange(vi, en) from error
    old, new = organisation(row[1]), organisation(row[2])
    if old == new:
        raise _NoChange("tên cũ và tên mới là một", "old name and new name are the same")
    return Change(since, old, new, row[3])
