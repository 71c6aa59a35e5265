"""Take the newspaper's name off the first paragraph: ``(Baonghean.vn) - Chiều 29/12, …``."""

from __future__ import annotations

import re
from typing import NamedTuple

from search.sources.cleaning import fold
from search.sources.lexicon import folded

BRACKETED = re.compile(r"(?P<place>[^()\n]{0,40})\((?P<source>[^()\n:]{2,40})\)\s*[-–—:.]+\s*")
BARE = re.compile(r"(?P<source>[\w.&]{2,30}(?: [\w.&]{1,15}){0,3})\s*[-–—]\s+")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|news|asia|us)", re.IGNORECASE)
MOST_WORDS = 6


class Dateline(NamedTuple):
    """The opening of a first paragraph: who published it, from where, and what it says."""

    source: str
    place: str
    text: str


def split_dateline(paragraph: str) -> Dateline | None:
    """Return the parts of a paragraph that opens with a newspaper's name, else None."""
    match = BRACKETED.match(paragraph)
    if match and not _is_source(match["source"].strip(), known_only=bool(match["place"].strip())):
        match = None
    if match is None:
        match = BARE.match(paragraph)
        if match is None or not _is_source(match["source"], known_only=True):
            return None
    text = paragraph[match.end() :]
    first = text.lstrip("\"“”'‘(*[")[:1]
    if not first or first.islower():
        return None  # "Báo Nghệ An - cơ quan của Đảng bộ tỉnh" is a sentence
    place = match.groupdict().get("place") or ""
    return Dateline(match["source"].strip(), place.strip(" -–—,"), text)


def _is_source(name: str, *, known_only: bool) -> bool:
    """Whether ``name`` can be a newspaper; with ``known_only`` it must be certain by itself."""
    if SITE.fullmatch(name) or fold(name) in folded("newspapers"):
        return True
    words = name.split()
    if words and fold(words[0]) in folded("newspaper_openings") and len(words) > 1:
        return all(word[0].isupper() for word in words[1:]) and len(words) <= MOST_WORDS
    if known_only:
        return False
    return len(words) <= MOST_WORDS and name[0].isupper() and not re.search(r"\d", name)
