"""Pairs of terms that stand side by side, numbered in order, on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import joined_ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.dictionary import TermDictionary
    from search.engines.whoosh.postings import Integers


class PairDictionary:
    """Pairs of terms of another dictionary: ``first`` and ``second``, numbered in that order.

    Their term is the two with a space between. ``find_part`` is the other dictionary's ``find``,
    or one that remembers.
    """

    def __init__(
        self,
        file: ArrayFile,
        field: str,
        parts: TermDictionary,
        find_part: Callable[[bytes], int | None],
    ) -> None:
        self._file = file
        self._firsts, self._seconds = f"{field}.firsts", f"{field}.seconds"
        self._used = f"{field}.used"
        self._parts, self._find_part = parts, find_part
        self._count = file.count(self._seconds)

    def __len__(self) -> int:
        return self._count

    def _range(self, first: int) -> tuple[int, int]:
        """Return where the pairs start and stop that begin with the part used in that place."""
        start, stop = self._file.read(self._firsts, first, first + 2).tolist()
        return start, stop

    def find(self, term: bytes) -> int | None:
        """Return the number of the pair ``b"first second"``, None if it is not there."""
        first, second = map(self._find_part, term.split(b" ", 1))
        return None if first is None or second is None else self.find_pair(first, second)

    def find_pair(self, first: int, second: int) -> int | None:
        """Return the number of the pair of two parts, None if it is not there."""
        start, stop = self._pairs_of(first)
        other = self._used_place(second) if start < stop else None
        if other is None:
            return None
        place = self._file.place(self._seconds, other, start, stop)
        is_there = place < stop and self._file.read(self._seconds, place, place + 1)[0] == other
        return place if is_there else None

    def _pairs_of(self, first: int) -> tuple[int, int]:
        """Return where the pairs start and stop that begin with a part."""
        at = self._used_place(first)
        return (0, 0) if at is None else self._range(at)

    def _used_place(self, part: int) -> int | None:
        """Return the place of a part among those that are in any pair."""
        at = self._file.place(self._used, part)
        return at if self._file.read(self._used, at, at + 1).tolist() == [part] else None

    def first_of(self, part: int) -> int:
        """Return the number of the first pair whose first term is not below one."""
        at = self._file.place(self._used, part)
        return self._range(at)[0] if at < self._file.count(self._used) else self._count

    def find_each(self, parts: Integers, firsts: Integers, seconds: Integers) -> Integers:
        """Return the number of each pair, -1 where it is not there.

        ``parts`` are numbers of terms, -1 for none; a pair is two places among them.
        """
        found = np.full(len(firsts), -1)
        places, are_used = self._file.find(self._used, parts)
        at = np.flatnonzero(are_used[firsts] & are_used[seconds])
        first = places[firsts[at]]
        starts, stops = self._file.take(self._firsts, np.stack((first, first + 1))).astype(np.int64)
        begun = starts < stops
        at, starts, stops = at[begun], starts[begun], stops[begun]
        numbers, there = self._file.find_within(self._seconds, places[seconds[at]], starts, stops)
        found[at[there]] = numbers[there]
        return found

    def following(self, firsts: Integers) -> Integers:
        """Return the terms that come second after any of some first ones, ascending."""
        places, are_used = self._file.find(self._used, firsts)
        first = places[are_used]
        starts, stops = self._file.take(self._firsts, np.stack((first, first + 1))).astype(np.int64)
        used = self._file.read(self._used)
        follows = np.zeros(len(used), np.bool_)
        follows[self._file.take(self._seconds, joined_ranges(starts, stops))] = True
        return used[follows].astype(np.int64)

    def position(self, term: bytes) -> int:
        """Return the number of the first pair whose term is not less than ``term``."""
        first, _, second = term.partition(b" ")
        part = self._parts.position(first)
        at = self._file.place(self._used, part)
        if at == self._file.count(self._used):
            return self._count
        start, stop = self._range(at)
        if self._file.read(self._used, at, at + 1)[0] != part or self._parts.term(part) != first:
            return start
        after = self._file.place(self._used, self._parts.position(second))
        return self._file.place(self._seconds, after, start, stop)

    def terms(self, start: int = 0, stop: int | None = None) -> list[bytes]:
        """Return the terms numbered ``start`` to ``stop``."""
        term = self._parts.term
        pairs = zip(*(each.tolist() for each in self.codes(start, stop)), strict=True)
        return [term(first) + b" " + term(second) for first, second in pairs]

    def term(self, number: int) -> bytes:
        """Return one term."""
        return self.terms(number, number + 1)[0]

    def codes(self, start: int = 0, stop: int | None = None) -> tuple[Integers, Integers]:
        """Return the first and the second parts of the pairs numbered ``start`` to ``stop``."""
        stop = self._count if stop is None else min(stop, self._count)
        used = self._file.read(self._used).astype(np.int64)
        ends = self._file.read(self._firsts)[1:]
        firsts = ends.searchsorted(np.arange(start, stop, dtype=ends.dtype), "right")
        return used[firsts], used[self._file.read(self._seconds, start, stop)]

    @staticmethod
    def write(
        file: ArrayFileWriter, field: str, first: NDArray[np.integer], second: NDArray[np.integer]
    ) -> None:
        """Write a field's pairs, which ascend: the terms of each by their numbers.

        They are kept by their places among the terms that are in any pair: two bytes do, mostly.
        """
        most = max(first.max(initial=0), second.max(initial=0))
        flags = np.zeros(int(most) + 1, np.bool_)
        flags[first] = flags[second] = True
        used = np.flatnonzero(flags)
        narrow = np.uint16 if len(used) <= np.iinfo(np.uint16).max else np.uint32
        places = (np.cumsum(flags) - 1).astype(narrow)
        counts = np.bincount(places[first], minlength=len(used))
        file.add(f"{field}.used", used.astype(np.uint32))
        file.add(f"{field}.firsts", np.append(0, np.cumsum(counts)).astype(np.uint32))
        file.add(f"{field}.seconds", places[second])
