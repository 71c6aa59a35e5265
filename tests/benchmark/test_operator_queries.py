"""Queries with every operator are queries, and the same ones for the same seed."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from search.article import Article, Caption, Precision
from search.benchmark.operator_queries import operator_queries
from search.query.parser import parse

SOME = [
    Article(
        id="a",
        title="Mưa lớn ở Đà Nẵng",
        body="Nước lên nhanh, nước rút chậm.\nNgười dân chuyển đồ lên cao.",
        captions=(Caption(ordinal=1, text="Nước ngập phố"),),
        published=date(2020, 10, 12),
        precision=Precision.EXACT,
    ),
    Article(id="b", title="Chuyển đổi số ở xã"),
]


@pytest.mark.parametrize("seed", range(20))
def test_all_of_them_can_be_asked(seed):
    for each in operator_queries(SOME, 40, seed):
        parse(each.text)


def test_the_forms_take_turns():
    counts = Counter(each.form for each in operator_queries(SOME, 170, 1))
    assert set(counts.values()) == {10}


def test_the_same_seed_gives_the_same_queries():
    assert operator_queries(SOME, 50, 3) == operator_queries(SOME, 50, 3)
    assert operator_queries(SOME, 50, 3) != operator_queries(SOME, 50, 4)
