"""The older names that a typed name of today stands for, to be searched beside it."""

from __future__ import annotations

import re
from functools import cache, cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from search.officials.organisations import Organisation, organisation, organisation_kinds
from search.officials.place_names import PROVINCE_KINDS, begins_with_kind, name_keys, place_kinds
from search.officials.succession import Succession
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from typing import Self

    from search.officials.changes import Change
    from search.settings import DataDirectory

#: What abbreviations have none of: TP, KH&CN.
_VOWEL = re.compile("[aeiouy]")
_WARD_KINDS = frozenset(("phường", "xã"))
_LONGEST_WARD = 5


class OlderName(NamedTuple):
    """A name, and the day from which on it was another."""

    name: str
    before: date


class OlderNames:
    """Answers for one text at a time. The tables are loaded when a text first asks for them."""

    #: The most words of a name that has older ones.
    longest = 8

    def __init__(self, load: Callable[[], Succession]) -> None:
        self._load = load

    @classmethod
    def over(cls, data: DataDirectory) -> Self:
        """Return those of the built-in table and of the one in a data directory."""
        return cls(partial(Succession.of, data))

    def of(
        self, typed: str, meaning: Callable[[str], str | None] | None = None, *, exact: bool = False
    ) -> tuple[OlderName, ...]:
        """Return the older names of what ``typed`` as a whole names, the latest first.

        A department is named without its place, a place with its kind: "Tây Ninh" alone offers
        nothing. Without accents all are meant, unless ``exact``; a ward needs them. An older name
        that several wards had is left out. ``meaning`` says what an abbreviation stands for.
        """
        if not self._may_name(typed.split()):
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

    def _may_name(self, words: Sequence[str]) -> bool:
        """Return whether a look at the first two words leaves hope: most queries end here."""
        if len(words) <= 1 or fold(words[0]) not in _openings():
            return False
        if words[0].lower() in _WARD_KINDS:
            return len(words) <= _LONGEST_WARD
        first, second = map(fold, words[:2])
        abbreviated = not (_VOWEL.search(first) and _VOWEL.search(second))
        return abbreviated or (first, second) in self._beginnings

    @cached_property
    def _beginnings(self) -> frozenset[tuple[str, str]]:
        """The first two syllables of names of today, and of the kinds of places."""
        names = [*self._unaccented, *(fold(kind.name) for kind in place_kinds())]
        return frozenset((each[0], each[1]) for each in map(str.split, names) if len(each) > 1)

    @cached_property
    def _succession(self) -> Succession:
        return self._load()

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


@cache
def _openings() -> frozenset[str]:
    """Return what a name begins with, without accents."""
    places = chain.from_iterable((kind.name, kind.abbreviation) for kind in place_kinds())
    names = filter(None, chain(places, organisation_kinds()))
    return frozenset(fold(name.partition(" ")[0]) for name in names)
