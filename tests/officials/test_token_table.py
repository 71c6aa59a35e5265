"""Many texts cut at once: what ``Tokens.of`` says of each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.capitals import Tokens
from search.officials.token_table import TokenTable

TEXTS = (
    "",
    "\n",
    "Ông Lê Bá Hùng, Giám đốc Sở TT&TT.\nBà Hoa (SN 1970) nói: “Tốt!”",
    "\n\n hai  khoảng trắng \n",
    "N.V.A và Th. Hà; U23, Baonghean.vn, 1.234,5 kg",
    "Tp. Vinh\tvà\u00a0Hà Nội\u2028x",
    "x" * 100 + " " + "x" * 100,
)


@pytest.fixture
def table():
    return TokenTable(lambda _: 0)


def test_many_texts_are_cut_as_each_is(table):
    cut = table.cut(TEXTS)
    assert [cut.tokens_of(at) for at in range(len(TEXTS))] == [*map(Tokens.of, TEXTS)]


@given(st.lists(st.text("Aa.Đđ1 \n,-’\t“?ế", max_size=30), max_size=5))
def test_any_texts_are_cut_as_each_is(texts):
    cut = TokenTable(lambda _: 0).cut(texts)
    assert [cut.tokens_of(at) for at in range(len(texts))] == [*map(Tokens.of, texts)]


def test_a_table_that_forgot_cuts_as_before(table):
    table.cut(TEXTS)
    table.forget()
    assert table.cut(TEXTS[2:3]).tokens_of(0) == Tokens.of(TEXTS[2])
