"""Take the author's name off the end of an article: ``Bài, ảnh: Lê Thanh``, ``Theo TTXVN``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from search.sources.cleaning import fold
from search.sources.lexicon import entries, folded

if TYPE_CHECKING:
    from search.sources.captions import Line

LONGEST_BYLINE = 60
FEWEST_NAMES, MOST_NAMES = 2, 4  # syllables of a person's name
INITIALS = re.compile(r"[A-ZĐ]{1,2}(?:\.\s?[A-ZĐ]{1,8})+\.?|[A-ZĐ]\.")
BETWEEN = re.compile(r"\s*(?:[-–—,/&]|\bvà\b)\s*")
ROLE = re.compile(r"\s*\([^()A-ZĐ]{2,30}\)$")  # "Quỳnh Chi (thực hiện)"
AGENCY = re.compile(r"\s*\([^()]{2,30}\)$")


def take_byline(lines: list[Line]) -> tuple[str, list[Line]]:
    """Return the author that the last line names, and the other lines; ``""`` for no author."""
    if len(lines) > 1 and (author := author_of(lines[-1].text)):
        return author, lines[:-1]
    return "", lines


def author_of(line: str) -> str:
    """Return the author of a line that holds nothing else, or ``""``."""
    if len(line) > LONGEST_BYLINE:
        return ""
    line = line.strip(" ./|-–—*_")
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
    """Match what introduces an author; a colon is needed after all but ``Theo``."""
    names = "|".join(re.escape(entry) for entry in entries("byline_openings"))
    return re.compile(rf"(?:(?:{names})\s*[:：]|Theo)\s*", re.IGNORECASE)


def _is_person(name: str, fewest: int) -> bool:
    words = name.split()
    letters = all(word.replace(".", "").replace("+", "").isalpha() for word in words)
    return letters and fewest <= len(words) <= MOST_NAMES and all(w[0].isupper() for w in words)
