"""Proper names in a text: runs of capitalised syllables, and which of them look like people."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from search.data_files import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_SYLLABLE = rf"[{_CAPITAL}][^\W\d_{_CAPITAL}]+"
_RUN = re.compile(rf"(?<!\w){_SYLLABLE}(?: {_SYLLABLE})+(?!\w)")
MOST_SYLLABLES = 5


def proper_names(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each run of 2 to 5 capitalised syllables of NFC ``text``, and whether it is a person.

    A person's begins with a family name of Vietnam; what stands before that (``Ông``, ``Bà``) is
    no part of it. Names that the text has in other letters are not found: ``LÊ BÁ HÙNG``.
    """
    for run in _RUN.findall(text):
        syllables = run.split(" ")
        person = _person(syllables)
        if 1 < len(person) <= MOST_SYLLABLES:
            yield " ".join(person), True
        elif not person and len(syllables) <= MOST_SYLLABLES:
            yield run, False


def _person(syllables: list[str]) -> list[str]:
    """Return a run from its first family name on, if a name follows that is no place's."""
    for at, pair in enumerate(pairwise(syllables)):
        if pair[0] in _entries("family") and " ".join(pair) not in _entries("not"):
            return syllables[at:]
    return []


@cache
def _entries(name: str) -> frozenset[str]:
    path = data_folder("vietnamese") / f"{name}_names.txt"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and line[0] != "#")
