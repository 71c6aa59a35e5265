"""What people are looked for by, as conditions on the tables of the file of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.organisations import Organisation
from search.officials.people.appearances import name_key
from search.officials.people.where import Where, folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.officials.people.asked import AskedPost

_AT = "' ' || place_folded || ' ' LIKE ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which people to list: each condition that is given must hold.

    ``among`` are numbers of people; where it is None, those that are not known are left out.
    ``post`` and ``place`` are of one post; ``first`` and ``last`` bound the days on which it, or
    without it the person, was seen.
    """

    post: AskedPost | None = None
    place: str = ""
    first: str = ""
    last: str = ""
    least: int = 1
    among: frozenset[int] | None = None


def of_wanted(wanted: Wanted) -> tuple[str, list[str | int]]:
    """Return the condition for the people of a list, and its values."""
    seen: list[tuple[str, str]] = []
    if wanted.first:
        seen.append(("last >= ?", wanted.first))
    if wanted.last:
        seen.append(("first <> '' AND first <= ?", wanted.last))
    among = "known" if wanted.among is None else f"number IN ({_written(wanted.among)})"
    of_person, of_office = [among, "articles >= ?"], list[str]()
    values: list[str | int] = [wanted.least]
    if wanted.post:
        condition, of_values = of_post(wanted.post)
        of_office.append(condition)
        values += of_values
    if wanted.place:
        of_office.append(_AT)
        values.append(f"% {folded(name_key(wanted.place))} %")
    (of_office or of_person).extend(condition for condition, _ in seen)
    values += (value for _, value in seen)
    if of_office:
        held = f"SELECT person FROM office WHERE {' AND '.join(of_office)}"
        of_person.append(f"number IN ({held})")
    return " AND ".join(of_person), values


def _written(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def of_post(post: AskedPost) -> tuple[str, list[str]]:
    """Return the condition for the office of a post, and its values."""
    conditions, values = ["1"], list[str]()
    if post.title:
        conditions.append("title_folded = ?")
        values.append(folded(post.title))
    if post.organisation != Organisation(""):
        where = Where.of(post.organisation)
        if not where.place:
            conditions.append("(organisation_folded = ? OR whole_folded = ?)")
            values += [where.whole, where.whole]
        elif where.organisation:
            conditions.append(f"organisation_folded = ? AND {_AT}")
            values += [where.organisation, f"% {where.place} %"]
        else:
            conditions.append(_AT)
            values.append(f"% {where.place} %")
    return " AND ".join(conditions), values
