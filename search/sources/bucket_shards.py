"""An input in a bucket of an object store, cut into parts."""

from __future__ import annotations

import os
import shutil
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from search.errors import UsageError
from search.sources.formats import is_readable
from search.sources.shards import HOMES, WHOLE, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.sources.shards import PartOf

#: What a part's folder has while somebody writes there.
_PASSING = ("*.lock", "*.lock.holder", "*-wal", "*-shm", "*.part")


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
        self._url = url.rstrip("/")
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

    def shown(self, name: str) -> str:
        """Return the URL of a file."""
        return f"{self._url}/{name}"

    @contextmanager
    def local(self, names: Sequence[str]) -> Iterator[list[Path]]:
        """Fetch the files, and delete them afterwards."""
        with TemporaryDirectory(prefix="timbao-") as fetched:
            targets = [Path(fetched) / name for name in names]
            for name, target in zip(names, targets, strict=True):
                target.parent.mkdir(parents=True, exist_ok=True)
                self._store.get_file(f"{self._top}/{name}", str(target))
                changed = self._store.modified(f"{self._top}/{name}").timestamp()
                os.utime(target, (changed, changed))
            yield targets

    def home(self, part: PartOf) -> Path:
        """Fetch the folder, unless this machine was the last one to put it there."""
        home, there = self._scratch / part.folder, self._there(part)
        state = self._state(part)
        if state and state != _read(self._put(part)):
            shutil.rmtree(home, ignore_errors=True)
            self._store.get(there, str(home), recursive=True)
            self._put(part).write_text(state, "ascii")
        return home

    def put_back(self, part: PartOf) -> None:
        """Put the folder into the bucket, file by file, what says that it is whole at last."""
        home, there = self._scratch / part.folder, self._there(part)
        if self._store.exists(f"{there}/{WHOLE}"):
            self._store.rm_file(f"{there}/{WHOLE}")
        found = [each for each in home.rglob("*") if each.is_file()]
        for path in sorted(found, key=lambda each: (each.name == WHOLE, each)):
            if not any(path.match(pattern) for pattern in _PASSING):
                name = path.relative_to(home).as_posix()
                self._store.put_file(str(path), f"{there}/{name}")
        self._put(part).write_text(self._state(part), "ascii")

    def _there(self, part: PartOf) -> str:
        return f"{self._top}/{HOMES}/{part.folder}"

    def _put(self, part: PartOf) -> Path:
        """Return the file that says what this machine last knew of a part's folder there."""
        return self._scratch / f"{part.folder}.put"

    def _state(self, part: PartOf) -> str:
        """Return what changes with a part's folder in the bucket; "" where there is none."""
        there = self._there(part)
        if not self._store.exists(there):
            return ""
        self._store.invalidate_cache()
        found = self._store.find(there, detail=True)
        return "".join(f"{_changed(known):08x}" for _, known in sorted(found.items()))

    def homes(self) -> list[PartOf]:
        """Return the parts that have a folder in the bucket."""
        known = f"{self._top}/{HOMES}"
        if not self._store.exists(known):
            return []
        return parts_of(PurePosixPath(each).name for each in self._store.ls(known, detail=False))

    def _name(self, path: str) -> str:
        return path.removeprefix(self._top).lstrip("/")


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:
        return ""


def _changed(known: dict[str, Any]) -> int:
    """Return a number that changes with a file, of what its store says of it."""
    told = known.get("ETag") or known.get("LastModified") or known.get("mtime") or ""
    return zlib.crc32(str(told or known.get("created", "")).encode())
