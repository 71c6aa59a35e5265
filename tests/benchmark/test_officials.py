from __future__ import annotations

import pytest

from search.benchmark.officials import officials
from search.errors import UsageError

BODY = "Giám đốc Sở Y tế Nghệ An Lê Văn Hòa phát biểu."


def test_every_way_to_ask_for_people_is_timed_first_and_again(add, data):
    add("a", body=BODY)
    add("b", body=BODY.replace("Lê Văn Hòa", "Trần Đức Thắng"))
    rows = officials(data, queries=3, seed=1)
    assert [row.name for row in rows] == [
        "name", "name without accents", "post", "title", "given name, organisation",
    ]  # fmt: skip
    for row in rows:
        assert row.queries == 3
        assert 0 < row.first_p50_ms <= row.first_p95_ms
        assert 0 < row.p50_ms <= row.p95_ms


def test_somebody_must_have_a_post(add, data):
    add("a")
    with pytest.raises(UsageError):
        officials(data, queries=3, seed=1)
