"""Small files replaced in one step that a crash cannot halve, and renamings made durable."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from search.errors import StorageError
from search.failpoints import reached

if TYPE_CHECKING:
    from pathlib import Path


def write_durably(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` in one step that a crash cannot halve. Raises StorageError."""
    aside = path.with_name(path.name + ".new")
    try:
        with aside.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        reached("aside")
        aside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise StorageError(path, error.strerror or str(error)) from error


def sync_folder(folder: Path) -> None:
    """Make a renaming durable, where the system can sync a folder (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
