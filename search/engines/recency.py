"""A gentle preference for what was published lately: it ranks, and hides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.weights import RECENT_HALF_LIFE, RECENT_WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.passages import Scores


def gains(days: NDArray[np.int32], latest: int) -> Scores:
    """Return by how much of itself the score of each document is raised.

    Days are YYYYMMDD, 0 for a document without, which gains nothing. ``latest`` is that of the
    youngest document there is: an archive that has come to its end keeps its order so, whatever
    day it is asked on.
    """
    age = _since_year_0(np.array(latest)) - _since_year_0(days)
    gained = RECENT_WEIGHT * 0.5 ** (age / RECENT_HALF_LIFE)
    found: Scores = np.where(days > 0, gained, 0).astype(np.float32)
    return found


def _since_year_0(days: NDArray[np.int32]) -> NDArray[np.float64]:
    """Return days as a count, off by two at most: that is no difference to a preference."""
    years, months = days // 1_00_00, days // 1_00 % 1_00
    count: NDArray[np.float64] = years * 365.25 + months * 30.44 + days % 1_00
    return count
