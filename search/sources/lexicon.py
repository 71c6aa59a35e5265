"""The words that readers know by heart, from data/*.txt: one entry a line, # for a remark."""

from __future__ import annotations

from functools import cache

from search.data_files import data_folder
from search.sources.cleaning import clean, fold


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/NAME.txt`` in order, as written."""
    text = clean((data_folder("sources") / f"{name}.txt").read_text("utf-8"))
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


@cache
def folded(name: str) -> frozenset[str]:
    """Return the entries of ``data/NAME.txt`` without marks and in lower case."""
    return frozenset(fold(entry) for entry in entries(name))
