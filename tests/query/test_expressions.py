from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.expressions import beginning

PIECES = ["a", "b", "th", "ư", "[ab]", "[^a]", ".", "(a|ab)", "(th|t)", "a?", "b*", r"\d", "|"]


@pytest.mark.parametrize(
    ("expression", "letters"),
    [
        ("th[uư]ớc", "th"),
        ("chuyen.*", "chuyen"),
        (r"20[12]\d", "20"),
        ("(th|tr)u", "t"),
        ("tha*", "th"),
        ("hòa", "h"),
        ("a|th.*", ""),
        (".*th", ""),
        ("TH.*", ""),
    ],
)
def test_what_an_expression_begins_with_is_known(expression, letters):
    assert beginning(expression) == letters


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join),
    st.lists(st.text("abthư1", max_size=5), max_size=30),
)
def test_whatever_matches_begins_so(expression, texts):
    matching = [each for each in texts if re.fullmatch(expression, each)]
    assert all(each.startswith(beginning(expression)) for each in matching)
