"""An Article's promises: clean text, honest dates, and a hash that tells any change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from search.article import Article, Caption, Precision, is_photographer, stable_id

NFD = "Đa\N{COMBINING GRAVE ACCENT} Nẵng"
TEXTS = ("title", "lead", "body", "source", "url", "section", "author")
DAY = date(2020, 12, 29)


@pytest.fixture
def article() -> Article:
    return Article(
        id="a",
        title="Mưa lớn",
        lead="Ngập sâu",
        body="Nước lên.\nNước rút.",
        captions=(Caption(ordinal=1, text="Đê", alt="Con đê", credit="Thu Hà"),),
        source="Baonghean.vn",
        url="https://example.vn/1",
        section="Thời tiết",
        author="Minh Tâm",
        tags=("mưa", "lũ"),
        published=DAY,
        precision=Precision.EXACT,
        extra={"scraped_by": "máy 1", "views": 3},
    )


@pytest.mark.parametrize("name", ["id", *TEXTS])
@pytest.mark.parametrize("text", [NFD, "nửa đôi \ud83d"], ids=["NFD", "half a surrogate pair"])
def test_text_that_is_not_nfc_or_cannot_be_written_is_refused(article, name, text):
    with pytest.raises(ValueError, match=r"NFC|surrogates"):
        replace(article, **{name: text})


def test_tags_are_checked_like_texts(article):
    with pytest.raises(ValueError, match="NFC"):
        replace(article, tags=("tốt", NFD))


@pytest.mark.parametrize("name", ["text", "alt", "credit"])
def test_captions_are_checked_like_texts(name):
    with pytest.raises(ValueError, match="NFC"):
        Caption(**{"ordinal": 1, "text": "", name: NFD})


@pytest.mark.parametrize("ordinals", [(0,), (2,), (1, 1), (2, 1), (1, 3)])
def test_photos_are_counted_from_one_without_gaps(article, ordinals):
    with pytest.raises(ValueError, match="photos"):
        replace(article, captions=tuple(Caption(ordinal=n, text="Ảnh") for n in ordinals))


@pytest.mark.parametrize(
    ("published", "precision"),
    [(None, Precision.EXACT), (None, Precision.INFERRED), (DAY, Precision.UNKNOWN)],
)
def test_a_date_never_contradicts_its_precision(article, published, precision):
    with pytest.raises(ValueError, match="precision"):
        replace(article, published=published, precision=precision)


@pytest.mark.parametrize(("body", "count"), [("", 0), ("một", 1), ("một\nhai", 2)])
def test_paragraphs_are_the_lines_of_the_body(article, body, count):
    assert len(replace(article, body=body).paragraphs) == count


@pytest.mark.parametrize(
    "change",
    [
        *({name: "khác"} for name in TEXTS),
        {"title_inferred": True},
        {"captions": ()},
        {"captions": (Caption(ordinal=1, text="Đê", alt="Con đê", credit="Thu Hồ"),)},
        {"tags": ("lũ", "mưa")},
        {"published": date(2020, 12, 30)},
        {"precision": Precision.INFERRED},
        {"published": None, "precision": Precision.UNKNOWN},
        {"extra": {"scraped_by": "máy 1", "views": 4}},
    ],
    ids=str,
)
def test_the_hash_changes_with_any_part(article, change):
    assert replace(article, **change).content_hash() != article.content_hash()


def test_the_hash_does_not_change_with_the_id_or_the_order_of_extra(article):
    other = replace(article, id="b", extra={"views": 3, "scraped_by": "máy 1"})
    assert other.content_hash() == article.content_hash()


def test_the_hash_is_the_same_in_every_version(article):
    """Archives live for decades: another formula would make every article look changed."""
    known = "e3fda67369f48ad783adfa1801e36a0c3f4b1d51b94a5d9c0f8f443b180da206"
    assert article.content_hash() == known


def test_what_is_not_json_cannot_be_an_extra(article):
    with pytest.raises(TypeError):
        replace(article, extra={"when": DAY}).content_hash()


def test_the_same_url_has_the_same_id_whatever_else_changed():
    one = stable_id(url="https://example.vn/1", source="A", title="X", day="")
    two = stable_id(url="https://example.vn/1", source="B", title="Y", day="29/12")
    assert one == two
    assert len(one) == 16


@pytest.mark.parametrize(
    "other",
    [{"source": "B"}, {"title": "Y"}, {"day": "30/12"}, {"url": "https://example.vn/1"}],
    ids=str,
)
def test_without_a_url_source_title_and_date_tell_articles_apart(other):
    known = {"url": "", "source": "A", "title": "X", "day": "29/12"}
    assert stable_id(**known) == stable_id(**known)
    assert stable_id(**known) != stable_id(**known | other)


@pytest.mark.parametrize(
    ("credit", "told"),
    [
        ("Lê Thanh", True),
        ("Lê Thanh - Đồ họa: Thu Hà", True),
        ("Đồ họa: Thu Hà", False),
        ("Nguồn: TTXVN - Lê Thanh", False),
        ("", False),
    ],
)
def test_a_credit_tells_whether_it_begins_with_a_photographer(credit, told):
    assert is_photographer(credit) is told
