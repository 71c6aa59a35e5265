"""JSON Lines: every line an article or a reason, whatever the bytes."""

import io
import json
import unicodedata
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article, Caption, Precision, stable_id
from search.sources import jsonl
from search.sources.jsonl import read_jsonl
from search.sources.reader import Rejected, Source


def read(data: bytes, default_source: str = "") -> list[Article | Rejected]:
    return list(
        read_jsonl(Source("a.jsonl", None, io.BufferedReader(io.BytesIO(data)), default_source))
    )


def article(fields: dict[str, Any]) -> Article:
    (found,) = read(json.dumps(fields).encode())
    assert isinstance(found, Article)
    return found


def rejected(line: bytes | str) -> Rejected:
    (found,) = read(line.encode() if isinstance(line, str) else line)
    assert isinstance(found, Rejected)
    return found


def test_every_key_finds_its_place_and_others_are_kept() -> None:
    found = article(
        {
            "id": 7,
            "title": "Cầu mới\n",
            "lead": None,
            "body": "Một.\r\n\n  Hai. \n",
            "captions": ["Cầu - Ảnh: K.LONG.", {"text": "Sông", "alt": "Con sông", "credit": "A"}],
            "published": "2020-12-29",
            "url": "https://bao.vn/1",
            "source": "Báo",
            "section": "Xã hội",
            "author": ["A", "B"],
            "tags": "cầu, đường",
            "views": {"all": 3},
        }
    )
    assert (found.id, found.title, found.lead, found.body) == ("7", "Cầu mới", "", "Một.\nHai.")
    assert found.captions == (
        Caption(ordinal=1, text="Cầu", credit="K.LONG"),
        Caption(ordinal=2, text="Sông", alt="Con sông", credit="A"),
    )
    assert (found.published, found.precision) == (date(2020, 12, 29), Precision.EXACT)
    assert (found.section, found.author, found.tags) == ("Xã hội", "A, B", ("cầu", "đường"))
    assert found.extra == {"views": {"all": 3}}


def test_without_an_id_it_is_the_stable_one() -> None:
    found = article({"title": "Cầu", "source": "Báo"})
    assert found.id == stable_id(url="", source="Báo", title="Cầu", day="")
    assert found.precision is Precision.UNKNOWN


def test_default_source_fills_an_empty_one_before_the_id() -> None:
    (found,) = read(b'{"title": "a"}', "NDO")
    assert isinstance(found, Article)
    assert found.source == "NDO"
    assert found.id == stable_id(url="", source="NDO", title="a", day="")


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"lead": "Mưa ở TP. Vinh. Nắng."}, "Mưa ở TP. Vinh."),
        ({"body": "Mưa! Nắng."}, "Mưa!"),
        ({"captions": ["Cầu. Ảnh: A"]}, "Cầu."),
        ({"body": "mưa " * 50}, ("mưa " * 30).strip() + "…"),
    ],
)
def test_first_sentence_stands_in_for_a_missing_title(fields: dict[str, Any], title: str) -> None:
    found = article(fields)
    assert found.title_inferred
    assert found.title == title


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"title": 3}', "“title”"),
        ('{"title": {}}', "“title”"),
        ('{"title": "a", "body": []}', "“body”"),
        ('{"title": "a", "tags": {"b": 1}}', "“tags”"),
        ('{"title": "a", "captions": [[]]}', "“captions”"),
        ('{"title": "a", "captions": "b"}', "“captions”"),
        ('{"id": true, "title": "a"}', "“id”"),
        ('{"id": "x", "title": "", "body": " "}', "no title, text or caption"),
        ("[1]", "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"title": ', "not JSON"),
        (b'{"title": "\xff"}', "not UTF-8 at byte 12"),
        ("[" * 100_000, "nested too deeply"),
        ('{"title": "a", "x": ' + "[" * 100 + "]" * 100 + "}", "nested too deeply"),
    ],
)
def test_bad_line_says_why(line: bytes | str, reason: str) -> None:
    found = rejected(line)
    assert reason in found.en
    assert found.line == 1
    assert found.vi
    assert len(found.excerpt) <= 200


def test_bad_lines_leave_the_others_and_keep_count() -> None:
    found = read('\ufeff{"title": "a"}\n\n  \nx\n{"title": "b"}'.encode())
    assert [item.title if isinstance(item, Article) else item.line for item in found] == [
        "a",
        4,
        "b",
    ]


def test_long_line_is_skipped_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100)
    found = read(b'{"title": "' + b"a" * 200_000 + b'"}\n{"title": "b"}\n')
    assert isinstance(found[0], Rejected)
    assert "line longer than" in found[0].en
    assert isinstance(found[1], Article)
    assert len(found) == 2


def test_surrogates_nuls_and_numbers_that_json_lacks_do_no_harm() -> None:
    line = '{"title": "a\\ud800\\u0000b", "n": NaN, "h": 1e999, "i": ' + "9" * 5000 + "}"
    (found,) = read(line.encode())
    assert isinstance(found, Article)
    assert found.title == "a\ufffdb"
    assert found.extra["h"] is None
    json.dumps(found.extra)


def test_time_of_day_is_kept_and_the_day_is_vietnams() -> None:
    found = article({"title": "a", "published": "2016-11-29, 20:00:00+00:00"})
    assert found.published == date(2016, 11, 30)
    assert found.extra == {"published": "2016-11-29, 20:00:00+00:00"}


@pytest.mark.parametrize("published", ["hôm qua", "2999-01-01", "12/05/1800", 10**30, {}, True])
def test_impossible_date_is_set_aside_and_the_article_kept(published: object) -> None:
    found, note = read(json.dumps({"title": "a", "published": published}).encode())
    assert isinstance(found, Article)
    assert isinstance(note, Rejected)
    assert found.published is None
    assert found.extra["published"] == published
    assert "the article was kept" in note.en


@given(st.binary())
def test_any_bytes_never_raise(data: bytes) -> None:
    found = read(data)
    assert found or not data.replace(b"\xef\xbb\xbf", b"").strip()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
keys = st.sampled_from(
    ["id", "title", "lead", "body", "captions", "published", "author", "tags", "x"]
)


@given(st.dictionaries(keys, json_values | st.text()))
def test_any_object_gives_an_article_in_nfc_or_a_reason(fields: dict[str, Any]) -> None:
    found = read(json.dumps(fields).encode())
    assert found
    for item in found:
        if isinstance(item, Article):
            assert unicodedata.is_normalized("NFC", item.title + "\n" + item.body)
            item.content_hash()


def test_a_date_comes_from_the_address_where_no_field_has_it() -> None:
    found = article({"title": "Cầu", "url": "https://bao.vn/cau-20201229180530.htm"})
    assert (found.published, found.precision) == (date(2020, 12, 29), Precision.INFERRED)
    assert found.extra == {"published_from": "url"}


def test_a_date_comes_from_the_text_where_nothing_else_has_it() -> None:
    found = article({"title": "Cầu", "lead": "Chiều 29/12, tổng kết năm 2020.", "body": "Hết."})
    assert (found.published, found.precision) == (date(2020, 12, 29), Precision.INFERRED)
    assert found.id == stable_id(url="", source="", title="Cầu", day="")


def test_the_day_of_the_event_is_kept_apart() -> None:
    found = article({"title": "Cầu", "lead": "Sáng 12/3, thông xe.", "published": "2021-03-14"})
    assert found.published == date(2021, 3, 14)
    assert found.extra == {"event_date": "2021-03-12"}


def test_a_time_that_counts_back_does_so_from_the_fetching() -> None:
    fetched = datetime(2026, 3, 7, 1, tzinfo=UTC)
    data = '{"title": "Cầu", "published": "9 giờ trước"}'.encode()
    stream = io.BufferedReader(io.BytesIO(data))
    (found,) = read_jsonl(Source("a", None, stream, fetched=fetched))
    assert isinstance(found, Article)
    assert (found.published, found.precision) == (date(2026, 3, 6), Precision.INFERRED)
    assert found.extra["published_from"] == "relative"


@pytest.mark.parametrize("day", ["1900-01-01", "2999-01-01", "1995-05-05"])
def test_a_date_that_cannot_be_its_papers_is_set_aside(day: str) -> None:
    fields = {"title": "Cầu", "source": "VnExpress", "published": day}
    found, reason = read(json.dumps(fields).encode())
    assert isinstance(found, Article)
    assert found.published is None
    assert isinstance(reason, Rejected)
    assert "set aside" in reason.en
