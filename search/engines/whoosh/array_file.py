"""Named arrays in one file, mapped into memory; each page is checked when it is first read."""

from __future__ import annotations

import json
import mmap
import struct
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import numpy as np
from isal.isal_zlib import crc32

from search.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from search.engines.whoosh.postings import Integers

#: What one checksum covers: small enough to check what a look-up reads, 0.1 % of the file.
PAGE = 4096

MAGIC = 0x31524154  # "TAR1"
TAIL = struct.Struct("<QII")  # length of the directory, CRC-32 of checksums and directory, magic
#: Bytes read of all files before they count as memory of this process no longer.
_MOST_MAPPED = 16 << 20
#: So few are told apart sooner one by one than by numpy.
_FEW_PAGES = 64


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
            if size < TAIL.size:
                raise self._damaged("too short")
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        length, checksum, magic = TAIL.unpack_from(self._map, size - TAIL.size)
        start = size - TAIL.size - length
        # pages and their checksums of four bytes each fill the file up to the directory
        pages = start // (PAGE + 4)
        if magic != MAGIC or start < 0 or pages * (PAGE + 4) != start:
            raise self._damaged("its end is not what was written")
        if crc32(memoryview(self._map)[pages * PAGE : -TAIL.size]) != checksum:
            raise self._damaged("its directory is not what was written")
        self._content = memoryview(self._map)
        self._checksums = self._content[pages * PAGE : pages * (PAGE + 4)].cast("I")
        self._checked = bytearray(pages)
        #: Pages that are checked, and counted as read since memory was last let go of.
        self._ready = bytearray(pages)
        self._is_ready = np.frombuffer(self._ready, np.bool_)
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

    def dtype(self, name: str) -> np.dtype[Any]:
        """Return the type of an array."""
        dtype: np.dtype[Any] = self._arrays[name][0].dtype
        return dtype

    def place(self, name: str, number: int, start: int = 0, stop: int | None = None) -> int:
        """Return the first place of ``array[start:stop]``, which ascends, not below ``number``.

        Only the pages around it are checked: where both neighbours are as they were written, the
        place is right whatever the rest holds. Raises IndexDamaged.
        """
        array = self._arrays[name][0]
        stop = len(array) if stop is None else stop
        # a number of another type would have numpy copy the whole array into that type
        wanted = array.dtype.type(number)
        place = start + int(array[start:stop].searchsorted(wanted))
        near = self.read(name, max(place - 1, start), min(place + 1, stop)).tolist()
        if [each < number for each in near] != [True] * (place > start) + [False] * (place < stop):
            self.read(name, start, stop)  # led astray by a page that is not as written
        return place

    def find(self, name: str, numbers: NDArray[Any]) -> tuple[Integers, NDArray[np.bool_]]:
        """Return the ``place`` of each of ``numbers`` in an array, and whether it is there."""
        array = self._arrays[name][0]
        wanted = numbers.astype(array.dtype, copy=False)
        places = array.searchsorted(wanted)
        if not len(array):
            return places, np.zeros(len(places), np.bool_)
        near = np.empty((2, len(places)), np.int64)
        np.maximum(places - 1, 0, out=near[0])
        np.minimum(places, len(array) - 1, out=near[1])
        below, here = self.take(name, near)
        reached = places < len(array)
        if not (((here >= wanted) == reached) & ((below < wanted) == (places > 0))).all():
            self.read(name)
        return places, reached & (here == wanted)

    def find_within(
        self, name: str, numbers: NDArray[Any], starts: Integers, stops: Integers
    ) -> tuple[Integers, NDArray[np.bool_]]:
        """Find each of ``numbers`` in a range of its own, not empty, in which the array ascends."""
        array = self._arrays[name][0]
        wanted = numbers.astype(array.dtype)
        low, high = starts, stops
        for _ in range(int((stops - starts).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            is_below = (low < high) & (array.take(middle, mode="clip") < wanted)
            low, high = np.where(is_below, middle + 1, low), np.where(is_below, high, middle)
        below, here = self.take(
            name, np.stack((np.maximum(low - 1, starts), np.minimum(low, stops - 1)))
        )
        reached = low < stops
        if not (((here >= wanted) == reached) & ((below < wanted) == (low > starts))).all():
            self.read(name)
        return low, reached & (here == wanted)

    def read(self, name: str, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Return a read-only view of ``array[start:stop]``, checked. Raises IndexDamaged."""
        array, at = self._arrays[name]
        values = array[start:stop]
        if len(values):
            at += start * array.itemsize
            first, after = at // PAGE, (at + values.nbytes - 1) // PAGE + 1
            if self._ready.find(0, first, after) >= 0:
                self._make_ready([page for page in range(first, after) if not self._ready[page]])
        return values

    def take(self, name: str, places: Integers) -> NDArray[Any]:
        """Return ``array[places]``, a copy; only pages with one of them are read and checked.

        ``places`` can be of any shape.
        """
        array, at = self._arrays[name]
        pages = ((at + places * array.itemsize) // PAGE).ravel()
        if len(pages) > _FEW_PAGES:
            pages = pages[~self._is_ready[pages]]
            # neighbours are mostly of one page
            pages = np.append(pages[:-1][pages[1:] != pages[:-1]], pages[-1:])
        if fresh := [page for page in set(pages.tolist()) if not self._ready[page]]:
            self._make_ready(sorted(fresh))
        return array[places]

    def release(self) -> None:
        """Take what was read off the memory of this process; the system's cache keeps it.

        Arrays handed out stay good: what is used of them again is mapped again.
        """
        self._is_ready[:] = False
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def _make_ready(self, pages: Sequence[int]) -> None:
        """Check pages, and count them as read. Raises IndexDamaged."""
        _MAPPED.add(PAGE * len(pages))
        checked, content, checksums = self._checked, self._content, self._checksums
        for page in pages:
            if not checked[page]:
                # written out, not a call of _is_whole: a first search checks a thousand pages
                if crc32(content[page * PAGE : (page + 1) * PAGE]) != checksums[page]:
                    raise self._damaged(f"page {page} is not what was written")
                checked[page] = 1
            self._ready[page] = 1

    def _is_whole(self, page: int) -> bool:
        content = self._content[page * PAGE : (page + 1) * PAGE]
        return crc32(content) == self._checksums[page]

    def broken_pages(self) -> Iterator[str]:
        """Read every page; yield what is wrong with each that is not what was written."""
        for page in range(len(self._checked)):
            if page * PAGE % _MOST_MAPPED == 0:
                self.release()
            if not self._is_whole(page):
                yield f"{self.path.name}: page {page} is not what was written"
