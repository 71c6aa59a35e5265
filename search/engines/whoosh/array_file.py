"""Named arrays in one file, mapped into memory; each page is checked when it is first read."""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import numpy as np

from search.errors import IndexDamaged
from search.failpoints import reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

    from search.engines.whoosh.postings import Integers

#: What one checksum covers: small enough to check what a look-up reads, 0.1 % of the file.
PAGE = 4096

_MAGIC = 0x31524154  # "TAR1"
_TAIL = struct.Struct("<QII")  # length of the directory, CRC-32 of checksums and directory, magic
_CHUNK = 1 << 20
#: Bytes read of all files before they count as memory of this process no longer.
_MOST_MAPPED = 16 << 20


class ArrayStream:
    """One array that grows at its end."""

    def __init__(self, folder: Path, dtype: DTypeLike) -> None:
        self.dtype = np.dtype(dtype)
        self.count = 0
        self.file = tempfile.SpooledTemporaryFile(_CHUNK, dir=str(folder))  # noqa: SIM115 - until close

    def write(self, values: NDArray[Any]) -> None:
        """Append values, converted to the type of the stream."""
        self.file.write(np.ascontiguousarray(values, self.dtype).data)
        self.count += len(values)


class ArrayFileWriter:
    """Writes a file of arrays; nothing can be read before ``close``. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("w+b")
        self._directory: dict[str, tuple[str, int, int]] = {}
        self._streams: dict[str, ArrayStream] = {}

    def add(self, name: str, values: NDArray[Any]) -> None:
        """Write a whole array."""
        self._begin(name, values.dtype, len(values))
        self._file.write(np.ascontiguousarray(values).data)

    def stream(self, name: str, dtype: DTypeLike) -> ArrayStream:
        """Return an array to append to; several can grow at the same time."""
        stream = self._streams[name] = ArrayStream(self._path.parent, dtype)
        return stream

    def forget(self, *names: str) -> None:
        """Leave streams out that were begun."""
        for name in names:
            if stream := self._streams.pop(name, None):
                stream.file.close()

    def _begin(self, name: str, dtype: np.dtype[Any], count: int) -> None:
        self._file.write(b"\0" * (-self._file.tell() % 8))
        self._directory[name] = (dtype.str, self._file.tell(), count)

    def close(self, meta: dict[str, Any]) -> None:
        """Write what is left, the checksums and the directory, with ``meta`` (JSON) in it."""
        for name, stream in self._streams.items():
            self._begin(name, stream.dtype, stream.count)
            stream.file.seek(0)
            while chunk := stream.file.read(_CHUNK):
                self._file.write(chunk)
            stream.file.close()
        self._file.write(b"\0" * (-self._file.tell() % PAGE))
        checksums = np.array(list(self._checksums()), np.uint32).tobytes()
        directory = json.dumps({"arrays": self._directory, "meta": meta}).encode()
        checksum = zlib.crc32(directory, zlib.crc32(checksums))
        self._file.write(checksums + directory + _TAIL.pack(len(directory), checksum, _MAGIC))
        self._file.flush()
        reached("written")
        os.fsync(self._file.fileno())
        self._file.close()

    def _checksums(self) -> Iterator[int]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            for at in range(0, len(chunk), PAGE):
                yield zlib.crc32(chunk[at : at + PAGE])

    def cancel(self) -> None:
        """Forget everything written."""
        for stream in self._streams.values():
            stream.file.close()
        self._file.close()
        with suppress(OSError):
            self._path.unlink()


class _Mapped:
    """How much of all open files was read lately: the system counts it as memory of ours."""

    def __init__(self) -> None:
        self.files: WeakSet[ArrayFile] = WeakSet()
        self.bytes = 0

    def add(self, size: int) -> None:
        self.bytes += size
        if self.bytes > _MOST_MAPPED:
            self.release()

    def release(self) -> None:
        self.bytes = 0
        for file in self.files:
            file.release()


_MAPPED = _Mapped()


class ArrayFile:
    """A file of arrays, open for reading. It can be deleted meanwhile; it stays readable.

    Raises OSError where it cannot be opened, IndexDamaged where it is not what was written: now,
    or when a spoilt page is first read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            size = file.seek(0, 2)
            if size < _TAIL.size:
                raise self._damaged("too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, magic = _TAIL.unpack_from(self._map, size - _TAIL.size)
        start = size - _TAIL.size - length
        # pages and their checksums of four bytes each fill the file up to the directory
        pages = start // (PAGE + 4)
        if magic != _MAGIC or start < 0 or pages * (PAGE + 4) != start:
            raise self._damaged("its end is not what was written")
        if zlib.crc32(memoryview(self._map)[pages * PAGE : -_TAIL.size]) != checksum:
            raise self._damaged("its directory is not what was written")
        self._checksums = np.frombuffer(self._map, np.uint32, pages, pages * PAGE)
        self._checked = bytearray(pages)
        _MAPPED.files.add(self)
        content = json.loads(self._map[start : start + length])
        self.meta: dict[str, Any] = content["meta"]
        self._arrays = {
            name: (np.frombuffer(self._map, dtype, count, at), at)
            for name, (dtype, at, count) in content["arrays"].items()
        }

    def _damaged(self, fact: str) -> IndexDamaged:
        return IndexDamaged(self.path.parent, f"{self.path.name}: {fact}")

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def __iter__(self) -> Iterator[str]:
        return iter(self._arrays)

    def count(self, name: str) -> int:
        """Return the length of an array."""
        return len(self._arrays[name][0])

    def unchecked(self, name: str) -> NDArray[Any]:
        """Return a read-only view of a whole array that may not be what was written."""
        return self._arrays[name][0]

    def read(self, name: str, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Return a read-only view of ``array[start:stop]``, checked. Raises IndexDamaged."""
        array, at = self._arrays[name]
        values = array[start:stop]
        if len(values):
            _MAPPED.add(values.nbytes)
            at += start * array.itemsize
            first, after = at // PAGE, (at + values.nbytes - 1) // PAGE + 1
            if self._checked.find(0, first, after) >= 0:
                self._check(first, after)
        return values

    def take(self, name: str, places: Integers) -> NDArray[Any]:
        """Return ``array[places]``, a copy; only pages with one of them are read and checked."""
        array, at = self._arrays[name]
        pages = (at + places * array.itemsize) // PAGE
        pages = pages[np.flatnonzero(np.diff(pages, prepend=-1))]
        _MAPPED.add(len(pages) * PAGE)
        for page in pages[np.frombuffer(self._checked, np.uint8)[pages] == 0].tolist():
            self._check(page, page + 1)
        return array[places]

    def release(self) -> None:
        """Take what was read off the memory of this process; the system's cache keeps it.

        Arrays handed out stay good: what is used of them again is mapped again.
        """
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _check(self, first: int, after: int) -> None:
        for page in range(first, after):
            if not self._checked[page]:
                if not self._is_whole(page):
                    raise self._damaged(f"page {page} is not what was written")
                self._checked[page] = 1

    def _is_whole(self, page: int) -> bool:
        content = memoryview(self._map)[page * PAGE : (page + 1) * PAGE]
        return zlib.crc32(content) == int(self._checksums[page])

    def broken_pages(self) -> Iterator[str]:
        """Read every page; yield what is wrong with each that is not what was written."""
        for page in range(len(self._checked)):
            if page * PAGE % _MOST_MAPPED == 0:
                self.release()
            if not self._is_whole(page):
                yield f"{self.path.name}: page {page} is not what was written"
