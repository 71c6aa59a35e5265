"""Generations of an index: each in a folder of its own, one of them named by CURRENT."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from search.archive.database import now
from search.errors import IndexDamaged, IndexMissing, StorageError

if TYPE_CHECKING:
    from pathlib import Path

_MANIFEST = "manifest.json"
_CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built by and from. ``change`` is the last archive change it holds."""

    fingerprint: str
    change: int = 0
    built_at: str = ""


class Generations:
    """The generations under one folder.

    A reader follows CURRENT and sees a whole index; a builder fills a folder that CURRENT does not
    name yet. The generation before the current one is kept, for readers that still have it open.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path:
        """Return the folder in use. Raises IndexMissing, IndexDamaged."""
        try:
            name = (self.root / _CURRENT).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            raise IndexMissing(self.root) from None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexDamaged(self.root, f"CURRENT: {error}") from error
        folder = self.root / name
        if not name or not folder.is_dir():
            raise IndexDamaged(self.root, f"CURRENT names {name!r}, which is not there")
        return folder

    def create(self) -> Path:
        """Make and return the folder of a new generation; nobody reads it yet."""
        names = [int(each.name) for each in self._folders()]
        folder = self.root / f"{max(names, default=0) + 1:06d}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise StorageError(folder, error.strerror or str(error)) from error
        return folder

    def activate(self, folder: Path) -> None:
        """Put ``folder`` in use, in one step, and drop all but it and the one before."""
        before = (self.root / _CURRENT).read_text(encoding="utf-8").strip() if self.exists else ""
        write_durably(self.root / _CURRENT, folder.name + "\n")
        for each in self._folders():
            if each.name not in {folder.name, before}:
                shutil.rmtree(each, ignore_errors=True)

    @property
    def exists(self) -> bool:
        """Whether any generation is in use."""
        return (self.root / _CURRENT).exists()

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [each for each in self.root.iterdir() if each.is_dir() and each.name.isdigit()]


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation. Raises IndexDamaged."""
    try:
        content = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return Manifest(**content)
    except (OSError, ValueError, TypeError) as error:
        raise IndexDamaged(folder, f"{_MANIFEST}: {error}") from error


def write_manifest(folder: Path, fingerprint: str, change: int) -> None:
    """Write down durably what a generation holds."""
    manifest = Manifest(fingerprint=fingerprint, change=change, built_at=now())
    write_durably(folder / _MANIFEST, json.dumps(asdict(manifest), indent=2) + "\n")


def write_durably(path: Path, text: str) -> None:
    """Replace ``path`` by ``text`` in one step that a crash cannot halve. Raises StorageError."""
    aside = path.with_name(path.name + ".new")
    try:
        with aside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    """Make a renaming durable, where the system can sync a folder (Windows cannot)."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
