from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.spelling import fold, key

syllable = st.text(alphabet="aăâeêioôơuưyđbhgnt\u0300\u0301\u0303\u0309\u0323", max_size=9)


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Nẵng", "nang"), ("Đà", "da"), ("đường", "duong"), ("2024", "2024"), ("", "")],
)
def test_fold(word, folded):
    assert fold(word) == folded


@pytest.mark.parametrize(
    "spellings",
    [("hòa", "hoà", "HÒA", "Hoà"), ("thúy", "thuý"), ("khỏe", "khoẻ"), ("tuần", "TUẦN")],
)
def test_spellings_of_one_syllable_share_a_key(spellings):
    assert len({key(each) for each in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hoa"), ("hòa", "họa"), ("ban", "bạn"), ("đa", "da"), ("mua", "mưa"), ("hoa2", "hòa")],
)
def test_different_syllables_have_different_keys(one, other):
    assert key(one) != key(other)


@given(syllable)
def test_key_and_fold_do_not_depend_on_case_or_unicode_form(word):
    for form in ("NFC", "NFD"):
        other = unicodedata.normalize(form, word)
        assert key(other) == key(word) == key(other.upper().lower())
        assert fold(other) == fold(word)


@given(syllable)
def test_words_of_one_key_have_one_fold(word):
    assert fold(key(word)) == fold(word)
