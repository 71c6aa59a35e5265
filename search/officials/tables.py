"""The tables in data/: lines of cells between tabs, # for a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.data_files import data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """Read the cells of each line of ``data/NAME`` with the number of the line."""
    return cells((data_folder("officials") / name).read_text("utf-8"))


def cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Cut a table into the cells of each line, with the number of the line, from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]
