"""The awards of one person, from every article that says so: since when and until when said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.people.appearances import awards_from, name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

_UNDATED = "~"  # comes after every date


@dataclass(frozen=True, slots=True)
class Honour:
    """An award of a person: the days on which it was first and last said, in how many articles.

    Days are empty where none of the articles has one. ``article`` and ``shown`` are the first
    place that says it: nearest to the day on which it was given.
    """

    name: str
    first: str
    last: str
    articles: int
    article: int
    shown: str


def honours(rows: Iterable[sqlite3.Row]) -> list[Honour]:
    """Return the awards that a person's appearances show, the earliest first, undated ones last."""
    by_award: dict[str, list[tuple[str, sqlite3.Row, str]]] = {}
    for row in rows:
        for each in awards_from(row["awards"]):
            shown = row["places"].split()[each.at]
            by_award.setdefault(name_key(each.name), []).append((each.name, row, shown))
    found = [_honour(each) for each in by_award.values()]
    return sorted(found, key=lambda each: (each.first or _UNDATED, each.name))


def _honour(said: Sequence[tuple[str, sqlite3.Row, str]]) -> Honour:
    name, first, shown = min(
        said, key=lambda each: (each[1]["published"] or _UNDATED, each[1]["article"])
    )
    dates = sorted(row["published"] for _, row, _ in said if row["published"])
    return Honour(
        name=name,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        articles=len({row["article"] for _, row, _ in said}),
        article=first["article"],
        shown=shown,
    )


def honour_in(row: sqlite3.Row) -> Honour:
    """Read a row of the table of awards."""
    return Honour(
        row["name"], row["first"], row["last"], row["articles"], row["article"], row["shown"]
    )
