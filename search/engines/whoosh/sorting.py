"""Sort columns of whole numbers by radix, and count what is the same: the inner loop of writing.

``argsort(kind="stable")`` of 16-bit numbers is a radix sort in numpy: one pass, and on processors
with a slow AVX-512 four times as fast as sorting 64-bit codes (measured: 16 ns against 60).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.postings import PostingRun

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.whoosh.postings import Integers

_RADIX_BITS = 16


def narrow(values: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in two bytes each where that holds them, else as they are."""
    fits = values.max(initial=0) <= np.iinfo(np.uint16).max
    return values.astype(np.uint16) if fits else values


def stable_order(values: NDArray[Any]) -> Integers:
    """Return the order that sorts whole numbers of up to 32 bits, equal ones as they come."""
    most = int(values.max(initial=0))
    order = np.argsort(values.astype(np.uint16, copy=False), kind="stable")
    if most >> _RADIX_BITS:
        high = (values >> _RADIX_BITS).astype(np.uint16)[order]
        order = order[np.argsort(high, kind="stable")]
    return order


def counted(firsts: Integers, documents: NDArray[Any]) -> PostingRun:
    """Return the postings of occurrences: those of term ``i`` are ``firsts[i]:firsts[i + 1]``."""
    begins = np.empty(len(documents), np.bool_)
    np.not_equal(documents[1:], documents[:-1], out=begins[1:])
    begins[firsts[:-1][firsts[:-1] < firsts[1:]]] = True
    first = np.flatnonzero(begins)
    # np.diff would take three times the memory, at the moment when the most is in use
    frequencies = np.empty(len(first), np.int32)
    np.subtract(first[1:], first[:-1], out=frequencies[:-1], casting="same_kind")
    frequencies[-1:] = len(documents) - first[-1:]
    return PostingRun(np.searchsorted(first, firsts), documents[first], narrow(frequencies))
