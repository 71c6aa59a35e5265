"""What became of the wards and districts on 1 July 2025, from data/wards.tsv."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from search.data_files import data_folder
from search.officials.changes import Change
from search.officials.organisations import Organisation
from search.officials.place_names import agree, begins_with_kind
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

SINCE = date(2025, 7, 1)
SOURCE = "Nghị quyết của Ủy ban Thường vụ Quốc hội theo 76/2025/UBTVQH15, tháng 6/2025"

_KINDS_OF_TODAY = ("phường", "xã", "đặc khu")
_DISTRICT = re.compile(r"(?P<name>[^:(]+?)(?: \((?P<province>[^)]+)\))?: (?P<wards>.*)")


class _Merger(NamedTuple):
    """A line of the table: a ward of today, its province, and what went into it."""

    province: str
    ward: str
    districts: str

    @property
    def place(self) -> str:
        return f"{self.ward}, {self.province}"

    def olds(self) -> Iterator[tuple[str, str]]:
        """Yield what went into it: each ward, and its district with the province."""
        for district in self.districts.split("; "):
            found = _DISTRICT.fullmatch(district)
            if found:
                where = f"{found['name']}, {found['province'] or self.province}"
                yield from ((ward, where) for ward in found["wards"].split(", "))


class WardMergers:
    """Looks wards up by their names of today and of before, and districts.

    The table is searched as text: to make objects of 10,000 wards would take longer than any
    search for one.
    """

    def became(self, place: str) -> Iterator[Change]:
        """Yield the changes by which other wards became ``place``, a ward of today."""
        if place.startswith(_KINDS_OF_TODAY):
            for merger in self._with(place):
                if agree(merger.place, place):
                    yield from _changes(merger)

    def were(self, place: str) -> Iterator[Change]:
        """Yield what became of ``place``, a ward of before that changed its name."""
        for merger in self._with(place):
            yield from (each for each in _changes(merger) if agree(each.old.place, place))

    def districts_were(self, place: str) -> Iterator[Change]:
        """Yield the wards of today that a district was divided into."""
        for merger in self._with(place):
            for district in dict.fromkeys(where for _, where in merger.olds()):
                if agree(district, place):
                    yield _change(district, merger)

    def _with(self, place: str) -> Iterator[_Merger]:
        """Yield the lines in which ``place`` may be named, whatever its accents."""
        if not begins_with_kind(place):
            return
        text, rough = self._table, self._rough_table
        wanted = _rough(place.partition(", ")[0])
        at = rough.find(wanted)
        while at >= 0:
            end = rough.find("\n", at)
            line = text[rough.rfind("\n", 0, at) + 1 : end]
            if not line.startswith("#"):
                yield _Merger(*line.split("\t"))
            at = rough.find(wanted, end)

    @cached_property
    def _table(self) -> str:
        return (data_folder("officials") / "wards.tsv").read_text("utf-8")

    @cached_property
    def _rough_table(self) -> str:
        """The table with each letter in its roughest form: every place is where it was."""
        return self._table.translate({ord(char): _rough(char) for char in set(self._table)})


def _rough(text: str) -> str:
    """Return one form for all spellings, and for more: ``quý`` and ``quí`` are ``qui``."""
    return fold(text).replace("y", "i").replace("k", "c")


def _changes(merger: _Merger) -> Iterator[Change]:
    for ward, where in merger.olds():
        if not agree(ward, merger.ward):  # else the name stayed
            yield _change(f"{ward}, {where}", merger)


def _change(old: str, merger: _Merger) -> Change:
    return Change(SINCE, Organisation("", old), Organisation("", merger.place), SOURCE)
