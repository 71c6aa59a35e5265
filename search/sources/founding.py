"""Know since when a paper exists: nothing of it can be older."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from search.sources.cleaning import fold
from search.sources.lexicon import entries

if TYPE_CHECKING:
    from datetime import date


def existed(source: str, day: date) -> bool:
    """Whether ``source``, a paper's name or site, existed on ``day``; an unknown one did."""
    return day.year >= _founded().get(_plain(source), 0)


@cache
def _founded() -> dict[str, int]:
    """Return data/founded.txt: the year in which each paper began, by each of its names."""
    years = {}
    for entry in entries("founded"):
        year, _, names = entry.partition(":")
        years.update({_plain(name): int(year) for name in names.split(",")})
    return years


def _plain(source: str) -> str:
    name = fold(source.partition("://")[2] or source).removeprefix("www.").strip("/ ")
    return name.removeprefix("bao ").replace(" ", "")
