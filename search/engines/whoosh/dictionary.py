"""The terms of a field in order, on the disk: from a term to its number and back."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile, ArrayFileWriter
    from search.engines.whoosh.postings import Integers

#: Seldom do more terms begin with the same eight bytes.
_NEAR = 16


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
        return self._look_up(term, self._file.read(self._heads))[0]

    def find(self, term: bytes) -> int | None:
        """Return the number of ``term``, None if it is not there."""
        # what is found is right, whatever the heads say; that nothing is, they must be whole for
        number, found = self._look_up(term, self._file.unchecked(self._heads))
        if found:
            return number
        self._file.read(self._heads)
        return None

    def _look_up(self, term: bytes, heads: NDArray[np.uint64]) -> tuple[int, bool]:
        """Return the position of a term, and whether it is there.

        It is looked for among the terms that begin with the same eight bytes.
        """
        head = _head(term)
        start = int(heads.searchsorted(head))
        near = heads[start : start + _NEAR]
        count = int(near.searchsorted(head, "right"))
        if count == _NEAR:
            count = int(heads[start:].searchsorted(head, "right"))
        terms = self.terms(start, start + count)
        at = bisect_left(terms, term)
        return start + at, at < count and terms[at] == term

    @staticmethod
    def write(file: ArrayFileWriter, field: str, terms: Sequence[bytes]) -> None:
        """Write a field's terms, which ascend."""
        write_terms(file, field, terms)
        file.add(f"{field}.heads", np.fromiter(map(_head, terms), np.uint64, len(terms)))


def _head(term: bytes) -> np.uint64:
    """Return the first eight bytes of a term as a number that sorts as they do."""
    return np.uint64(int.from_bytes(term[:8].ljust(8, b"\0"), "big"))


def _place(ascending: NDArray[Any], number: int) -> int:
    """Return where a number stands, or would stand, in an array."""
    # a number of another type would have numpy copy the whole array into that type
    return int(ascending.searchsorted(ascending.dtype.type(number)))


class PairDictionary:
    """Pairs of terms of another dictionary: ``first`` and ``second``, numbered in that order.

    Their term is the two with a space between.
    """

    def __init__(self, file: ArrayFile, field: str, parts: TermDictionary) -> None:
        self._file = file
        self._firsts, self._seconds = f"{field}.firsts", f"{field}.seconds"
        self._used = f"{field}.used"
        self._parts = parts
        self._count = file.count(self._seconds)

    def __len__(self) -> int:
        return self._count

    def _range(self, first: int) -> tuple[int, int]:
        """Return where the pairs start and stop that begin with the part used in that place."""
        start, stop = self._file.read(self._firsts, first, first + 2).tolist()
        return start, stop

    def find_all(self, first: int, seconds: Integers) -> Integers:
        """Return the numbers of the pairs of a part with each of ``seconds`` that are."""
        used = self._file.read(self._used)
        at = _place(used, first)
        if at == len(used) or used[at] != first:
            return np.zeros(0, np.int64)
        start, stop = self._range(at)
        held = self._file.read(self._seconds, start, stop)
        if not len(held):  # a part that only ever comes second
            return np.zeros(0, np.int64)
        wanted = used.searchsorted(seconds.astype(used.dtype))
        wanted = wanted[(wanted < len(used)) & (used.take(wanted, mode="clip") == seconds)]
        places = held.searchsorted(wanted.astype(held.dtype))
        found: Integers = start + places[held.take(places, mode="clip") == wanted]
        return found

    def position(self, term: bytes) -> int:
        """Return the number of the first pair whose term is not less than ``term``."""
        first, _, second = term.partition(b" ")
        used = self._file.read(self._used)
        part = self._parts.position(first)
        at = _place(used, part)
        if at == len(used):
            return self._count
        start, stop = self._range(at)
        if used[at] != part or self._parts.term(part) != first:
            return start
        held = self._file.read(self._seconds, start, stop)
        return start + _place(held, _place(used, self._parts.position(second)))

    def find(self, term: bytes) -> int | None:
        """Return the number of the pair ``b"first second"``, None if it is not there."""
        first, _, second = term.partition(b" ")
        parts = self._parts.find(first), self._parts.find(second)
        if parts[0] is None or parts[1] is None:
            return None
        found = self.find_all(parts[0], np.array([parts[1]]))
        return int(found[0]) if len(found) else None

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
    def write(file: ArrayFileWriter, field: str, first: Integers, second: Integers) -> None:
        """Write a field's pairs, which ascend: the terms of each by their numbers.

        They are kept by their places among the terms that are in any pair: two bytes do, mostly.
        """
        most = max(first.max(initial=0), second.max(initial=0))
        flags = np.zeros(int(most) + 1, np.bool_)
        flags[first] = flags[second] = True
        used = np.flatnonzero(flags)
        places = np.cumsum(flags) - 1
        narrow = np.uint16 if len(used) <= np.iinfo(np.uint16).max else np.uint32
        counts = np.bincount(places[first], minlength=len(used))
        file.add(f"{field}.used", used.astype(np.uint32))
        file.add(f"{field}.firsts", np.append(0, np.cumsum(counts)).astype(np.uint32))
        file.add(f"{field}.seconds", places[second].astype(narrow))


class Members:
    """Which keys the terms without positions of their own stand for."""

    def __init__(self, file: ArrayFile, field: str) -> None:
        self._file = file
        self._names = [f"{field}.{each}" for each in ("groups", "groupends", "members")]

    def of(self, number: int) -> list[int]:
        """Return the numbers of the keys behind a term; of a key itself."""
        groups, ends, members = self._names
        all_groups = self._file.read(groups)
        at = _place(all_groups, number)
        if at == len(all_groups) or all_groups[at] != number:
            return [number]
        start, stop = self._file.read(ends, at, at + 2).tolist()
        found: list[int] = self._file.read(members, start, stop).tolist()
        return found

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
