"""Postings of many terms at once, to bytes and back, without a step in Python for each term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.postings import (
    DENSE,
    GAPS_8,
    GAPS_16,
    HEAD,
    LARGE,
    LAYOUT,
    LIMITS,
    SINGLE,
    WITH_FREQUENCIES,
    WITH_LARGE,
    Bytes,
    Integers,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.whoosh.postings import PostingRun

_DENSE_SHARE = 4


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """How the terms of a run are laid out: columns with an item for each term."""

    counts: Integers  # documents
    single: NDArray[np.bool_]  # takes no bytes
    kinds: Integers
    widths: Integers  # bytes a gap, 0 where dense
    shown: NDArray[np.bool_]  # has flags and frequencies
    flag_bytes: Integers
    large_gaps: Integers
    large_at: Integers  # from its place to what was too large
    sizes: Integers

    @classmethod
    def of(
        cls, run: PostingRun, gaps: NDArray[np.int32], term: NDArray[np.int32], documents: int
    ) -> _Layout:
        """Choose the smallest layout for each term."""
        counts = np.diff(run.firsts)
        marked = _per_term(run.frequencies > 1, term, counts)
        large_8 = _per_term(gaps >= LIMITS[GAPS_8], term, counts)
        large_16 = _per_term(gaps >= LIMITS[GAPS_16], term, counts)
        large_frequencies = _per_term(run.frequencies >= LARGE, term, counts)
        kinds = np.where(counts + 4 * large_8 <= 2 * counts + 4 * large_16, GAPS_8, GAPS_16)
        dense = (counts * _DENSE_SHARE > documents) & (counts > 1)
        kinds[dense] = DENSE
        single = (counts == 1) & (marked == 0)
        large_gaps = np.select([kinds == GAPS_8, kinds == GAPS_16], [large_8, large_16], 0)
        widths = np.where(dense, 0, kinds)
        shown = (marked > 0) & ~dense
        flag_bytes = np.where(shown, counts + 7 >> 3, 0)
        large_at = HEAD + np.where(dense, documents, counts * widths + flag_bytes + marked * shown)
        sizes = large_at + 4 * (large_gaps + large_frequencies)
        kinds = kinds + WITH_FREQUENCIES * shown + WITH_LARGE * (sizes > large_at)
        sizes[single] = 0
        return cls(counts, single, kinds, widths, shown, flag_bytes, large_gaps, large_at, sizes)


def encode(run: PostingRun, documents: int, at: int) -> tuple[NDArray[np.uint64], Bytes]:
    """Return the place of each term, and the bytes that follow the first ``at`` ones.

    ``documents`` is how many the segment has.
    """
    starts = run.firsts[:-1]
    gaps = run.documents.astype(np.int32)
    gaps[1:] -= run.documents[:-1]
    filled = starts < run.firsts[1:]
    gaps[starts[filled]] = run.documents[starts[filled]]
    # 32 bits throughout: half of the memory to pass through, and a run is of some 400,000 postings
    term = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(run.firsts))
    layout = _Layout.of(run, gaps, term, documents)
    offsets = np.cumsum(layout.sizes) - layout.sizes
    out = np.zeros(int(layout.sizes.sum()), np.uint8)

    heads = offsets[~layout.single]
    out[heads] = layout.kinds[~layout.single]
    _put(out, heads + 1, layout.counts[~layout.single])
    contents = offsets + HEAD
    kind = np.where(layout.single, 0, layout.kinds & LAYOUT).astype(np.uint8)[term]
    large_at = offsets + layout.large_at
    for width, limit in LIMITS.items():
        chosen = np.flatnonzero(kind == width)
        owner = term[chosen]
        low = np.minimum(gaps[chosen], limit)
        target = (contents - starts * width)[owner] + chosen * width
        for byte in range(width):
            out[target + byte] = low >> 8 * byte & 0xFF
        large = chosen[low == limit]
        _put(out, large_at[term[large]] + 4 * _ranks(term[large]), gaps[large])
    small = np.minimum(run.frequencies, LARGE)
    chosen = np.flatnonzero(kind == DENSE)
    out[contents[term[chosen]] + run.documents[chosen]] = small[chosen]
    chosen = np.flatnonzero((run.frequencies > 1) & (kind > 0) & layout.shown[term])
    owner = term[chosen]
    rank = chosen - starts[owner]
    flags = (contents + layout.counts * layout.widths)[owner]
    np.add.at(out, flags + (rank >> 3), _bit(rank))
    out[flags + layout.flag_bytes[owner] + _ranks(owner)] = small[chosen]
    large = np.flatnonzero((run.frequencies >= LARGE) & (kind > 0))
    behind = (large_at + 4 * layout.large_gaps)[term[large]]
    _put(out, behind + 4 * _ranks(term[large]), run.frequencies[large])

    places = (offsets + at).astype(np.uint64)
    alone = layout.single
    places[alone] = run.documents[starts[alone]].astype(np.uint64) | SINGLE
    return places, out


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

    layouts, shown = kinds & LAYOUT, kinds & WITH_FREQUENCIES > 0
    widths = np.where(layouts == DENSE, 0, layouts)
    flags = offsets + HEAD + counts * widths
    flag_bytes = np.where(shown, counts + 7 >> 3, 0)
    chosen = np.flatnonzero(shown[term])
    bits = content[flags[term[chosen]] + (rank[chosen] >> 3)] & _bit(rank[chosen])
    marked = chosen[bits > 0]
    values = flags + flag_bytes
    frequencies[marked] = content[values[term[marked]] + _ranks(term[marked])]
    behind = values + np.bincount(term[marked], minlength=len(values))
    width = widths[term]
    for size_of, limit in LIMITS.items():
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

    for each in np.flatnonzero(layouts == DENSE).tolist():
        start = int(offsets[each]) + HEAD
        row = content[start : start + documents]
        found[firsts[each] : firsts[each + 1]] = here = np.flatnonzero(row)
        frequencies[firsts[each] : firsts[each + 1]] = row[here]
        behind[each] = start + documents
    large = np.flatnonzero((frequencies == LARGE) & (kinds[term] > 0))
    frequencies[large] = _get(content, behind[term[large]] + 4 * _ranks(term[large]))
    return firsts, found, frequencies


def _bit(ranks: Integers) -> Bytes:
    """Return the flag of each place within its byte, the first in the highest bit."""
    flags: Bytes = np.uint8(128) >> (ranks & 7).astype(np.uint8)
    return flags


def _per_term(flags: NDArray[np.bool_], term: NDArray[np.int32], counts: Integers) -> Integers:
    return np.bincount(term[flags], minlength=len(counts))


def _ranks(groups: NDArray[np.integer]) -> Integers:
    """Return the place of each item among those of its group; ``groups`` ascend."""
    if not len(groups):
        return np.zeros(0, np.int64)
    first = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - np.repeat(first, np.diff(first, append=len(groups)))


def _put(out: Bytes, places: Integers, values: NDArray[np.integer]) -> None:
    out[places[:, None] + np.arange(4)] = values.astype("<u4").view(np.uint8).reshape(-1, 4)


def _get(content: Bytes, places: Integers) -> Integers:
    found = content[places[:, None] + np.arange(4)].reshape(-1)
    return np.ascontiguousarray(found).view("<u4").astype(np.int64)
