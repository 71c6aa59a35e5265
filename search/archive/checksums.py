"""Checksums of the files of an index, which never change once written: is each as it was left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: What an engine names files that check themselves, page by page, when they are read. All others
#: are checked at every opening: among them is the list of these.
CHECKS_ITSELF = ".arr"
#: What an engine names files that no commit has taken up: they are litter, or another's work.
LOOSE = ".part"


def sealed(folder: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Bring the files in ``folder`` safely to the disk; return the seal of each, by name.

    A file ``known`` already is not read again, a LOOSE one has no seal. Raises OSError.
    """
    seals: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.name in known:
            seals[path.name] = known[path.name]
        elif path.is_file() and not (path.name.startswith("manifest.") or path.suffix == LOOSE):
            with path.open("r+b") as file:  # Windows syncs only what it may write
                os.fsync(file.fileno())
            seals[path.name] = _seal(path)
    return seals


def broken(folder: Path, seals: Mapping[str, str], *, every: bool = False) -> Iterator[str]:
    """Yield the names of files that are not what was sealed: of other size, or other content.

    The content of files named CHECKS_ITSELF is read only if ``every`` is to be. A file that is gone
    is no fault: a later state of the index may do without it. Raises OSError.
    """
    for name, seal in seals.items():
        path = folder / name
        try:
            size = path.stat().st_size
            same = seal.startswith(f"{size}:")
            if same and (every or path.suffix != CHECKS_ITSELF):
                same = seal == _seal(path)
        except FileNotFoundError:
            continue
        if not same:
            yield name


def _seal(path: Path) -> str:
    """Return size and SHA-256 of a file as ``size:digest``."""
    import hashlib  # a search needs none

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return f"{file.tell()}:{digest}"
