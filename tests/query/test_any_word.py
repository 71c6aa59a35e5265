from __future__ import annotations

import pytest

from search.errors import QueryError
from search.query.any_word import parse_any_word
from search.query.parser import MAX_SYLLABLES
from search.query.tree import Field, Phrase, Words
from search.vietnamese.patterns import patterns


def words(*units, field=None, strict=False):
    return Words(tuple(Phrase(patterns(unit, strict=strict), field) for unit in units), least=1)


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("chuyển đổi", ["chuyển", "đổi"]),
        ('Thi “rớt " khỏi', ["thi", "rớt", "khỏi"]),
        ("-covid title:số", ["covid", "title số"]),
        ("TT&TT – số", ["TT TT", "số"]),
    ],
)
def test_nothing_in_plain_text_is_an_operator(typed, units):
    assert parse_any_word(typed).root == words(*units)


def test_words_are_looked_for_within_a_field_and_with_accents_as_typed():
    assert parse_any_word("a b", within=Field.TITLE).root == words("a", "b", field=Field.TITLE)
    assert parse_any_word("ha noi", exact=True).root == words("ha", "noi", strict=True)


def test_the_words_of_the_segmenter_are_asked_for():
    root = parse_any_word('học - "sinh', compounds=lambda text: [text]).root
    assert root.compounds == ("học sinh",)


@pytest.mark.parametrize("text", ["", "?! …", "a " * (MAX_SYLLABLES + 1)])
def test_a_text_without_a_word_or_with_too_many_is_refused(text):
    with pytest.raises(QueryError):
        parse_any_word(text)


def test_as_many_syllables_as_may_be_are_taken():
    assert len(parse_any_word("a " * MAX_SYLLABLES).root.units) == MAX_SYLLABLES
