"""Postings as bytes: gaps between document numbers, and frequencies.

A term in one document, once, takes no bytes here: its place says which document. The others have
a head of one byte for their kind and four for the number of documents, and then

- GAPS_8, GAPS_16: the gaps between documents in one or two bytes, the largest value for "see
  below"; then, where some frequency is over 1, a bit for each document that says so, and for each
  that does its frequency in a byte, 255 for "see below";
- DENSE (more than a quarter of all documents): a frequency for every document of the segment;

and at the end, where the kind says so, in four bytes each what was too large: gaps first, then
frequencies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Integers: TypeAlias = NDArray[np.int64]
Bytes: TypeAlias = NDArray[np.uint8]

GAPS_8, GAPS_16, DENSE, WITH_FREQUENCIES, WITH_LARGE = 1, 2, 3, 4, 8
LAYOUT = 3
HEAD = 5
#: Marks a place that is the document itself: a term in one document, once.
SINGLE = np.uint64(1 << 63)

_NO_BYTES = np.zeros(0, np.uint8)
LARGE = 255
#: From which gap on it is one of the large ones, by kind.
LIMITS = {GAPS_8: 0xFF, GAPS_16: 0xFFFF}


@dataclass(frozen=True, slots=True, eq=False)
class PostingRun:
    """Postings of ``t`` consecutive terms, ``p`` in all.

    Those of term ``i`` are ``firsts[i]:firsts[i + 1]``. ``positions`` are those of every posting in
    turn, ``position_counts[i]`` of posting ``i``: its frequency, or none for a term without.
    """

    firsts: Integers  # (t + 1,)
    documents: NDArray[Any]  # (p,) whole numbers, ascending within a term
    frequencies: NDArray[Any]  # (p,) at least 1
    positions: NDArray[Any] | None = None
    position_counts: NDArray[Any] | None = None  # (p,)


def ramp(counts: NDArray[Any]) -> Integers:
    """Return ``0 … counts[0] - 1, 0 … counts[1] - 1, …``: the place of each item in its group."""
    ends = np.cumsum(counts, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    places: Integers = np.arange(total) - np.repeat(ends - counts, counts)
    return places


@dataclass(frozen=True, slots=True, eq=False)
class TermPostings:
    """The postings of one term in a segment of so many ``documents``, not decoded yet.

    ``content`` are its bytes, from the head to anywhere after its end; ``single`` is the one
    document of a term that has no bytes.
    """

    kind: int
    count: int
    content: Bytes
    documents: int
    single: int | None = None

    @classmethod
    def of(cls, content: Bytes, documents: int) -> TermPostings:
        """Read the head."""
        return cls(int(content[0]), count_at(content, 0), content, documents)

    @classmethod
    def alone(cls, document: int, documents: int) -> TermPostings:
        """Return the postings of a term that is in one document, once."""
        return cls(0, 1, _NO_BYTES, documents, document)

    def dense(self) -> Bytes | None:
        """Return the frequency in every document, where they are kept so and none is large."""
        return self.content[HEAD : HEAD + self.documents] if self.kind == DENSE else None

    def decode(self) -> tuple[Integers, NDArray[Any] | None]:
        """Return the documents, an array of its own, and the frequencies, None where all are 1.

        Frequencies are uint8, or uint32.
        """
        if self.single is not None:
            return np.array([self.single]), None
        at, large_at = HEAD, HEAD + self.documents
        frequencies: NDArray[Any] | None = None
        if self.kind & LAYOUT == DENSE:
            dense = self.content[at:large_at]
            found = np.flatnonzero(dense)
            frequencies = dense[found]
        else:
            width = self.kind & LAYOUT
            gaps = self.content[at : at + self.count * width]
            at += self.count * width
            large_at = at
            if width == GAPS_16:
                gaps = gaps.view("<u2")
            if self.kind & WITH_FREQUENCIES:
                frequencies, large_at = self._frequencies(at)
            if not self.kind & WITH_LARGE:
                return np.cumsum(gaps, dtype=np.int64), frequencies
            found = gaps.astype(np.int64)
            large = np.flatnonzero(gaps == LIMITS[width])
            found[large] = self._large(large_at, len(large))
            large_at += 4 * len(large)
            np.cumsum(found, out=found)
        if frequencies is not None and self.kind & WITH_LARGE:
            large = np.flatnonzero(frequencies == LARGE)
            frequencies = frequencies.astype(np.uint32)
            frequencies[large] = self._large(large_at, len(large))
        return found, frequencies

    def frequencies_at(self, documents: Integers) -> NDArray[Any]:
        """Return the frequency in each of some documents, 0 where the term is not."""
        dense = self.dense()
        if dense is not None:
            return dense[documents]
        held, frequencies = self.decode()
        places = np.minimum(held.searchsorted(documents), len(held) - 1)
        found: NDArray[Any] = held[places] == documents
        return found if frequencies is None else found * frequencies[places]

    def _frequencies(self, at: int) -> tuple[NDArray[np.uint8], int]:
        """Return the frequencies whose flags begin at a place, and the place after them."""
        values = at + (self.count + 7 >> 3)
        marked = np.unpackbits(self.content[at:values], count=self.count).nonzero()[0]
        frequencies = np.ones(self.count, np.uint8)
        frequencies[marked] = self.content[values : values + len(marked)]
        return frequencies, values + len(marked)

    def _large(self, at: int, count: int) -> NDArray[Any]:
        return self.content[at : at + 4 * count].view("<u4")


def size(content: Bytes, at: int, documents: int) -> int:
    """Return at most how many bytes from its place on a term takes."""
    kind, count = int(content[at]), count_at(content, at)
    if kind & LAYOUT == DENSE:
        return HEAD + documents + 4 * count
    return HEAD + 1 + count * ((kind & LAYOUT) + 2 + 8)


def count_at(content: Bytes, at: int) -> int:
    """Return the number of documents of the term at a place."""
    return int.from_bytes(content[at + 1 : at + HEAD].tobytes(), "little")
