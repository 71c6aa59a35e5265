"""JSON arrays and spread objects: read one by one, whatever their size and however they end."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article
from search.sources import json_array
from search.sources.json_array import JSON, read_json
from search.sources.reader import Rejected, Source


def read(data: bytes | str) -> list[Article | Rejected]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_json(Source("a.json", None, io.BufferedReader(io.BytesIO(data)))))


def titles(data: bytes | str) -> list[str]:
    return [each.title if isinstance(each, Article) else each.en for each in read(data)]


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "a"}, {"title": "b"}]',
        '\ufeff[\n  {"title": "a"},\n  {"title": "b"}\n]\n',
        '{\n "title": "a"\n}\n{\n "title": "b"\n}\n',
    ],
)
def test_objects_of_an_array_or_one_after_another_are_articles(text):
    assert JSON.recognises(text.encode(), "")
    assert titles(text) == ["a", "b"]


@pytest.mark.parametrize("text", ['{"title": "a"}\n', "[Ảnh] Lũ lớn", "[1]", ""])
def test_other_texts_are_not_taken_for_an_array(text):
    assert not JSON.recognises(text.encode(), ".json")


@given(st.lists(st.text(max_size=30), max_size=8), st.integers(1, 40), st.booleans())
def test_an_array_is_read_the_same_however_it_is_spread(texts, chunk, spread):
    data = json.dumps([{"title": f"T {text}"} for text in texts], indent=2 if spread else None)
    whole = titles(data)
    before, json_array.CHUNK = json_array.CHUNK, chunk
    try:
        assert titles(data) == whole
    finally:
        json_array.CHUNK = before
    assert len(whole) == len(texts)


@given(st.integers(1, 10_000))
def test_an_array_cut_off_keeps_what_came_before_and_says_where(length):
    items = [{"title": f"bài {number}", "body": "mưa " * 20} for number in range(30)]
    data = json.dumps(items).encode()
    cut = data[: min(length, len(data) - 1)]
    *good, last = read(cut)
    assert [each.title for each in good] == [f"bài {number}" for number in range(len(good))]
    assert len(good) == cut.count(b"}")
    assert isinstance(last, Rejected)
    assert f"item {len(good) + 1}" in last.en
    assert "cut off" in last.en


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"title": "a"}, {"title": x}, {"title": "c"}]', "cut off or wrong"),
        (b'[{"title": "a"}, {"title": "\xff"}]', "item 2: not UTF-8"),
        (b'[{"title": "a"}, {"title": ' + b"[" * 200_000 + b"]", "nested too deeply"),
        (b'[{"title": "a"}, 7]', "not a JSON object"),
        (b'[{"title": "a"}, {"id": "b"}]', "no title"),
    ],
)
def test_a_bad_item_is_reported_with_its_number(data, said):
    good, bad = titles(data)
    assert good == "a"
    assert "item 2" in bad
    assert said in bad


def test_an_item_after_one_without_words_is_still_read():
    assert titles('[{"id": "a"}, {"title": "b"}]')[1] == "b"


def test_an_item_longer_than_any_article_ends_the_reading(monkeypatch):
    monkeypatch.setattr(json_array, "LONGEST_ITEM", 100_000)
    _, bad = read('[{"title": "a"}, {"title": "' + "b" * 1_000_000)
    assert isinstance(bad, Rejected)


@pytest.mark.parametrize("key", ["articles", "items", "data"])
def test_articles_in_a_list_of_one_object_are_read(titles, key):
    told = {"status": "ok", key: [{"title": "Lũ lớn"}, {"title": "Mưa to"}, {}]}
    spread = json.dumps(told, ensure_ascii=False, indent=1)
    for text in (spread, json.dumps(told, ensure_ascii=False)):
        assert titles(text, "a.json") == ["Lũ lớn", "Mưa to", "item 3: no title, text or caption"]


def test_a_list_in_a_list_of_objects_is_gone_into_once(titles):
    told = {"data": [{"title": "Lũ lớn"}, {"data": [{"title": "Mưa to"}]}]}
    assert titles(json.dumps(told, ensure_ascii=False, indent=1), "a.json") == [
        "Lũ lớn",
        "item 2: no title, text or caption",
    ]
