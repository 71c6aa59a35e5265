"""Write named arrays to one file, with a checksum for each page of it."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
from isal.isal_zlib import crc32

from search.engines.whoosh.array_file import MAGIC, PAGE, TAIL
from search.failpoints import reached

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

_CHUNK = 1 << 20


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
        checksum = crc32(directory, crc32(checksums))
        self._file.write(checksums + directory + TAIL.pack(len(directory), checksum, MAGIC))
        self._file.flush()
        reached("written")
        os.fsync(self._file.fileno())
        self._file.close()

    def _checksums(self) -> Iterator[int]:
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            for at in range(0, len(chunk), PAGE):
                yield crc32(chunk[at : at + PAGE])

    def cancel(self) -> None:
        """Forget everything written."""
        for stream in self._streams.values():
            stream.file.close()
        self._file.close()
        with suppress(OSError):
            self._path.unlink()
