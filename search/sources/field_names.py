"""Which of our fields a column or property means: ``Tiêu đề`` and ``headline`` are ``title``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.sources.cleaning import fold
from search.sources.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOT_A_WORD = re.compile(r"[\W_]+")


def mapping(told: Sequence[str]) -> dict[str, str]:
    """Return what ``title=headline`` and the like say: our field, then its name in the files.

    Raises UsageError for anything else, and for a field that articles do not have.
    """
    fields = dict.fromkeys(_known().values())
    names = {}
    for each in told:
        ours, _, theirs = each.partition("=")
        if ours not in fields or not theirs:
            known = ", ".join(fields)
            raise UsageError(
                f"--map cần TRƯỜNG=TÊN, không phải “{each}”; các trường: {known}",
                f"--map takes FIELD=NAME, not “{each}”; the fields: {known}",
            )
        names[ours] = theirs
    return names


def field_of(name: str) -> str:
    """Return our name of the field that ``name`` means, "" for none."""
    return _known().get(_plain(name), "")


def fields_of(names: Sequence[str], told: Mapping[str, str]) -> list[str]:
    """Return under which name to keep each of some columns; each field of ours goes to one.

    ``told`` maps fields of ours to the columns that the user named, and goes first. A column that
    means nothing to us keeps its name; so does a second one for the same field, numbered.
    """
    fields = {name: ours for ours, name in told.items() if name in names}
    taken = set(fields.values())
    kept = []
    for name in names:
        ours = fields.get(name) or field_of(name)
        if name not in fields and ours in taken:
            ours = ""
        place = ours or name
        while place in kept or (place in taken and not ours):
            place += " 2"
        taken.add(place)
        kept.append(place)
    return kept


@cache
def _known() -> dict[str, str]:
    known = {}
    for entry in entries("field_names"):
        ours, _, names = entry.partition(":")
        known.update({_plain(name): ours for name in (ours, *names.split(","))})
    return known


def _plain(name: str) -> str:
    return NOT_A_WORD.sub("", fold(name))
