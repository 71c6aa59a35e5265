"""What somebody typed who looks for a person: a name, an id, a post, a name with a title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from search.officials.capitals import Tokens
from search.officials.entries import entries
from search.officials.organisations import Organisation, organisation
from search.officials.people.where import folded, province_folded
from search.officials.phrases import Phrases
from search.officials.place_names import name_keys
from search.vietnamese.characters import clean
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_ID = re.compile(r"[\w'-]+\.([0-9a-f]{8}|\?)")
_LONGEST_PROVINCE = 4
_TITLES = ("titles", "honorific_pairs", "honorifics")


@dataclass(frozen=True, slots=True)
class AskedPost:
    """A title, an organisation, or both: ``giám đốc sở tt&tt nghệ an``. Either may be empty."""

    title: str
    organisation: Organisation

    @property
    def empty(self) -> bool:
        """Whether nothing was asked."""
        return not self.title and self.organisation == Organisation("")

    def of(self, organisation: Organisation) -> AskedPost:
        """Return the same title in another organisation."""
        return AskedPost(self.title, organisation)


@dataclass(frozen=True, slots=True)
class Asked:
    """Every way to read what was typed; which one holds, the archive decides.

    ``id`` is empty where it cannot be one; ``name`` is what is left without ``ông`` and the like;
    ``post`` has a title only where the text begins with one, and ``behind`` is what follows that.
    """

    id: str
    name: str
    post: AskedPost
    behind: str


def asked(typed: str) -> Asked:
    """Read what was typed; any text will do."""
    text = " ".join(clean(typed).text.split())
    post, behind = _post(text)
    return Asked(
        id=text if _ID.fullmatch(text) else "",
        name=_without_titles(text),
        post=post,
        behind=_without_titles(behind),
    )


def asked_post(typed: str) -> AskedPost:
    """Read a post, or only an organisation: ``Sở TT&TT``."""
    return _post(" ".join(clean(typed).text.split()))[0]


def bears(key: str, typed: str) -> bool:
    """Return whether the last syllables of a name may be what was typed.

    A syllable that is typed without accents may have any.
    """
    named, asked_for = key.split(), name_keys(typed)
    behind = named[-len(asked_for) :]
    return len(behind) == len(asked_for) and all(
        theirs == mine or (fold(theirs) == mine)
        for theirs, mine in zip(behind, asked_for, strict=True)
    )


def _post(text: str) -> tuple[AskedPost, str]:
    tokens = Tokens.of(text)
    words = [folded(word) for word in tokens.words]
    deputy = int(words[:1] == ["pho"])
    size = _phrases("offices").at(words, deputy)
    if size:
        size += deputy
        size += _phrases("office_endings").at(words, size)
    cut = tokens.end(size - 1) if size else 0
    behind = text[cut:].strip(" ,")
    return AskedPost(text[:cut], organisation(_placed(behind))), behind if size else ""


def _placed(text: str) -> str:
    """Return ``text`` with the province at its end as one is written, however it was typed."""
    words = text.split()
    for at in range(max(1, len(words) - _LONGEST_PROVINCE), len(words)):
        if named := province_folded(folded(" ".join(words[at:]))):
            return " ".join([*words[:at], named])
    return text


def _without_titles(text: str) -> str:
    tokens = Tokens.of(text)
    words = [folded(word) for word in tokens.words]
    at = 0
    while size := max((_phrases(each).at(words, at) for each in _TITLES), default=0):
        at += size
        while at < len(words) and words[at] in {".", "-", ","}:
            at += 1
    return text[tokens.starts[at] :] if 0 < at < len(words) else text


@cache
def _phrases(name: str) -> Phrases:
    return Phrases(_folded(entries(name)))


def _folded(lines: Iterable[str]) -> list[str]:
    return [each for each in map(folded, lines) if each]
