"""Take the newspaper's name off the first paragraph: ``(Baonghean.vn) - Chiều 29/12, …``."""

from __future__ import annotations

import re
from typing import NamedTuple

from search.sources.cleaning import fold
from search.sources.lexicon import folded

BRACKETED = re.compile(r"(?P<place>[^()\n]{0,40})\((?P<source>[^()\n:]{2,40})\)\s*[-–—:.]+\s*")
BARE = re.compile(r"(?P<source>[\w.&]{2,30}(?: [\w.&]{1,15}){0,3})\s*[-–—]\s+")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info|tv|news|asia|us)", re.IGNORECASE)
LABEL = re.compile(r"(?P<source>[A-ZĐ]{3,}[\w.]*)\s+(?=[\"“]?[A-ZĐÀ-Ỹ])")
INITIALS = re.compile(r"(?P<source>[A-ZĐ][A-ZĐ&]{1,4}?)(?:O|\sOnline|\.VN)?\s*[-–—]\s+(?=\S)")
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


def split_own_dateline(paragraph: str, site: str) -> Dateline | None:
    """Return the parts of a paragraph that opens with its site's name or initials, else None.

    So ``TPO - Sáng 3/4, …`` opens with a dateline on tienphong.vn, whether or not TPO is known, and
    ``BNEWS Sáng 3/4, …`` on bnews.vn.
    """
    match = LABEL.match(paragraph)
    if match and fold(match["source"]) in {fold(site), fold(site).split(".")[0]}:
        return Dateline(match["source"], "", paragraph[match.end() :])
    match = INITIALS.match(paragraph)
    if not match or paragraph[match.end() :][:1].islower():
        return None
    letters = [letter for letter in fold(match["source"]) if letter.isalnum()]
    names = {fold(site), fold(site).removeprefix("bao")}
    if not any(_are_initials(letters, name) for name in names):
        return None
    return Dateline(match[0].rstrip(" -–—"), "", paragraph[match.end() :])


def _are_initials(letters: list[str], name: str) -> bool:
    """Whether ``name`` begins with the first of ``letters`` and has the others in that order."""
    rest = iter(name[1:])
    return name[:1] == letters[0] and all(letter in rest for letter in letters[1:])


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
