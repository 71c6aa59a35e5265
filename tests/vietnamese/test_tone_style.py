"""Old-style tone marks are read as modern ones, and nothing else moves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.tone_style import modern_tones


@pytest.mark.parametrize(
    ("written", "modern"),
    [
        ("hòa", "hoà"),
        ("Hòa", "Hoà"),
        ("HÒA", "HOÀ"),
        ("hÒa", "hOà"),
        ("thúy", "thuý"),
        ("Thúy", "Thuý"),
        ("khỏe", "khoẻ"),
        ("KHỎE", "KHOẺ"),
        ("lõa lồ", "loã lồ"),
        ("đọa đày", "đoạ đày"),
        ("òa khóc", "oà khóc"),
        ("ủy ban", "uỷ ban"),
        ("lụy", "luỵ"),
        ("qúy", "quý"),
        ("(tòa)-“hủy”,xóa…", "(toà)-“huỷ”,xoá…"),
        ("Hòa Bình và Thủy Nguyên", "Hoà Bình và Thuỷ Nguyên"),
    ],
)
def test_the_mark_moves_to_the_last_vowel(written: str, modern: str) -> None:
    assert modern_tones(written) == modern


@pytest.mark.parametrize(
    "text",
    [
        *("", "của", "quý", "quỳ", "giá", "già", "hoà", "hoàn", "toán", "ngoài", "khuya", "múa"),
        *("mía", "thuyền", "hòan", "xoáy", "tòaz", "zòa", "hoa 2", "a.a.a", "東京", "ω", "\ud800"),
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert modern_tones(text) == text


SYLLABLE_LIKE = st.text(st.sampled_from("hHtTkKqQđ òÒóỏỎõọùÚủũỤaAeEyYoOuUàảýÝ.,_1\n"))


@given(st.text() | SYLLABLE_LIKE)
def test_length_case_and_letters_are_kept(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    modern = modern_tones(text)
    assert len(modern) == len(text)
    assert [char.isupper() for char in modern] == [char.isupper() for char in text]
    assert modern_tones(modern) == modern
