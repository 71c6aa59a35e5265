from __future__ import annotations

import pytest

from search.benchmark.suggesting import suggesting
from search.errors import UsageError


def test_every_kind_of_suggestion_is_timed_first_and_again(add, data):
    add("a", title="Chuyển đổi số ở Nghệ An")
    rows = suggesting(data, queries=3, seed=1)
    assert [row.name for row in rows] == ["suggest", "restore accents", "did you mean"]
    for row in rows:
        assert 0 < row.first_p50_ms <= row.first_p95_ms
        assert 0 < row.p50_ms <= row.p95_ms


def test_there_must_be_a_title_to_cut(add, indexer, data):
    add("a")
    indexer.remove("a")
    with pytest.raises(UsageError):
        suggesting(data, queries=3, seed=1)
