"""Proper names in a text: runs of capitalised syllables, and which of them look like people."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

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
        first = next((at for at, each in enumerate(syllables) if each in _entries("family")), -1)
        name = " ".join(syllables[first:]) if first >= 0 else ""
        if " " in name and name not in _entries("not"):
            if len(syllables) - first <= MOST_SYLLABLES:
                yield name, True
        elif len(syllables) <= MOST_SYLLABLES:
            yield run, False


@cache
def _entries(name: str) -> frozenset[str]:
    path = files("search.vietnamese") / "data" / f"{name}_names.txt"
    lines = path.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and line[0] != "#")
