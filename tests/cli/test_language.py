"""analyze and abbreviations, and what a search says of expansions and suggestions."""

from __future__ import annotations

import json

import pytest

TT = "Sở Thông tin và Truyền thông (TT&TT) họp về chuyển đổi số ở Nghệ An."


@pytest.fixture
def press(timbao, tmp_path):
    """A data directory with one article that defines an abbreviation and one that uses it."""
    lines = [
        {"id": "dai", "title": "Sở Thông tin và Truyền thông họp", "body": TT},
        {"id": "tat", "title": "Giám đốc Sở TT&TT nhận hoa", "body": "Vui."},
    ]
    path = tmp_path / "tin.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert timbao("index", path, "--data", tmp_path / "data").code == 0
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("TT&TT", "tat"),
        ("title:TT&TT", "tat"),
        ("title:tt-tt", "tat"),
        ('title:"thông tin và truyền thông"', "dai"),
        ("sở thong tin va truyen thong", "dai"),
    ],
)
def test_either_form_finds_both_and_what_was_typed_comes_first(timbao, press, query, first):
    found = timbao("search", query, "--data", press, "--json").json
    ids = [hit["id"] for hit in found["hits"]]
    assert sorted(ids) == ["dai", "tat"]
    assert ids[0] == first
    assert found["expansions"]


def test_no_expand_searches_as_typed(timbao, press):
    page = timbao("search", "title:TT&TT", "--no-expand", "--data", press, "--json").json
    assert ([hit["id"] for hit in page["hits"]], page["expansions"]) == (["tat"], [])


def test_an_answer_says_what_was_searched_too_and_marks_it(timbao, press):
    ran = timbao("search", "title:TT&TT", "--data", press)
    assert "Đã tìm cả (searched too): TT&TT = Thông tin và Truyền thông" in ran.out
    [hit] = [
        each
        for each in timbao("search", "title:TT&TT", "--data", press, "--json").json["hits"]
        if each["id"] == "dai"
    ]
    marked = [hit["title"][start:end] for start, end in hit["title_marks"]]
    assert marked == ["Thông tin và Truyền thông"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("chuyeenr ddooir soos", ["chuyển đổi số"]),
        ("nghe65 an", ["nghệ an"]),
        ("truyeenf thoong", ["truyền thông"]),
        ("chuyen doi so", []),
        ("test", []),
        ("beer", []),
    ],
)
def test_what_an_input_method_would_have_made_is_offered(timbao, press, typed, offered):
    assert timbao("search", typed, "--data", press, "--json").json["suggestions"] == offered


def test_an_abbreviation_can_be_judged(timbao, press):
    name = ("abbreviations", "TT-TT", "--data", press)
    [known] = timbao(*name, "--json").json["abbreviations"]
    assert (known["long_form"], known["used"]) == ("Thông tin và Truyền thông", True)
    assert (known["articles"], known["builtin"]) == (1, True)
    pair = ("--long-form", "Thông tin và Truyền thông")
    ran = timbao(*name, *pair, "--reject")
    assert "đã loại" in ran.out
    page = timbao("search", "title:TT&TT", "--data", press, "--json").json
    assert [hit["id"] for hit in page["hits"]] == ["tat"]
    timbao(*name, *pair, "--approve")
    assert timbao("search", "title:TT&TT", "--data", press, "--json").json["total"] == 2


def test_a_pair_that_no_article_defines_can_be_added(timbao, press):
    pair = ("GĐS", "--long-form", "giám đốc sở", "--add", "--data", press)
    assert timbao("abbreviations", *pair).code == 0
    assert timbao("search", "GĐS", "--data", press, "--json").ids == ["tat"]


def test_an_unknown_abbreviation_is_nothing_found(timbao, press):
    assert timbao("abbreviations", "QWERTY", "--data", press).code == 1


def test_analyze_shows_each_syllable(timbao):
    ran = timbao("analyze", "Mỹ Đình\x1b[2J")
    assert ran.code == 0
    assert "my4" in ran.out
    assert "\x1b[2J" not in ran.out
    tokens = timbao("analyze", "Mỹ Đình", "--json").json["tokens"]
    assert [token["text"] for token in tokens] == ["Mỹ", "Đình"]


def test_analyze_of_no_syllable_is_nothing_found(timbao):
    assert timbao("analyze", "…").code == 1
