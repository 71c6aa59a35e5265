from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import patterns, token_terms
from search.vietnamese.spelling import fold

vietnamese = st.text(alphabet="aăâeêioôơuưyđbhkglmnqstvxAĐÂYK #01\u0300\u0301\u0309\u0303\u0323 ")


@pytest.mark.parametrize(
    ("typed", "text", "strict", "matches"),
    [
        ("kỹ", "kĩ", False, True),
        ("kỹ", "kĩ", True, False),
        ("ky", "kĩ", False, True),
        ("ki", "kỹ", False, True),
        ("tỷ", "tỉ", False, True),
        ("hai", "hay", False, False),
        ("đắk", "Đắc", False, True),
        ("dak", "Đắc", False, True),
        ("lăk", "Lắk", False, True),
        ("lắk", "lác", False, False),
        ("doi", "#ChuyenDoiSo", False, True),
        ("chuyendoiso", "#ChuyenDoiSo", False, True),
        ("đổi", "#chuyểnĐổiSố", False, True),
        ("doi", "ChuyenDoiSo", False, False),
    ],
)
def test_a_typed_syllable_matches_the_spellings_that_readers_take_for_one(
    typed, text, strict, matches
):
    [pattern] = patterns(typed, strict=strict)
    [token] = syllables(text)
    assert pattern.matches(token) is matches


@given(vietnamese)
def test_a_syllable_is_found_as_written_in_any_case_and_without_accents(text):
    for token in syllables(text):
        written = unicodedata.normalize("NFC", text)[token.start : token.end]
        if unicodedata.normalize("NFC", text) != text:
            written = text[token.start : token.end]
        for typed in (written, written.upper().lower(), fold(written)):
            found = patterns(typed)
            if len(found) == 1:
                assert found[0].term in token_terms(token), typed
