"""What recent documents gain."""

from __future__ import annotations

import numpy as np
import pytest

from search.engines.recency import gains
from search.engines.weights import RECENT_WEIGHT

LATEST = 2026_03_31


def gained(day: int) -> float:
    return float(gains(np.array([day]), LATEST)[0])


def test_the_youngest_gains_most_and_one_without_a_date_nothing():
    assert gained(LATEST) == pytest.approx(RECENT_WEIGHT)
    assert gained(0) == 0


def test_a_year_halves_what_is_gained():
    assert gained(2025_03_31) == pytest.approx(RECENT_WEIGHT / 2, rel=0.01)
    assert gained(2024_03_31) == pytest.approx(RECENT_WEIGHT / 4, rel=0.01)


def test_a_younger_one_never_gains_less():
    days = [2019_12_31, 2020_01_01, 2020_02_29, 2020_03_01, 2025_12_31, 2026_01_01, 2026_03_01]
    found = gains(np.array(days), LATEST).tolist()
    assert found == sorted(found)
