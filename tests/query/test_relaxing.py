"""What may be missing where too little matches every word."""

from __future__ import annotations

import pytest

from search.query.parser import parse
from search.query.relaxing import relaxed
from search.query.tree import And, Not, Published, Words


@pytest.mark.parametrize(
    ("typed", "least", "words"),
    [("a b c", 2, 3), ("a b c d", 3, 4), ("a b c d e", 3, 5), ('a b "x y" c -z', 2, 3)],
)
def test_most_words_are_more_than_half_of_the_plain_ones(typed, least, words):
    _, row = relaxed(parse(typed))
    assert (row.least, len(row.units)) == (least, words)


@pytest.mark.parametrize(
    "typed",
    ["a", "a b", '"a b c d"', "a b c AND d", "a b c OR d", "title:(a b c)", "-a -b -c", "a* b c"],
)
def test_what_is_never_relaxed(typed):
    assert relaxed(parse(typed)) is None


def test_everything_but_words_must_match_as_before_and_full_matches_are_left_out():
    query = parse("a b c title:d -e from:2020")
    wider, _ = relaxed(query)
    assert isinstance(wider.root, And)
    row, *others, full = wider.root.nodes
    assert isinstance(row, Words)
    assert others == [each for each in query.root.nodes if not isinstance(each, Words)]
    assert [type(each) for each in others][1:] == [Not, Published]
    assert full == Not(query.root)
