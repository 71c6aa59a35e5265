"""An organisation and its place as looked up: without accents, for whoever types none."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.place_names import provinces
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from search.officials.organisations import Organisation

_EMPTY = "va"


class Where(NamedTuple):
    """The columns of an office that searches look at."""

    organisation: str
    place: str
    whole: str

    @classmethod
    def of(cls, named: Organisation, home: str = "") -> Where:
        """Return the columns of ``named``; a sở without a place is one of its paper's province."""
        organisation, place = map(folded, named.key)
        if named.everywhere and not place and not home.startswith("@"):
            place = folded(home)
        return cls(organisation, place, f"{organisation} {place}".strip())


def province_folded(text: str) -> str:
    """Return the province whose name is ``text`` once it is folded, empty where there is none."""
    return _provinces().get(text, "")


@cache
def _provinces() -> dict[str, str]:
    return {folded(each): each for each in provinces()}


def folded(text: str) -> str:
    """Return ``text`` without accents, case, and ``và``."""
    return " ".join(word for word in fold(text).split() if word != _EMPTY)
