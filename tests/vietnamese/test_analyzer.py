from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.analyzer import default_analyzer, syllables
from search.vietnamese.patterns import patterns

TEXT = "Giám đốc Sở TT&TT Lê Bá Hùng trao 2 giải, ngày 29/12/2020."


def test_syllables_are_positions_with_offsets():
    tokens = syllables(TEXT)
    expected = "Giám đốc Sở TT TT Lê Bá Hùng trao 2 giải ngày 29 12 2020"
    assert " ".join(TEXT[token.start : token.end] for token in tokens) == expected


def test_words_of_several_syllables_are_named_by_their_keys():
    assert "giam\u0301_đôc\u0301" in default_analyzer().analyse(TEXT).words


def test_words_never_cross_a_paragraph():
    words = default_analyzer().analyse("chuyển\nđổi").words
    assert words == ()


@given(st.text())
def test_every_token_is_exactly_a_piece_of_the_published_text(text):
    tokens = syllables(text)
    for token in tokens:
        [again] = syllables(text[token.start : token.end])
        assert (again.key, again.folded) == (token.key, token.folded)
    borders = [border for token in tokens for border in (token.start, token.end)]
    assert borders == sorted(borders)


@given(st.text())
def test_any_text_has_an_analysis(text):
    analysis = default_analyzer().analyse(text)
    assert analysis.tokens == syllables(text)


@pytest.mark.parametrize(
    ("typed", "text", "strict", "matches"),
    [
        ("đồi", "đồi", False, True),
        ("đồi", "đội", False, False),
        ("doi", "đội", False, True),
        ("doi", "đội", True, False),
        ("doi", "doi", True, True),
        ("hoà", "HÒA", True, True),
        ("ĐỒI", "đồi", True, True),
        ("2020", "2020", False, True),
    ],
)
def test_a_typed_syllable_matches(typed, text, strict, matches):
    [pattern] = patterns(typed, strict=strict)
    [token] = syllables(text)
    assert pattern.matches(token) is matches
