"""Room on the disk: how much a folder takes, and whether so much more will fit."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from search.errors import NoSpace

if TYPE_CHECKING:
    from pathlib import Path


def folder_size(folder: Path) -> int:
    """Return how many bytes the files in a folder take; a file that goes meanwhile takes none."""
    size = 0
    for path in folder.iterdir():
        try:
            size += path.stat().st_size
        except FileNotFoundError:
            continue
    return size


def require_space(folder: Path, needed: int) -> None:
    """Raise NoSpace unless the disk of ``folder`` has room for so many bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoSpace(folder, needed, free)
