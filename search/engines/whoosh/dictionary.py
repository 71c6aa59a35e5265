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
#: Of so many terms only the first has the place of its rest written down.
_BLOCK = 64


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Terms to be looked up at once, with what is compared first."""

    terms: Sequence[bytes]
    heads: NDArray[np.uint64]
    are_short: NDArray[np.bool_]

    @classmethod
    def of(cls, terms: Sequence[bytes]) -> Self:
        """Prepare terms."""
        short = np.fromiter((not _rest(term) for term in terms), np.bool_, len(terms))
        return cls(terms, _heads(terms), short)


class TermDictionary:
    """Terms are UTF-8 bytes, numbered in the order of bytes.

    A term is a head, its first eight bytes as a number, and a rest, which half of all lack. Rests
    stand one after the other; how long each is takes a byte.
    """

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        names = (f"{field}.{each}" for each in ("heads", "restlengths", "reststarts", "rests"))
        self._heads, self._lengths, self._starts, self._rests = names
        self._count = file.count(self._heads)

    def __len__(self) -> int:
        return self._count

    def terms(self, start: int = 0, stop: int | None = None) -> list[bytes]:
        """Return the terms numbered ``start`` to ``stop``."""
        heads = _as_bytes(self._file.read(self._heads, start, stop))
        return [head + rest for head, rest in zip(heads, self._rests_of(start, stop), strict=True)]

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
        numbers = np.full(len(places), -1)
        # of the terms with its head one without a rest is the first
        short = np.flatnonzero(there & wanted.are_short)
        short = short[self._file.take(self._lengths, places[short]) == 0]
        numbers[short] = places[short]
        for at in np.flatnonzero(there & ~wanted.are_short).tolist():
            number = self.find(wanted.terms[at])
            numbers[at] = -1 if number is None else number
        return numbers

    def terms_at(self, numbers: Integers) -> list[bytes]:
        """Return the terms of these numbers."""
        heads = _as_bytes(self._file.take(self._heads, numbers))
        # a block each, up to and without the term itself
        blocks = numbers - numbers % _BLOCK
        within = blocks[:, None] + np.arange(_BLOCK)
        before = self._file.take(self._lengths, np.minimum(within, self._count - 1))
        starts = self._file.take(self._starts, numbers // _BLOCK).astype(np.int64)
        starts += np.where(within < numbers[:, None], before, 0).sum(axis=1, dtype=np.int64)
        stops = starts + self._file.take(self._lengths, numbers)
        content = self._file.take(self._rests, joined_ranges(starts, stops)).tobytes()
        rests = _cut(content, np.cumsum(stops - starts).tolist())
        return [head + rest for head, rest in zip(heads, rests, strict=True)]

    def _look_up(self, term: bytes) -> tuple[int, bool]:
        """Return the position of a term, and whether it is there.

        It is looked for among the terms that have the same head.
        """
        head, rest = _head(term), _rest(term)
        start = self._file.place(self._heads, head)
        near = self._file.read(self._heads, start, start + _NEAR)
        count = int(near.searchsorted(np.uint64(head), "right"))
        if not rest or not count:
            return start, count > 0 and not self._file.read(self._lengths, start, start + 1)[0]
        if count == _NEAR:
            count = self._file.place(self._heads, head + 1, start) - start
        rests = self._rests_of(start, start + count)
        at = bisect_left(rests, rest)
        return start + at, at < count and rests[at] == rest

    def _rests_of(self, start: int, stop: int | None) -> list[bytes]:
        """Return the rests of the terms numbered ``start`` to ``stop``."""
        block = start - start % _BLOCK
        lengths = self._file.read(self._lengths, block, stop)
        ends = np.cumsum(lengths, dtype=np.int64)
        before = int(ends[start - block - 1]) if start > block else 0
        ends = ends[start - block :] - before
        if not len(ends):
            return []
        first = int(self._file.read(self._starts, start // _BLOCK, start // _BLOCK + 1)[0]) + before
        content = self._file.read(self._rests, first, first + int(ends[-1])).tobytes()
        return _cut(content, ends.tolist())

    @staticmethod
    def write(file: ArrayFileWriter, field: str, terms: Sequence[bytes]) -> None:
        """Write a field's terms, which ascend."""
        rests = list(map(_rest, terms))
        lengths = np.fromiter(map(len, rests), np.int64, len(terms))
        starts = np.append(0, np.cumsum(lengths))[: len(terms) : _BLOCK]
        most = int(lengths.max(initial=0))
        file.add(f"{field}.heads", _heads(terms))
        file.add(f"{field}.restlengths", lengths.astype(np.min_scalar_type(most)))
        file.add(f"{field}.reststarts", starts.astype(np.uint32))
        file.add(f"{field}.rests", np.frombuffer(b"".join(rests), np.uint8))


def _head(term: bytes) -> int:
    """Return the first eight bytes of a term as a number that sorts as they do."""
    return int.from_bytes(term[:_HEAD].ljust(_HEAD, b"\0"), "big")


def _heads(terms: Sequence[bytes]) -> NDArray[np.uint64]:
    return np.fromiter(map(_head, terms), np.uint64, len(terms))


def _rest(term: bytes) -> bytes:
    """Return what comes after the head, and after what is left of a head that ends with zeros."""
    return term[len(term[:_HEAD].rstrip(b"\0")) :]


def _as_bytes(heads: NDArray[np.uint64]) -> list[bytes]:
    """Return heads as the bytes of terms, without zeros at their ends."""
    found: list[bytes] = heads.astype(">u8").view(f"S{_HEAD}").tolist()
    return found


def _cut(content: bytes, ends: list[int]) -> list[bytes]:
    return [content[start:end] for start, end in pairwise([0, *ends])]


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
    start, *places = (int(each) for each in ends)
    if not places:
        return []
    content = file.read(letters, start, places[-1]).tobytes()
    return _cut(content, [each - start for each in places])
