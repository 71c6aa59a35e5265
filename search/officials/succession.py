"""Who came before and who comes after: changes followed with their dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from search.officials import ward_mergers
from search.officials.changes import Change, builtin_changes, changes_in
from search.officials.organisations import Organisation
from search.officials.place_names import agree, name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from search.settings import DataDirectory

    #: A name, or the first part of a place.
    Entry = str | tuple[str, ...]


class Succession:
    """The changes that are known, looked up by either name.

    A change without a place holds wherever no change of the same old name says otherwise. What
    each place has one of, such as a sở, goes with its place: that of Bình Dương is that of Hồ Chí
    Minh since July 2025.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        self.changes = tuple(sorted(set(changes)))
        self.wards = ward_mergers.WardMergers()
        self._by_new: defaultdict[Entry, list[Change]] = defaultdict(list)
        self._by_old: defaultdict[Entry, list[Change]] = defaultdict(list)
        for change in self.changes:
            self._by_new[_entry(change.new)].append(change)
            self._by_old[_entry(change.old)].append(change)

    @classmethod
    def of(cls, data: DataDirectory) -> Self:
        """Return what comes with the program and what the user added to it.

        Raises SuccessionUnreadable for a line that tells of no change.
        """
        return cls(chain(builtin_changes(), changes_in(data.succession)))

    def predecessors(self, whose: Organisation, on: date | None = None) -> tuple[Change, ...]:
        """Return the changes that led to ``whose`` as it was on a day, the latest first.

        Those that led to its predecessors are among them. A chain only goes back in time, so that
        it ends whatever a table says. None is any day.
        """
        found: dict[Change, None] = {}
        ahead = [(whose, (on or date.max).toordinal())]
        for organisation, last in ahead:
            for change in self._led_to(organisation):
                day = change.since.toordinal()
                if day <= last and change not in found:
                    found[change] = None
                    ahead.append((change.old, day - 1))
        return tuple(sorted(found, reverse=True))

    def successors(self, whose: Organisation, on: date | None = None) -> tuple[Change, ...]:
        """Return what became of ``whose`` after a day, the first change first.

        What became of its successors is among it; a chain only goes on in time. None is any day.
        """
        found: dict[Change, None] = {}
        ahead = [(whose, on.toordinal() if on else 0)]
        for organisation, last in ahead:
            for change in self._became(organisation):
                day = change.since.toordinal()
                if day > last and change not in found:
                    found[change] = None
                    ahead.append((change.new, day))
        return tuple(sorted(found))

    def about(self, whose: Organisation, on: date | None = None) -> tuple[Change, ...]:
        """Return what led to ``whose`` and what became of it, as it was on a day, in order."""
        return (*reversed(self.predecessors(whose, on)), *self.successors(whose, on))

    def _led_to(self, organisation: Organisation) -> Iterator[Change]:
        for change in self._by_new.get(_entry(organisation), ()):
            yield from self._holding(change, change.new.place, organisation.place)
        place = organisation.place
        if not organisation.name:
            yield from self.wards.became(place)
        elif place and organisation.everywhere:
            changes = self._led_to(Organisation("", place))
            yield from self._of_the_place(organisation, changes)

    def _became(self, organisation: Organisation) -> Iterator[Change]:
        yield from self._named_became(organisation)
        place = organisation.place
        if not organisation.name:
            yield from self.wards.were(place)
            yield from self.wards.districts_were(place)
        elif place and organisation.everywhere:
            changes = chain(self._named_became(Organisation("", place)), self.wards.were(place))
            yield from self._of_the_place(organisation, changes)

    def _named_became(self, organisation: Organisation) -> Iterator[Change]:
        for change in self._by_old.get(_entry(organisation), ()):
            yield from self._holding(change, change.old.place, organisation.place)

    def _of_the_place(
        self, organisation: Organisation, changes: Iterable[Change]
    ) -> Iterator[Change]:
        """Yield the changes of a place as those of what each place has one of.

        Only those of July 2025: whether a sở of the same name was there in earlier years, no line
        says. Not those of a name that had gone by then.
        """
        gone = min((each.since for each in self._named_became(organisation)), default=date.max)
        for change in changes:
            if change.since == ward_mergers.SINCE < gone:
                old = Organisation(organisation.name, change.old.place)
                new = Organisation(organisation.name, change.new.place)
                yield Change(change.since, old, new, change.source)

    def _holding(self, change: Change, written: str, place: str) -> Iterator[Change]:
        """Yield ``change`` where it holds in ``place``, which may be unknown."""
        if not written:
            if not self._has_its_own(change, place):
                yield change.at(place)
        elif agree(written, place) if place else not self._is_general(change):
            yield change

    def _has_its_own(self, general: Change, place: str) -> bool:
        """Return whether ``place`` has a line of its own for what ``general`` tells of."""
        told = self._by_old[_entry(general.old)]
        return any(each.old.place and agree(each.old.place, place) for each in told)

    def _is_general(self, change: Change) -> bool:
        """Return whether a line without a place says the same."""
        return bool(change.old.name) and any(
            not each.old.place and each.new.key[0] == change.new.key[0]
            for each in self._by_old[_entry(change.old)]
        )


def _entry(organisation: Organisation) -> Entry:
    return organisation.key[0] or name_keys(organisation.place.partition(", ")[0])
