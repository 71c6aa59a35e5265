"""The terms of a field in order, on the disk: from a term to its number and back."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.postings import ramp

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.postings import Integers

#: Bytes of a term that are compared first, as one number.
_HEAD = 8
#: So many terms are looked up in less time together than one by one.
_MANY = 3
#: Seldom do more terms begin with the same ones.
_NEAR = 16


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Terms to be looked up at once, with what is compared first."""

    terms: Sequence[bytes]
    heads: NDArray[np.uint64]
    lengths: Integers

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Self:
        """Prepare terms."""
        count = len(terms)
        heads = np.fromiter(map(_head, terms), np.uint64, count)
        return cls(terms, heads, np.fromiter(map(len, terms), np.int64, count))


class TermDictionary:
    """Terms are UTF-8 bytes, numbered in the order of bytes."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._letters, self._ends = f"{field}.letters", f"{field}.ends"
        self._heads = f"{field}.heads"
        self._count = file.count(self._heads)

    def __len__(self) -> int:
        return self._count

    def terms(self, start: int = 0, stop: int | None = None) -> list[bytes]:
        """Return the terms numbered ``start`` to ``stop``."""
        stop = self._count if stop is None else min(stop, self._count)
        return cut(self._file, self._letters, self._file.read(self._ends, start, stop + 1))

    def term(self, number: int) -> bytes:
        """Return one term."""
        return self.terms(number, number + 1)[0]

    def position(self, term: bytes) -> int:
        """Return the number of the first term that is not less than ``term``."""
        return self._look_up(term)[0]

    def find(self, term: bytes) -> int | None:
        """Return the number of ``term``, None if it is not there."""
        number, found = self._look_up(term)
        return number if found else None

    def find_many(self, wanted: Wanted) -> dict[bytes, int | None]:
        """Return the number of each term, None where it is not there."""
        if len(wanted.terms) < _MANY:
            return {term: self.find(term) for term in wanted.terms}
        numbers = self.find_each(wanted).tolist()
        found = (None if number < 0 else number for number in numbers)
        return dict(zip(wanted.terms, found, strict=True))

    def find_each(self, wanted: Wanted) -> Integers:
        """Return the number of each term, -1 where it is not there."""
        places, there = self._file.find(self._heads, wanted.heads)
        begun = np.flatnonzero(there)
        starts, ends = self._ranges(places[begun])
        # of the terms with its head a short one is the first, being the shortest
        numbers = np.full(len(places), -1)
        whole = begun[ends - starts == wanted.lengths[begun]]
        numbers[whole] = places[whole]
        for at in begun[wanted.lengths[begun] > _HEAD].tolist():
            number = self.find(wanted.terms[at])
            numbers[at] = -1 if number is None else number
        return numbers

    def terms_at(self, numbers: Integers) -> list[bytes]:
        """Return the terms of these numbers."""
        starts, ends = self._ranges(numbers)
        content = self._file.take(self._letters, joined_ranges(starts, ends)).tobytes()
        stops = np.cumsum(ends - starts).tolist()
        return [content[a:b] for a, b in pairwise([0, *stops])]

    def _ranges(self, numbers: Integers) -> Integers:
        """Return where the letters of each term start and end: ``(2, n)``."""
        return self._file.take(self._ends, np.stack((numbers, numbers + 1))).astype(np.int64)

    def _look_up(self, term: bytes) -> tuple[int, bool]:
        """Return the position of a term, and whether it is there.

        It is looked for among the terms that begin with the same eight bytes.
        """
        head = np.uint64(_head(term))
        start = self._file.place(self._heads, int(head))
        count = int(self._file.read(self._heads, start, start + _NEAR).searchsorted(head, "right"))
        if count == _NEAR:
            count = self._file.place(self._heads, int(head) + 1, start) - start
        terms = self.terms(start, start + count)
        at = bisect_left(terms, term)
        return start + at, at < count and terms[at] == term

    @staticmethod
    def write(file: ArrayFileWriter, field: str, terms: Sequence[bytes]) -> None:
        """Write a field's terms, which ascend."""
        write_terms(file, field, terms)
        file.add(f"{field}.heads", np.fromiter(map(_head, terms), np.uint64, len(terms)))


def _head(term: bytes) -> int:
    """Return the first eight bytes of a term as a number that sorts as they do."""
    return int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0"), "big")


class Members:
    """Which keys the terms without positions of their own stand for."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._names = [f"{field}.{each}" for each in ("groups", "groupends", "members")]

    def of(self, number: int) -> list[int]:
        """Return the numbers of the keys behind a term; of a key itself."""
        groups, ends, members = self._names
        at = self._file.place(groups, number)
        if self._file.read(groups, at, at + 1).tolist() != [number]:
            return [number]
        start, stop = self._file.read(ends, at, at + 2).tolist()
        found: list[int] = self._file.read(members, start, stop).tolist()
        return found

    def of_any(self, numbers: Integers) -> list[int]:
        """Return the numbers of the keys behind any of some terms, ascending."""
        groups, ends, members = self._names
        places, grouped = self._file.find(groups, numbers)
        held = places[grouped]
        starts, stops = self._file.take(ends, np.stack((held, held + 1))).astype(np.int64)
        behind = self._file.take(members, joined_ranges(starts, stops))
        return sorted({*behind.tolist(), *numbers[~grouped].tolist()})

    def all(self) -> tuple[Integers, Integers]:
        """Return every group with a member of it, groups ascending."""
        groups, ends, members = map(self._file.read, self._names)
        repeated = np.repeat(groups.astype(np.int64), np.diff(ends).astype(np.int64))
        return repeated, members.astype(np.int64)

    @staticmethod
    def write(file: ArrayFileWriter, field: str, groups: Integers, members: Integers) -> None:
        """Write groups, ascending, each repeated for every member of it."""
        first = np.flatnonzero(np.diff(groups, prepend=-1))
        file.add(f"{field}.groups", groups[first].astype(np.uint32))
        file.add(f"{field}.groupends", np.append(first, len(groups)).astype(np.uint32))
        file.add(f"{field}.members", members.astype(np.uint32))


def joined_ranges(starts: Integers, stops: Integers) -> Integers:
    """Return the numbers of all ranges, one range after the other.

    >>> joined_ranges(np.array([5, 0]), np.array([8, 2])).tolist()
    [5, 6, 7, 0, 1]
    """
    counts = stops - starts
    joined: Integers = np.repeat(starts, counts) + ramp(counts)
    return joined


def write_terms(file: ArrayFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write terms in the order given, for ``cut`` to read."""
    file.add(f"{name}.letters", np.frombuffer(b"".join(terms), np.uint8))
    lengths = np.fromiter(map(len, terms), np.int64, len(terms))
    file.add(f"{name}.ends", np.append(0, np.cumsum(lengths)).astype(np.uint32))


def cut(file: ArrayFile, letters: str, ends: NDArray[np.uint32]) -> list[bytes]:
    """Return the terms that end at ``ends[1:]`` and begin at ``ends[:-1]``."""
    places = ends.tolist()
    if len(places) < 2:  # noqa: PLR2004 - two ends make a term
        return []
    start = places[0]
    content = file.read(letters, start, places[-1]).tobytes()
    return [content[a - start : b - start] for a, b in pairwise(places)]
