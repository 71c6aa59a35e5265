"""The older names that a typed name of today stands for, to be searched beside it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from search.officials.organisations import Organisation, organisation
from search.officials.place_names import PROVINCE_KINDS, begins_with_kind, name_keys, place_kinds
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from search.officials.changes import Change
    from search.officials.succession import Succession


class OlderName(NamedTuple):
    """A name, and the day from which on it was another."""

    name: str
    before: date


class OlderNames:
    """Answers for one text at a time; the wards are read when a ward is first asked for."""

    #: The most words of a name that has older ones, with room for its place.
    longest = 12

    def __init__(self, succession: Succession) -> None:
        self._succession = succession

    def of(
        self, typed: str, meaning: Callable[[str], str | None] | None = None, *, exact: bool = False
    ) -> tuple[OlderName, ...]:
        """Return the older names of what ``typed`` as a whole names, the latest first.

        A department is named without its place, a place with its kind: "Tây Ninh" alone offers
        nothing. Without accents all are meant, unless ``exact``; a ward needs them. An older name
        that several wards had is left out. ``meaning`` says what an abbreviation stands for.
        """
        if fold(typed.partition(" ")[0]) not in self._openings:
            return ()
        named = organisation(typed, meaning)
        if not exact and fold(typed) == typed.lower():
            named = self._unaccented.get(fold(str(named)), named)
        own = name_keys(typed)
        bare = own == name_keys(named.place) and not begins_with_kind(named.place)
        if bare or (named.name and named.place):
            return ()
        changes = self._succession.predecessors(named)
        if not named.name and len({change.new for change in changes}) > 1:  # wards of one name
            return ()
        names = [each for change in changes for each in self._older(change)]
        return tuple(dict.fromkeys(each for each in names if name_keys(each.name) != own))

    def _older(self, change: Change) -> Iterator[OlderName]:
        old = change.old
        if old.name:
            bare = name_keys(old.name) == name_keys(old.kind)  # "Báo" says nothing
            yield OlderName(str(old) if bare else old.name, change.since)
        elif not begins_with_kind(old.place):
            yield OlderName(f"tỉnh {old.place}", change.since)
        else:
            ward = old.place.partition(", ")[0]
            if len({each.old for each in self._succession.wards.were(ward)}) == 1:
                yield OlderName(ward, change.since)

    @cached_property
    def _openings(self) -> frozenset[str]:
        names = [change.new.name for change in self._succession.changes]
        names += [kind.name for kind in place_kinds()]
        return frozenset(fold(name.partition(" ")[0]) for name in names if name) | {"tp", "tp."}

    @cached_property
    def _unaccented(self) -> dict[str, Organisation]:
        """Names of today, but for wards, without accents."""
        found: dict[str, Organisation] = {}
        for change in self._succession.changes:
            name, place = change.new.name, change.new.place
            if name:
                found[fold(name)] = Organisation(name)
            else:
                found |= {fold(f"{kind} {place}"): change.new for kind in PROVINCE_KINDS}
        return found
