"""What may stand before a colon in a query: fields, bounds of time, people, in either language."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from search.data_files import data_folder
from search.errors import UsageError
from search.query.tree import Field, Mentioned
from search.vietnamese.spelling import fold


class Bound(StrEnum):
    """Which side of a period a date is."""

    FROM = "from"
    TO = "to"
    ON = "on"


Name = Field | Bound | Mentioned


def named(typed: str) -> Name | None:
    """Return what ``typed`` is the name of: ``tiêu-đề``, ``tieude`` and ``TITLE`` are one."""
    return _names().get(_plain(typed))


def field_named(name: str) -> Field:
    """Return the field called ``name``. Raises UsageError, listing the names there are."""
    found = named(name)
    if isinstance(found, Field):
        return found
    known = ", ".join(Field)
    raise UsageError(
        f"Không có trường {name!r}; có: {known}", f"No field {name!r}; there are: {known}"
    )


def _plain(typed: str) -> str:
    return typed.lower().replace("-", "")


@cache
def _names() -> dict[str, Name]:
    text = (data_folder("query") / "field_names.txt").read_text("utf-8")
    known: dict[str, Name] = {}
    for line in text.splitlines():
        first, *others = line.partition("#")[0].split() or [""]
        if first:
            name = next(kind(first) for kind in (Bound, Mentioned, Field) if first in set(kind))
            for each in map(_plain, (first, *others)):
                known |= {each: name, fold(each): name}
    return known
