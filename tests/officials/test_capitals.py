"""Texts as tokens, and their rows of capitals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.capitals import Tokens, capital_runs, is_capitalised


def rows(text):
    tokens = Tokens.of(text)
    return [" ".join(tokens.words[start:end]) for start, end in capital_runs(tokens)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ông Lê Bá Hùng, Nghệ An", ["Ông Lê Bá Hùng", "Nghệ An"]),
        ("ông Kim Jong-un và H'Hen Niê", ["Kim Jong-un", "H'Hen Niê"]),
        ("bị can N.V.A khai", ["N.V.A"]),
        ("UBND tỉnh, TT&TT", []),
        ("không có chữ hoa", []),
        ("", []),
    ],
)
def test_rows_of_capitals(text, found):
    assert rows(text) == found


def test_an_endless_row_is_left_out():
    assert rows("Nam " * 61 + "về. Hoa") == ["Hoa"]


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say_and_leave_out_only_spaces(text):
    tokens = Tokens.of(text)
    end = 0
    for at, word in enumerate(tokens.words):
        start = tokens.starts[at]
        assert text[start : tokens.end(at)] == word
        assert not text[end:start].strip()
        end = tokens.end(at)
    assert not text[end:].strip()
    assert all(tokens.words[at] != tokens.lower[at] for at in tokens.capitals)


@given(st.text(max_size=200))
def test_rows_are_capitalised_and_apart(text):
    tokens = Tokens.of(text)
    end = -1
    for start, behind in capital_runs(tokens):
        assert end < start < behind
        assert all(map(is_capitalised, tokens.words[start:behind]))
        end = behind
