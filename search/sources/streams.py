"""Open a file or standard input, packed or not, and count the bytes taken from the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
from typing import TYPE_CHECKING, cast

from search.sources.allowance import Allowance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Raw = io.FileIO | io.BufferedReader
    Progress = Callable[[int], None]
    Unpacked = gzip.GzipFile | lzma.LZMAFile | bz2.BZ2File

BUFFER = 1 << 16
GZIP = b"\x1f\x8b"
XZ = b"\xfd7zXZ\x00"
BZIP2 = b"BZh"
BLOCK = b"1AY&SY"  # begins the content of a bzip2 file: a text may begin with "BZh"


class Counted(io.RawIOBase):
    """A raw stream that tells ``progress`` how many bytes have been read so far."""

    def __init__(self, raw: Raw, progress: Progress) -> None:
        self._raw = raw
        self._progress = progress
        self._count = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Whether the raw stream is a file on a disk."""
        return self._raw.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place in the raw stream; what is passed over does not count as read."""
        return self._raw.seek(offset, whence)

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


def open_stream(
    path: Path | None, progress: Progress, allowance: Allowance | None = None
) -> io.BufferedReader:
    """Return the content of ``path`` (None: standard input), decompressed, at its first byte."""
    stdin = cast("io.BufferedReader", sys.stdin.buffer)
    raw: Raw = path.open("rb", buffering=0) if path else stdin
    stream: io.BufferedReader = io.BufferedReader(Counted(raw, progress), BUFFER)
    return unpacked(stream, allowance or Allowance())


def unpacked(stream: io.BufferedReader, allowance: Allowance) -> io.BufferedReader:
    """Return what ``stream`` holds, decompressed where its first bytes say that it is packed.

    Reading on raises OversizedError where that is more than ``allowance`` permits.
    """
    start = stream.peek(BUFFER)
    packed: Unpacked
    if start.startswith(GZIP):
        packed = gzip.GzipFile(fileobj=stream)
    elif start.startswith(XZ):
        packed = lzma.LZMAFile(stream)  # noqa: SIM115 - closed by _Packed
    elif start.startswith(BZIP2) and start[4:10] == BLOCK:
        packed = bz2.BZ2File(stream)
    else:
        return stream
    return io.BufferedReader(_Packed(packed, stream, allowance), BUFFER)


class _Packed(io.RawIOBase):
    """A decompressor that closes the file under it, and stops where there is too much in it."""

    def __init__(self, unpacked: Unpacked, packed: io.BufferedReader, allowance: Allowance) -> None:
        self._unpacked = unpacked
        self._packed = packed
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        # what comes before a damaged place is still handed out: read() would raise at once
        data = self._unpacked.read1(len(buffer))
        self._allowance.take(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()
