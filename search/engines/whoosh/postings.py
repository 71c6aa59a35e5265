"""Postings as bytes: gaps between document numbers, and frequencies, many terms at a time.

A term in one document, once, takes no bytes here: its place says which document. The others have
a head of one byte for their kind and four for the number of documents, and then

- GAPS_8, GAPS_16: the gaps between documents in one or two bytes, the largest value for "see
  below"; then, where some frequency is over 1, the frequencies in a byte each, 255 for "see below";
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
_LAYOUT = 3
HEAD = 5
#: Marks a place that is the document itself: a term in one document, once.
SINGLE = np.uint64(1 << 63)

_NO_BYTES = np.zeros(0, np.uint8)
_DENSE_SHARE = 4
_LARGE = 255
#: From which gap on it is one of the large ones, by kind.
_LIMITS = {GAPS_8: 0xFF, GAPS_16: 0xFFFF}


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


def encode(run: PostingRun, documents: int, at: int) -> tuple[NDArray[np.uint64], Bytes]:
    """Return the place of each term, and the bytes that follow the first ``at`` ones.

    ``documents`` is how many the segment has.
    """
    counts = np.diff(run.firsts)
    starts = run.firsts[:-1]
    gaps = np.diff(run.documents, prepend=0)
    filled = counts > 0
    gaps[starts[filled]] = run.documents[starts[filled]]
    term = np.repeat(np.arange(len(counts)), counts)
    with_frequencies = _per_term(run.frequencies > 1, term, counts) > 0
    large_8 = _per_term(gaps >= _LIMITS[GAPS_8], term, counts)
    large_16 = _per_term(gaps >= _LIMITS[GAPS_16], term, counts)
    large_frequencies = _per_term(run.frequencies >= _LARGE, term, counts)
    kinds = np.where(counts + 4 * large_8 <= 2 * counts + 4 * large_16, GAPS_8, GAPS_16)
    dense = (counts * _DENSE_SHARE > documents) & (counts > 1)
    kinds[dense] = DENSE
    single = (counts == 1) & ~with_frequencies
    large_gaps = np.select([kinds == GAPS_8, kinds == GAPS_16], [large_8, large_16], 0)
    widths = np.where(dense, 0, kinds)
    shown = with_frequencies & ~dense
    sizes = HEAD + np.where(dense, documents, counts * (widths + shown))
    large_at = sizes.copy()
    sizes += 4 * (large_gaps + large_frequencies)
    sizes[single] = 0
    offsets = np.cumsum(sizes) - sizes
    out = np.zeros(int(sizes.sum()), np.uint8)

    heads = offsets[~single]
    with_large = large_gaps + large_frequencies > 0
    out[heads] = (kinds + WITH_FREQUENCIES * shown + WITH_LARGE * with_large)[~single]
    _put(out, heads + 1, counts[~single])
    place = np.repeat(offsets + HEAD, counts)
    rank = np.arange(len(term)) - np.repeat(starts, counts)
    kind = np.where(single, 0, kinds)[term]
    for width, limit in _LIMITS.items():
        chosen = np.flatnonzero(kind == width)
        low = np.minimum(gaps[chosen], limit)
        for byte in range(width):
            out[place[chosen] + rank[chosen] * width + byte] = low >> 8 * byte & 0xFF
        large = chosen[low == limit]
        _put(out, (offsets + large_at)[term[large]] + 4 * _ranks(term[large]), gaps[large])
    small = np.minimum(run.frequencies, _LARGE)
    chosen = np.flatnonzero(kind == DENSE)
    out[place[chosen] + run.documents[chosen]] = small[chosen]
    chosen = np.flatnonzero((kind > 0) & shown[term])
    out[place[chosen] + (counts * widths)[term[chosen]] + rank[chosen]] = small[chosen]
    large = np.flatnonzero((run.frequencies >= _LARGE) & (kind > 0))
    behind = (offsets + large_at + 4 * large_gaps)[term[large]]
    _put(out, behind + 4 * _ranks(term[large]), run.frequencies[large])

    places = (offsets + at).astype(np.uint64)
    places[single] = run.documents[starts[single]].astype(np.uint64) | SINGLE
    return places, out


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
        if self.kind & _LAYOUT == DENSE:
            dense = self.content[at:large_at]
            found = np.flatnonzero(dense)
            frequencies = dense[found]
        else:
            width = self.kind & _LAYOUT
            gaps = self.content[at : at + self.count * width]
            at += self.count * width
            large_at = at
            if width == GAPS_16:
                gaps = gaps.view("<u2")
            if self.kind & WITH_FREQUENCIES:
                large_at = at + self.count
                frequencies = self.content[at:large_at]
            if not self.kind & WITH_LARGE:
                return np.cumsum(gaps, dtype=np.int64), frequencies
            found = gaps.astype(np.int64)
            large = np.flatnonzero(gaps == _LIMITS[width])
            found[large] = self._large(large_at, len(large))
            large_at += 4 * len(large)
            np.cumsum(found, out=found)
        if frequencies is not None and self.kind & WITH_LARGE:
            large = np.flatnonzero(frequencies == _LARGE)
            frequencies = frequencies.astype(np.uint32)
            frequencies[large] = self._large(large_at, len(large))
        return found, frequencies

    def _large(self, at: int, count: int) -> NDArray[Any]:
        return self.content[at : at + 4 * count].view("<u4")


def size(content: Bytes, at: int, documents: int) -> int:
    """Return at most how many bytes from its place on a term takes."""
    kind, count = int(content[at]), count_at(content, at)
    if kind & _LAYOUT == DENSE:
        return HEAD + documents + 4 * count
    return HEAD + count * ((kind & _LAYOUT) + 1 + 8)


def count_at(content: Bytes, at: int) -> int:
    """Return the number of documents of the term at a place."""
    return int.from_bytes(content[at + 1 : at + HEAD].tobytes(), "little")


def decode_many(
    content: Bytes, places: NDArray[np.uint64], documents: int
) -> tuple[Integers, Integers, Integers]:
    """Return ``firsts``, documents and frequencies of consecutive terms; see PostingRun.

    ``places`` count from the start of ``content``.
    """
    single = places >= SINGLE
    offsets = np.where(single, 0, places).astype(np.int64)
    written = np.flatnonzero(~single)
    kinds = np.zeros(len(places), np.int64)
    counts = np.ones(len(places), np.int64)
    kinds[written] = content[offsets[written]]
    counts[written] = _get(content, offsets[written] + 1)
    firsts = np.append(0, np.cumsum(counts))
    term = np.repeat(np.arange(len(places)), counts)
    rank = np.arange(len(term)) - firsts[term]
    gaps = np.zeros(len(term), np.int64)
    frequencies = np.ones(len(term), np.int64)
    gaps[firsts[:-1][single]] = (places[single] ^ SINGLE).astype(np.int64)

    layouts, shown = kinds & _LAYOUT, kinds & WITH_FREQUENCIES > 0
    widths = np.where(layouts == DENSE, 0, layouts)
    behind = offsets + HEAD + counts * (widths + shown)
    width = widths[term]
    for size_of, limit in _LIMITS.items():
        chosen = np.flatnonzero(width == size_of)
        at = offsets[term[chosen]] + HEAD + rank[chosen] * size_of
        gaps[chosen] = content[at]
        if size_of == GAPS_16:
            gaps[chosen] += content[at + 1].astype(np.int64) << 8
        large = chosen[gaps[chosen] == limit]
        gaps[large] = _get(content, behind[term[large]] + 4 * _ranks(term[large]))
        behind += 4 * np.bincount(term[large], minlength=len(behind))
    total = np.cumsum(gaps)
    filled = counts > 0
    before = np.zeros(len(places), np.int64)
    before[filled] = total[firsts[:-1][filled]] - gaps[firsts[:-1][filled]]
    found = total - before[term]

    chosen = np.flatnonzero(shown[term])
    at = (offsets + HEAD + counts * widths)[term[chosen]] + rank[chosen]
    frequencies[chosen] = content[at]
    for each in np.flatnonzero(layouts == DENSE).tolist():
        start = int(offsets[each]) + HEAD
        row = content[start : start + documents]
        found[firsts[each] : firsts[each + 1]] = here = np.flatnonzero(row)
        frequencies[firsts[each] : firsts[each + 1]] = row[here]
        behind[each] = start + documents
    large = np.flatnonzero((frequencies == _LARGE) & (kinds[term] > 0))
    frequencies[large] = _get(content, behind[term[large]] + 4 * _ranks(term[large]))
    return firsts, found, frequencies


def _per_term(flags: NDArray[np.bool_], term: Integers, counts: Integers) -> Integers:
    return np.bincount(term[flags], minlength=len(counts))


def _ranks(groups: Integers) -> Integers:
    """Return the place of each item among those of its group; ``groups`` ascend."""
    if not len(groups):
        return groups
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(first, np.diff(first, append=len(groups)))


def _put(out: Bytes, places: Integers, values: Integers) -> None:
    out[places[:, None] + np.arange(4)] = values.astype("<u4").view(np.uint8).reshape(-1, 4)


def _get(content: Bytes, places: Integers) -> Integers:
    found = content[places[:, None] + np.arange(4)].reshape(-1)
    return np.ascontiguousarray(found).view("<u4").astype(np.int64)
