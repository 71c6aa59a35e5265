from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.parser import MAX_SYLLABLES, parse
from search.query.tree import And, Field, Not, Phrase, Words, leaves
from search.vietnamese.patterns import patterns


def phrase(text: str, field: Field | None = None) -> Phrase:
    return Phrase(patterns(text), field)


def words(*units: str) -> Words:
    return Words(tuple(phrase(unit) for unit in units))


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("chuyển đổi", words("chuyển", "đổi")),
        ("  chuyển \u00a0 đổi  ", words("chuyển", "đổi")),
        ('"chuyển đổi"', phrase("chuyển đổi")),
        ("“chuyển đổi”", phrase("chuyển đổi")),
        ("TT&TT", words("TT TT")),
        ("-covid", Not(phrase("covid"))),
        ("–covid", Not(phrase("covid"))),
        ("số - liệu", words("số", "liệu")),
        ("Covid-19", words("Covid 19")),
        ("title:số", phrase("số", Field.TITLE)),
        ("TITLE:số", phrase("số", Field.TITLE)),
        ('caption:"Lê Bá Hùng"', phrase("Lê Bá Hùng", Field.CAPTION)),
        ("-source:vnexpress", Not(phrase("vnexpress", Field.SOURCE))),
        ("http://a.vn", words("http a vn")),
        ("số…", words("số")),
        ('a "b c" d -e', And((words("a"), phrase("b c"), words("d"), Not(phrase("e"))))),
        ('a "" b', words("a", "b")),
        ('12"a"', And((words("12"), phrase("a")))),
    ],
)
def test_parse(typed, root):
    assert parse(typed).root == root


@pytest.mark.parametrize(
    ("typed", "position", "literal"),
    [
        ('giá "xăng', 4, '"giá xăng"'),
        ("giá “xăng", 4, '"giá xăng"'),
        (unicodedata.normalize("NFD", 'giá "xăng'), 5, '"giá xăng"'),
        ("", 0, ""),
        ("   ", 0, ""),
        ("&&& …", 0, ""),
        ("số title:", 3, '"số title:"'),
        ("title: số", 0, '"title: số"'),
    ],
)
def test_trouble_is_pointed_at_with_a_way_out(typed, position, literal):
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.position == position
    assert caught.value.literal == literal
    if literal:
        parse(literal)


def test_a_pasted_article_is_refused_where_it_gets_too_long():
    with pytest.raises(QueryError) as caught:
        parse("tin " * (MAX_SYLLABLES + 1))
    assert caught.value.position == 4 * MAX_SYLLABLES


def test_within_is_the_field_of_words_that_name_none():
    root = parse("a lead:b", within=Field.TITLE).root
    assert root == And((phrase("a", Field.TITLE), phrase("b", Field.LEAD)))


def test_exact_makes_every_syllable_strict():
    assert all(s.strict for s in parse("a b", exact=True).root.syllables)


def test_compounds_are_found_in_rows_of_words_only():
    asked = []
    parse('a b "c d" e -f', compounds=lambda text: asked.append(text) or ())
    assert asked == ["a b", "e"]


def test_what_must_not_match_is_never_marked():
    assert leaves(parse("a -b").root) == [words("a")]


@given(st.text())
def test_any_text_is_understood_or_answered_with_a_place(text):
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)


@given(st.lists(st.sampled_from([*'"-:() \t“”–', "title", "a", "số", "caption:", "\u200b"])))
def test_any_mixture_of_operators_is_understood_or_answered(pieces):
    text = "".join(pieces)
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        if error.literal:
            parse(error.literal)


@pytest.mark.parametrize("piece", ['"', "-", "title:", "“a", "a ", "a\u0301", "::", "- "])
def test_long_nonsense_takes_linear_time(piece):
    began = time.perf_counter()
    with pytest.raises(QueryError):
        parse(piece * 200_000 + '"')
    assert time.perf_counter() - began < 20  # quadratic would be hours
