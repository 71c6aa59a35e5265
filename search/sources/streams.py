"""Open a file or standard input, packed or not, and count the bytes taken from the disk."""

from __future__ import annotations

import gzip
import io
import lzma
import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Raw = io.FileIO | io.BufferedReader
    Progress = Callable[[int], None]

BUFFER = 1 << 16
GZIP = b"\x1f\x8b"
XZ = b"\xfd7zXZ\x00"


class Counted(io.RawIOBase):
    """A raw stream that tells ``progress`` how many bytes have been read so far."""

    def __init__(self, raw: Raw, progress: Progress) -> None:
        self._raw = raw
        self._progress = progress
        self._count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int | None:  # type: ignore[override]
        """Fill ``buffer`` with what the raw stream has now: a slow pipe is not waited for."""
        raw = self._raw
        count = raw.readinto(buffer) if isinstance(raw, io.FileIO) else raw.readinto1(buffer)
        self._count += count or 0
        self._progress(self._count)
        return count

    def close(self) -> None:
        """Close the raw stream, unless it is standard input."""
        if self._raw is not sys.stdin.buffer:
            self._raw.close()
        super().close()


def open_stream(path: Path | None, progress: Progress) -> io.BufferedReader:
    """Return the content of ``path`` (None: standard input), decompressed, at its first byte."""
    stdin = cast("io.BufferedReader", sys.stdin.buffer)
    raw: Raw = path.open("rb", buffering=0) if path else stdin
    stream: io.BufferedReader = io.BufferedReader(Counted(raw, progress), BUFFER)
    start = stream.peek(len(XZ))
    if start.startswith(GZIP):
        return io.BufferedReader(_Packed(gzip.GzipFile(fileobj=stream), stream), BUFFER)
    if start.startswith(XZ):
        return io.BufferedReader(_Packed(lzma.LZMAFile(stream), stream), BUFFER)
    return stream


class _Packed(io.RawIOBase):
    """A decompressor that closes the file under it."""

    def __init__(self, unpacked: gzip.GzipFile | lzma.LZMAFile, packed: io.BufferedReader) -> None:
        self._unpacked = unpacked
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        return self._unpacked.readinto(buffer)

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
