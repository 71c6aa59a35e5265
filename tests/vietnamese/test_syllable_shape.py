"""What can be a Vietnamese syllable, its parts and the place of its tone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import SyllableParts, is_syllable, parse, traditional

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy" + "\u0300\u0301\u0303\u0309\u0323" + "zfAĐ1"

POSSIBLE = """
    khuya thuở huơ ngoằn ngoèo yêu yểng huýt buýt xoong goòng Kông Kạn Thy góa gìn giễu quới
    ghềnh nguệch bâng khuâng uỷ ủy oẵn ướt man
"""
IMPOSSIBLE = """
    hoc học2 họ̀c hòc bảc cát̉ cê ka nghành nguời ươ thươ iêu krông test jazz fax w đ TT UBND
    Việtnam bua2 qo moa sh 東 á́
"""


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("nghiễng", ("ngh", "iê", "ng", "\u0303")),
        ("giếng", ("g", "iê", "ng", "\u0301")),
        ("gì", ("g", "i", "", "\u0300")),
        ("già", ("gi", "a", "", "\u0300")),
        ("Quốc", ("qu", "ô", "c", "\u0301")),
        ("quý", ("qu", "y", "", "\u0301")),
        ("khuỷu", ("kh", "uyu", "", "\u0309")),
        ("HÒA", ("h", "oa", "", "\u0300")),
        ("hoà", ("h", "oa", "", "\u0300")),
        ("ăn", ("", "ă", "n", "")),
        ("y", ("", "y", "", "")),
        ("Đắk", ("đ", "ă", "k", "\u0301")),
    ],
)
def test_parts(word, parts):
    for form in ("NFC", "NFD"):
        assert parse(unicodedata.normalize(form, word)) == SyllableParts(*parts)


@pytest.mark.parametrize("word", POSSIBLE.split())
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "\ud800", *IMPOSSIBLE.split()])
def test_no_syllables(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "old_style"),
    [
        *[("hoà", "hòa"), ("THUÝ", "THÚY"), ("Uỷ", "Ủy"), ("gía", "giá"), ("qúan", "quán")],
        *[("đựơc", "được"), ("hòan", "hoàn"), ("ngòai", "ngoài"), ("khủyu", "khuỷu")],
        *[("hoa", "hoa"), ("testé", "testé"), ("mía", "mía"), ("xòong", "xoòng")],
    ],
)
def test_traditional_place_of_the_tone(word, old_style):
    assert traditional(word) == old_style


@given(st.text(LETTERS, max_size=9) | st.text(max_size=30))
def test_any_text_is_parsed_or_not_and_keeps_its_key(word):
    parts = parse(word)
    moved = traditional(word)
    assert traditional(moved) == moved
    if parts:
        assert key(parts.onset + parts.nucleus + parts.coda + parts.tone) == key(word)
        assert key(moved) == key(word)
        assert is_syllable(word.upper())
        assert parse(key(word)) == parts


def test_a_long_text_is_no_syllable():
    assert not is_syllable("a" * 1_000_000)


@pytest.mark.shared
def test_printed_syllables_are_accepted(shared):
    lines = (shared / "gazetteer" / "syllables.txt").read_text("utf-8").split("\n")
    words = {unicodedata.normalize("NFC", line).lower() for line in lines if line.isalpha()}
    toned = {word for word in words if key(word) != unicodedata.normalize("NFC", word)}
    assert len(toned) > 4_000
    rejected = {word for word in toned if not is_syllable(word)}
    # what is left is foreign, two syllables written as one, of other peoples, or misspelt
    assert len(rejected) < len(toned) / 40
    ascii_words = {word for word in words if word.isascii()}
    accepted = {word for word in ascii_words if is_syllable(word)}
    assert len(accepted) < len(ascii_words) / 5
    assert {fold(word) for word in accepted} == accepted
