"""Take the author's name off the end of an article: ``Bài, ảnh: Lê Thanh``, ``Theo TTXVN``.

Not every author is a person: desks (``PV``) and those an article was taken from are told apart.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from search.sources.cleaning import fold
from search.sources.lexicon import entries, folded

if TYPE_CHECKING:
    from search.sources.captions import Line

LONGEST_BYLINE = 60
FEWEST_NAMES, MOST_NAMES = 2, 4  # syllables of a person's name
INITIALS = re.compile(r"[A-ZĐ]{1,2}(?:\.\s?[A-ZĐ]{1,8})+\.?|[A-ZĐ]\.")
BETWEEN = re.compile(r"\s*(?:[-–—,/&]|\bvà\b)\s*")
ROLE = re.compile(r"\s*\([^()A-ZĐ]{2,30}\)$")  # "Quỳnh Chi (thực hiện)"
AROUND = " ./|-–—*_"
AGENCY = re.compile(r"\s*\([^()]{2,30}\)$")


class Byline(NamedTuple):
    """Who wrote an article, and whom it was taken from; ``""`` where nobody is named."""

    author: str = ""
    agency: str = ""

    @property
    def shown(self) -> str:
        """The author; the agency where no author is named."""
        return self.author or self.agency

    @property
    def kept(self) -> dict[str, str]:
        """What an Article keeps in ``extra`` of an author that is no person, and of the agency."""
        if self.author and self.agency:
            return {**Byline(self.author).kept, "agency": self.agency}
        plain = fold(self.shown)
        if self.agency or plain in folded("newspapers"):
            return {"author_kind": "agency"}
        return {"author_kind": "staff"} if plain in folded("byline_words") else {}


def take_byline(lines: list[Line]) -> tuple[Byline, list[Line]]:
    """Return whom the last line or two name as author and agency, and the other lines."""
    author = agency = ""
    while len(lines) > 1 and (name := author_of(lines[-1].text)):
        if _names_agency(lines[-1].text):
            if agency:
                break
            agency = name
        elif author:
            break
        else:
            author = name
        lines = lines[:-1]
    return Byline(author, agency), lines


def author_of(line: str) -> str:
    """Return the author of a line that holds nothing else, or ``""``."""
    if len(line) > LONGEST_BYLINE:
        return ""
    line = line.strip(AROUND)
    opening = _opening().match(line)
    name = line[opening.end() :].strip() if opening else line
    if fold(name) in folded("byline_words") or INITIALS.fullmatch(name):
        return name
    people = BETWEEN.split(AGENCY.sub("", name := ROLE.sub("", name)))
    fewest = 1 if opening else FEWEST_NAMES
    alone = all(
        _is_person(person, fewest if place == 0 else 1) for place, person in enumerate(people)
    )
    return name if name and alone else ""


@cache
def _opening() -> re.Pattern[str]:
    """Match what introduces an author; a colon is needed after all but ``Theo`` and ``Bởi``."""
    names = "|".join(re.escape(entry) for entry in entries("byline_openings"))
    return re.compile(rf"(?:(?:{names})\s*[:：]|(?:Theo|Bởi|By)(?=\s))\s*", re.IGNORECASE)


def _names_agency(line: str) -> bool:
    opening = _opening().match(line.strip(AROUND))
    return opening is not None and fold(opening[0]).startswith(("theo", "nguon"))


def _is_person(name: str, fewest: int) -> bool:
    words = name.split()
    letters = all(word.replace(".", "").replace("+", "").isalpha() for word in words)
    return letters and fewest <= len(words) <= MOST_NAMES and all(w[0].isupper() for w in words)
