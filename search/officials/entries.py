"""The words that recognition knows by heart, from data/*.txt: one entry a line, # for a remark."""

from __future__ import annotations

from functools import cache

from search.data_files import data_folder


@cache
def entries(name: str, room: str = "officials") -> frozenset[str]:
    """Return the entries of ``search/ROOM/data/NAME.txt`` as written, in NFC."""
    text = (data_folder(room) / f"{name}.txt").read_text("utf-8")
    return frozenset(line for line in text.splitlines() if line and line[0] != "#")


def family_names() -> frozenset[str]:
    """Return the family names of Vietnam."""
    return entries("family_names", "vietnamese")
