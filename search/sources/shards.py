"""An input in many files, cut into parts, and the folders that these have beside it."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from search.errors import SourceMissing, UsageError
from search.sources.files import InputFile, inputs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

#: Beside the input, hidden from whoever reads it: a folder for each part.
HOMES = ".timbao"
#: A part's folder is whole where it has this: it is put there last, and taken away first.
WHOLE = "finished.json"


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

    def shown(self, name: str) -> str:
        """Return what a person calls a file."""

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Have some files on this machine inside the block, last changed when they were."""

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

    def shown(self, name: str) -> str:
        """Return the path of a file."""
        return str(self.top / name)

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Give the files where they are."""
        yield [self.top / name for name in names]

    def home(self, part: PartOf) -> Path:
        """Return the folder beside the input."""
        return self.top / HOMES / part.folder

    def put_back(self, part: PartOf) -> None:
        """Do nothing: it is there."""

    def homes(self) -> list[PartOf]:
        """Return the parts that have a folder."""
        known = self.top / HOMES
        return parts_of(each.name for each in known.iterdir()) if known.is_dir() else []


def shards(given: str, scratch: Path) -> Shards:
    """Return an input by its path or URL. Raises SourceMissing, UsageError."""
    from search.sources.bucket_shards import BucketShards

    return BucketShards(given, scratch) if "://" in given else FolderShards(Path(given))


def parts_of(names: Iterator[str]) -> list[PartOf]:
    """Return the parts whose folders have these names."""
    found = []
    for name in names:
        number, _, of = name.partition("-of-")
        if number.isdecimal() and of.isdecimal():
            found.append(PartOf(int(number), int(of)))
    return sorted(found)
