from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.characters import clean, to_nfc

NFD = unicodedata.normalize("NFD", "Nghệ An, thứ Bảy")


@pytest.mark.parametrize(
    ("published", "cleaned"),
    [
        ("Nghệ An", "Nghệ An"),
        (NFD, "Nghệ An, thứ Bảy"),
        ("he\u0323\u0302", "hệ"),
        ("hê\u0323", "hệ"),
        ("tiê\u0301ng", "tiếng"),
        ("tie\u0301\u0302ng", "tiếng"),  # the tone typed before the circumflex
        ("ti\u00e9\u0302ng", "tiếng"),
        ("Ðà Nẵng, ðường, Ɖăk", "Đà Nẵng, đường, Đăk"),
        ("chuyển\u200bđổi", "chuyểnđổi"),
        ("tỉnh\u00a0Nghệ\u2009An", "tỉnh Nghệ An"),
        ("cộng\u00ad hòa", "cộng hòa"),
        ("\ufeff“Đổi mới” – ‘số’…", "\"Đổi mới\" - 'số'..."),
        ("ＴＴ＆ＴＴ １２", "TT&TT 12"),
        ("НОМ nay", "НОМ nay"),  # all Cyrillic: another language
        ("Hоm nаy", "Hom nay"),  # Cyrillic о and а inside Latin words
        ("a\x00b\x1bc", "a b c"),
        ("a\u202eb", "ab"),
        ("", ""),
    ],
)
def test_clean(published, cleaned):
    assert clean(published).text == cleaned


def test_offsets_lead_back_to_the_published_text():
    published = "Sở\u200b TT&TT\u00a0tie\u0301\u0302ng Vie\u0323\u0302t…"
    cleaned = clean(published)
    for word, original in [
        ("tiếng", "tie\u0301\u0302ng"),
        ("Việt", "Vie\u0323\u0302t"),
        ("Sở", "Sở"),
        ("...", "…"),
    ]:
        at = cleaned.text.index(word)
        start, end = cleaned.published(at, at + len(word))
        assert published[start:end] == original


@given(st.text())
def test_any_text_is_cleaned_to_nfc_with_offsets_inside_it(text):
    cleaned = clean(text)
    for at in range(len(cleaned.text)):
        start, end = cleaned.published(at, at + 1)
        assert 0 <= start < end <= len(text)
    assert clean(cleaned.text).text == cleaned.text


@given(st.text())
def test_cleaned_text_is_composed(text):
    assert to_nfc(clean(text).text) == clean(text).text


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@given(st.text(alphabet="aăâeêioôơuưyđ hgnt\u0300\u0301\u0303\u0309\u0323", max_size=30))
def test_both_unicode_forms_of_a_text_clean_alike(form, text):
    assert clean(unicodedata.normalize(form, text)).text == clean(text).text


@given(st.text())
def test_to_nfc_is_what_unicode_says_for_human_text(text):
    assert unicodedata.is_normalized("NFC", to_nfc(text))
    if "\u034f" not in to_nfc(text):
        assert to_nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("clean_up", [to_nfc, clean])
def test_a_million_marks_take_linear_time(clean_up):
    marks = "a" + "\u0301\u0323" * 500_000
    began = time.perf_counter()
    clean_up(marks)
    assert time.perf_counter() - began < 20  # quadratic would be hours
