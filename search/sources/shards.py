"""An input in many files, cut into parts: in a folder, or in a bucket of an object store."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

from search.errors import SourceMissing, UsageError
from search.sources.files import InputFile, inputs
from search.sources.formats import is_readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

#: Beside the input, hidden from whoever reads it: a folder for each part.
_HOMES = ".timbao"
#: What a part's folder has while somebody writes there.
_PASSING = ("*.lock", "*.lock.holder", "*-wal", "*-shm", "*.part")


@dataclass(frozen=True, slots=True, order=True)
class PartOf:
    """One of so many parts of an input, counted from 1."""

    number: int
    of: int

    @classmethod
    def read(cls, typed: str) -> Self:
        """Return the part that ``3/16`` names. Raises UsageError."""
        number, _, of = typed.partition("/")
        if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
            raise UsageError(
                f"--part {typed}: phải như 3/16, phần thứ ba của mười sáu",
                f"--part {typed}: must be like 3/16, the third of sixteen",
            )
        return cls(int(number), int(of))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, name: str) -> bool:
        """Whether a file belongs to this part: always the same one, whatever else there is."""
        return zlib.crc32(os.fsencode(name)) % self.of == self.number - 1

    @property
    def folder(self) -> str:
        """What the part's folder is called."""
        return f"{self.number:05}-of-{self.of:05}"


class Shards(Protocol):
    """The files of an input, and the folders that its parts have beside it."""

    def files(self, part: PartOf) -> dict[str, tuple[int, int]]:
        """Return the files of a part, by their names in the input, as they are.

        That is the size in bytes, and a number that changes with the content.
        """

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Have some files on this machine inside the block."""

    def home(self, part: PartOf) -> Path:
        """Return the folder of a part on this machine, as it was last put beside the input."""

    def put_back(self, part: PartOf) -> None:
        """Put the folder of a part beside the input, where it is not there already."""

    def homes(self) -> list[PartOf]:
        """Return the parts that have a folder beside the input."""


@dataclass(frozen=True)
class FolderShards:
    """An input in a folder that every machine sees. Raises SourceMissing."""

    top: Path

    def __post_init__(self) -> None:
        if not self.top.is_dir():
            raise SourceMissing(self.top)

    def files(self, part: PartOf) -> dict[str, tuple[int, int]]:
        """Return the files of a part."""
        found = {}
        for file in inputs([self.top]):
            if isinstance(file, InputFile) and file.path is not None:
                name = file.path.relative_to(self.top).as_posix()
                if part.has(name):
                    status = file.path.stat()
                    found[name] = status.st_size, status.st_mtime_ns
        return found

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Give the files where they are."""
        yield [self.top / name for name in names]

    def home(self, part: PartOf) -> Path:
        """Return the folder beside the input."""
        return self.top / _HOMES / part.folder

    def put_back(self, part: PartOf) -> None:
        """Do nothing: it is there."""

    def homes(self) -> list[PartOf]:
        """Return the parts that have a folder."""
        known = self.top / _HOMES
        return _parts(each.name for each in known.iterdir()) if known.is_dir() else []


class BucketShards:
    """An input in a bucket that fsspec reaches, ``s3://news/2024``.

    Folders of parts are worked on under ``scratch``, and put into the bucket when they are whole.
    """

    def __init__(self, url: str, scratch: Path) -> None:
        try:
            import fsspec
        except ImportError as error:
            raise UsageError(
                "Chưa cài fsspec; hãy chạy: pip install 'timbao[bucket]'",
                "fsspec is not installed; run: pip install 'timbao[bucket]'",
            ) from error
        try:
            self._store, self._top = fsspec.core.url_to_fs(url)
        except (ImportError, ValueError) as error:
            raise UsageError(f"{url}: {error}", f"{url}: {error}") from error
        self._scratch = scratch

    def files(self, part: PartOf) -> dict[str, tuple[int, int]]:
        """Return the files of a part; what they are like is told by size and time of change."""
        found = {}
        for path, known in self._store.find(self._top, detail=True).items():
            name = self._name(path)
            hidden = any(each.startswith(".") for each in PurePosixPath(name).parts)
            if not hidden and is_readable(name) and part.has(name):
                found[name] = int(known["size"] or 0), _changed(known)
        return found

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Fetch the files, and delete them afterwards."""
        with TemporaryDirectory(prefix="timbao-") as fetched:
            targets = [Path(fetched) / name for name in names]
            for name, target in zip(names, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                self._store.get_file(f"{self._top}/{name}", str(target))
            yield targets

    def home(self, part: PartOf) -> Path:
        """Fetch the folder as it was last put there, unless this machine has it."""
        home = self._scratch / part.folder
        there = f"{self._top}/{_HOMES}/{part.folder}"
        if not home.exists() and self._store.exists(there):
            self._store.get(there, str(home), recursive=True)
        return home

    def put_back(self, part: PartOf) -> None:
        """Put the folder into the bucket, file by file."""
        home = self._scratch / part.folder
        for path in sorted(each for each in home.rglob("*") if each.is_file()):
            if not any(path.match(pattern) for pattern in _PASSING):
                name = path.relative_to(home).as_posix()
                self._store.put_file(str(path), f"{self._top}/{_HOMES}/{part.folder}/{name}")

    def homes(self) -> list[PartOf]:
        """Return the parts that have a folder in the bucket."""
        known = f"{self._top}/{_HOMES}"
        if not self._store.exists(known):
            return []
        return _parts(PurePosixPath(each).name for each in self._store.ls(known, detail=False))

    def _name(self, path: str) -> str:
        return path.removeprefix(self._top).lstrip("/")


def shards(given: str, scratch: Path) -> Shards:
    """Return an input by its path or URL. Raises SourceMissing, UsageError."""
    return BucketShards(given, scratch) if "://" in given else FolderShards(Path(given))


def _parts(names: Iterator[str]) -> list[PartOf]:
    found = []
    for name in names:
        number, _, of = name.partition("-of-")
        if number.isdecimal() and of.isdecimal():
            found.append(PartOf(int(number), int(of)))
    return sorted(found)


def _changed(known: dict[str, Any]) -> int:
    """Return a number that changes with a file, of what its store says of it."""
    told = known.get("ETag") or known.get("LastModified") or known.get("mtime") or ""
    return zlib.crc32(str(told or known.get("created", "")).encode())
