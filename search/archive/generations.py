"""Generations of an index: each in a folder of its own, one of them named by CURRENT."""

from __future__ import annotations

import json
import os
import shutil
import zlib
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from search.archive.checksums import CHECKS_ITSELF, broken, sealed
from search.archive.database import now
from search.archive.durable_files import sync_folder, write_durably
from search.errors import IndexDamaged, IndexMissing, StorageError
from search.failpoints import reached

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_MANIFEST = "manifest.json"
_CURRENT = "CURRENT"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built by and from.

    ``change`` is the last archive change it holds and ``token`` that change's token, ``seals`` are
    the checksums of its files. An engine gives a new name to whatever it writes anew.
    """

    fingerprint: str
    change: int = 0
    token: str = ""
    built_at: str = ""
    seals: dict[str, str] = field(default_factory=dict)


class Generations:
    """The generations under one folder.

    A reader follows CURRENT and sees a whole index; a builder fills a folder that CURRENT does not
    name yet. The generation before the current one is kept, for readers that still have it open,
    and where the index ``keeps_former``, to go back to.
    """

    def __init__(self, root: Path, *, keeps_former: bool = False) -> None:
        self.root = root
        self._keeps_former = keeps_former

    def current(self) -> Path:
        """Return the folder in use. Raises IndexMissing, IndexDamaged."""
        try:
            content = (self.root / _CURRENT).read_bytes()
        except FileNotFoundError:
            raise IndexMissing(self.root) from None
        except OSError as error:
            raise IndexDamaged(self.root, f"CURRENT: {error}") from error
        name = _first_word(content)
        if not _is_number(name) or content != _naming(name).encode():
            raise IndexDamaged(self.root, "CURRENT is not what was written")
        if not (self.root / name).is_dir():
            raise IndexDamaged(self.root, f"CURRENT names {name}, which is not there")
        return self.root / name

    def state(self) -> object:
        """Return what differs from now on whenever a writer has changed what is in use."""
        try:
            content = (self.root / _CURRENT).read_bytes()
            name = _first_word(content)
            if not _is_number(name):
                return content
            with os.scandir(self.root / name) as files:
                known = [(each.name, each.inode(), each.stat()) for each in files]
        except OSError as error:  # gone this very moment, or for good
            return error.errno, error.filename
        return content, {(name, inode, s.st_size, s.st_mtime_ns) for name, inode, s in known}

    @contextmanager
    def building(self, goes_on: Callable[[Path], bool] = lambda _: False) -> Iterator[Path]:
        """Give the folder of a new generation, which is in use from the end of the block on.

        It is the one that an earlier builder began, if it ``goes_on`` from there. An error inside
        drops it and leaves the one in use as it was; an interruption keeps it to go on with.
        Raises StorageError.
        """
        folder = self._begun(goes_on) or self._create()
        try:
            yield folder
            self._put_in_use(folder)
        except BaseException as error:
            kept = isinstance(error, KeyboardInterrupt) and goes_on(folder)
            if self._number_in_use() != int(folder.name) and not kept:
                _drop(folder)
            raise

    def unfinished(self) -> list[Path]:
        """Return the folders that a builder began and did not put in use, the latest first."""
        in_use = self._number_in_use()
        begun = [each for each in self._folders() if int(each.name) > in_use]
        return sorted(begun, key=lambda each: -int(each.name))

    def former(self) -> Path | None:
        """Return the folder of the generation before the one in use, None where it is gone."""
        in_use = self._number_in_use()
        before = [each for each in self._folders() if int(each.name) < in_use]
        return max(before, key=lambda each: int(each.name), default=None)

    def put_back(self, folder: Path) -> None:
        """Have a former generation in use again, and delete those after it. Raises StorageError."""
        write_durably(self.root / _CURRENT, _naming(folder.name))
        reached("swapped")
        for each in self.unfinished():
            _drop(each)

    def drop_former(self) -> None:
        """Delete the generations before the one in use, which is known to serve."""
        kept = self.former() if self._keeps_former else None
        in_use = self._number_in_use()
        for each in self._folders():
            if int(each.name) < in_use and each != kept:
                _drop(each)
        reached("dropped")

    def _begun(self, goes_on: Callable[[Path], bool]) -> Path | None:
        begun = self.unfinished()
        found = next((each for each in begun if goes_on(each)), None)
        for each in begun:
            if each != found:
                _drop(each)
        return found

    def _create(self) -> Path:
        # numbers only grow: a reader must never take a new generation for an old one
        latest = max([self._number_in_use(), *(int(each.name) for each in self._folders())])
        folder = self.root / f"{latest + 1:06d}"
        try:
            folder.mkdir(parents=True)
        except OSError as error:
            raise StorageError(folder, error.strerror or str(error)) from error
        return folder

    def _put_in_use(self, folder: Path) -> None:
        kept = {int(folder.name), self._number_in_use()}
        write_durably(self.root / _CURRENT, _naming(folder.name))
        reached("swapped")
        for each in self._folders():
            if int(each.name) not in kept:
                _drop(each)

    def _number_in_use(self) -> int:
        """Return the number that CURRENT names, damaged or not; 0 where that is none."""
        try:
            name = _first_word((self.root / _CURRENT).read_bytes())
        except OSError:
            return 0
        return int(name) if _is_number(name) else 0

    def _folders(self) -> list[Path]:
        if not self.root.is_dir():
            return []
        return [each for each in self.root.iterdir() if each.is_dir() and _is_number(each.name)]


def read_manifest(folder: Path, *, check_all: bool = False) -> Manifest:
    """Return the manifest of a generation. Raises IndexDamaged.

    The sizes of all files are compared with their seals, and the content of each that does not
    check itself, before anybody unpickles it; ``check_all`` reads those too that do.
    """
    try:
        content = (folder / _MANIFEST).read_bytes()
        text, _, checksum = content.decode().rpartition("\n")
        manifest = Manifest(**json.loads(text))
        bad = _MANIFEST
        if checksum == _checksum(text):
            bad = next(broken(folder, manifest.seals, every=check_all), "")
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise IndexDamaged(folder, f"{_MANIFEST}: {error}") from error
    if bad:
        raise IndexDamaged(folder, f"{bad} is not what was written")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> Manifest:
    """Bring a generation to the disk; seal, date, write down and return its manifest.

    Files that ``manifest`` has seals of are not read again. Raises StorageError.
    """
    try:
        seals = sealed(folder, manifest.seals)
        sync_folder(folder)
    except OSError as error:
        raise StorageError(folder, error.strerror or str(error)) from error
    manifest = replace(manifest, built_at=now(), seals=seals)
    text = json.dumps(asdict(manifest), indent=2)
    write_durably(folder / _MANIFEST, f"{text}\n{_checksum(text)}")
    return manifest


def sweep(folder: Path, manifest: Manifest) -> None:
    """Delete what an update that was cut short has left: whatever ``manifest`` has no seal of.

    Where a sealed file is gone, that update got as far as its commit, and nothing is litter.
    """
    if not manifest.seals or not all((folder / name).exists() for name in manifest.seals):
        return
    litter = [each for each in folder.iterdir() if each.name not in {_MANIFEST, *manifest.seals}]
    # what names other files goes before them: a kill between the two must leave the old index
    for path in sorted(litter, key=lambda each: each.suffix == CHECKS_ITSELF):
        if path.is_dir():
            _drop(path)
        else:
            with suppress(OSError):
                path.unlink()
        reached("swept")


def _naming(name: str) -> str:
    """Return what is in CURRENT when it names a generation."""
    return f"{name} {_checksum(name)}\n"


def _first_word(content: bytes) -> str:
    return content.decode("latin-1").partition(" ")[0].strip()


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < 10  # noqa: PLR2004 - plenty


def _drop(folder: Path) -> None:
    """Delete a generation; what a reader has open (Windows) goes at the next build."""
    shutil.rmtree(folder, ignore_errors=True)
    reached("deleted")
