from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analysed
from search.vietnamese.analyzer import default_analyzer


def test_each_syllable_says_where_it_stands_and_what_finds_it():
    tokens = list(analysed("Sở TT&TT\nMỹ Đình", default_analyzer()))
    places = [(t.line, t.position, t.start, t.end, t.text) for t in tokens]
    assert places == [
        (1, 0, 0, 2, "Sở"),
        (1, 1, 3, 5, "TT"),
        (1, 2, 6, 8, "TT"),
        (2, 0, 0, 2, "Mỹ"),
        (2, 1, 3, 7, "Đình"),
    ]
    assert tokens[3].terms == ("my\u0303", "=mi\u0303", "~my", "~mi")
    assert tokens[3].word == "my\u0303_đinh\u0300"
    assert tokens[4].word == ""


@given(st.text())
def test_any_text_can_be_analysed(text):
    for token in analysed(text, default_analyzer()):
        line = text.split("\n")[token.line - 1]
        assert 0 <= token.start < token.end <= len(line)
        assert token.key in token.terms
