"""Columns of numbers that grow a row at a time and are read many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from array import array

Rows: TypeAlias = NDArray[np.intp]
Numbers: TypeAlias = NDArray[np.int32]
Scores: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


def look_up(column: array[Any], rows: Rows | Numbers) -> NDArray[Any]:
    """Return ``column[row]`` for each of ``rows``, in the column's own type.

    The column can grow again as soon as this returns: an ``array`` can't while numpy looks at it.
    """
    return np.frombuffer(column, column.typecode)[rows]


def runs(firsts: Rows | Numbers, counts: Rows | Numbers) -> Rows:
    """Return ``firsts[i], firsts[i] + 1, …``, ``counts[i]`` rows, for each ``i`` in turn.

    >>> runs(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    ends = np.cumsum(counts, dtype=np.intp)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(firsts - (ends - counts), counts) + np.arange(total)
