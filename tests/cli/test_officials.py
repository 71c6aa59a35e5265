"""official and people: who somebody is, on a terminal, as JSON, as a table; merged and split."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from search.cli.main import run

BODY = "Ông Lê Văn Hòa, Giám đốc Sở Y tế Nghệ An, phát biểu tại hội nghị."
PHOTO = {"text": "Ông Lê Văn Hòa trao quà.", "credit": "Thành Duy"}
SAMPLE = Path(__file__).parents[2] / "index_data" / "sample"
ARTICLES = [
    {
        "id": "one",
        "title": "Hội nghị",
        "body": BODY,
        "captions": [PHOTO],
        "published": "2020-01-02",
    },
    {"id": "two", "title": "=1+1", "body": BODY, "published": "2021-01-02"},
    {
        "id": "other",
        "title": "Khai giảng",
        "body": "Hiệu trưởng Trường THPT Lê Hồng Phong Lê Văn Hòa nói.",
    },
]


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    file = folder / "articles.jsonl"
    file.write_text("\n".join(json.dumps(each) for each in ARTICLES), "utf-8")
    assert run(["index", str(file), "--data", str(folder / "data")]) == 0
    return folder / "data"


def test_homonyms_are_counted_and_shown_apart(timbao, people):
    shown = timbao("official", "le van hoa", "--data", people)
    assert shown.code == 0
    assert "2 người tên Lê Văn Hòa" in shown.out
    assert "Giám đốc Sở Y tế Nghệ An" in shown.out
    assert "được nhắc lần đầu 02/01/2020, lần cuối 02/01/2021" in shown.out
    assert "▣ Ảnh 1: Ông Lê Văn Hòa trao quà. — Ảnh: Thành Duy" in shown.out


def test_homonyms_that_are_not_shown_are_counted(timbao, people):
    shown = timbao("official", "le van hoa", "--limit", 1, "--data", people).out
    assert "2 người tên Lê Văn Hòa" in shown
    assert "Trường trung học phổ thông Lê Hồng Phong" not in shown


def test_a_search_for_a_name_offers_the_person_above_the_hits(timbao, people):
    shown = timbao("search", "le van hoa", "--data", people).out
    assert (
        "Người (person): Lê Văn Hòa · Giám đốc Sở Y tế Nghệ An · 2 bài (articles)"
        ' · 2 người cùng tên (namesakes) · timbao official "Lê Văn Hòa"'
    ) in shown
    assert "Người (person)" not in timbao("search", "hội nghị", "--data", people).out


def test_people_filter_searches_and_are_counted(timbao, people):
    found = timbao("search", 'chức:"sở y tế" nghị', "--facet", "person", "--data", people)
    assert "Tìm thấy 2 bài" in found.out
    assert "Người (person): Lê Văn Hòa (Giám đốc Sở Y tế Nghệ An) (2)" in found.out
    missing = timbao("search", "người:Hòa", "--data", people.parent / "none")
    assert missing.code == 2


def test_json_has_posts_articles_and_sentences(timbao, people):
    found = timbao("official", "giám đốc sở y tế nghệ an", "--data", people, "--json").json
    assert (found["schema"], found["by"], found["total"]) == ("timbao.official/1", "post", 1)
    [person] = found["people"]
    [post] = person["posts"]
    assert post["organisation"] == {"name": "Sở Y tế", "place": "Nghệ An", "kind": "Sở"}
    assert (post["first"], post["last"], post["articles"]) == ("2020-01-02", "2021-01-02", 2)
    assert [each["id"] for each in person["seen_in"]] == ["two", "one"]
    assert person["seen_in"][1]["captions"][0]["credit"] == "Thành Duy"


def test_awards_are_shown_with_their_sentence(timbao, tmp_path):
    """In a sample article one got a Bằng khen, others hand it over."""
    [article] = SAMPLE.glob("026_*.txt")
    timbao("index", article, "--data", tmp_path)
    found = timbao("official", "Ngô Sỹ Đạt", "--json", "--data", tmp_path).json
    [award] = found["people"][0]["awards"]
    assert award["name"] == "Bằng khen của Bộ Công an"
    assert award["sentence"]["text"].startswith("Thượng tá Ngô Sỹ Đạt, Phó Giám đốc Công an tỉnh")
    assert award["articles"] == 1
    shown = timbao("official", "Ngô Sỹ Đạt", "--data", tmp_path).out
    assert "Bằng khen của Bộ Công an · 1 bài" in shown
    [row] = csv.DictReader(
        io.StringIO(timbao("official", "Ngô Sỹ Đạt", "--csv", "--data", tmp_path).out)
    )
    assert row["awards"] == "Bằng khen của Bộ Công an"
    for other in ("Cao Bá Tường", "Hồ Thị Phương Hoa"):
        said = timbao("official", other, "--json", "--data", tmp_path).json
        assert said["people"][0]["awards"] == []


def test_no_cell_of_a_table_is_a_formula(timbao, people):
    printed = timbao("official", "lê văn hòa", "--csv", "--data", people).out
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert [row["title"] for row in rows] == ["'=1+1", "Hội nghị", "Khai giảng"]
    assert [(row["photos"], row["credits"]) for row in rows][1] == (PHOTO["text"], PHOTO["credit"])
    listed = timbao("people", "--csv", "--data", people).out
    assert "Giám đốc Sở Y tế Nghệ An" in listed


def test_nobody_is_exit_code_one(timbao, people):
    assert timbao("official", "Trần Văn Không", "--data", people).code == 1
    assert timbao("people", "--place", "Cà Mau", "--data", people).code == 1
    assert timbao("official", "--data", people).code == 2


def test_people_are_listed(timbao, people):
    listed = timbao("people", "--office", "giám đốc", "--from", "2020", "--data", people, "--json")
    [person] = listed.json["people"]
    assert (person["name"], person["articles"], person["photos"]) == ("Lê Văn Hòa", 2, 1)
    assert "Giám đốc Sở Y tế Nghệ An" in timbao("people", "--data", people).out


def test_merged_and_split_again(timbao, people):
    ids = [
        each["id"]
        for each in timbao("official", "lê văn hòa", "--data", people, "--json").json["people"]
    ]
    merged = timbao("official", "--merge", *ids, "--data", people, "--json").json
    assert merged["people"][0]["articles"] == 3
    split = timbao("official", "--split", ids[0], "other", "--data", people, "--json").json
    assert [each["articles"] for each in split["people"]] == [1]
    assert timbao("official", "--split", ids[0], "nowhere", "--data", people).code == 2
    assert timbao("official", "--merge", ids[0], "--data", people).code == 2


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "post"),
    [
        ("Lê Bá Hùng", "Giám đốc, Sở Thông tin và Truyền thông"),
        ("Phan Nguyên Hào", "Phó Giám đốc, Sở Thông tin và Truyền thông"),
        ("Võ Trọng Phú", "Giám đốc, Trung tâm Công nghệ thông tin và truyền thông"),
    ],
)
def test_the_officials_of_the_seed(timbao, seed, name, post):
    [person] = timbao("official", name, "--data", seed, "--json").json["people"]
    [held] = person["posts"]
    assert f"{held['title']}, {held['organisation']['name']}" == post
    assert person["photos"] == 1
    assert bool(person["seen_in"][0]["sentence"]) is (name == "Võ Trọng Phú")


@pytest.mark.shared
def test_nobody_else_of_the_seed_is_a_person(timbao, seed):
    listed = timbao("people", "--data", seed, "--json").json["people"]
    assert {each["name"] for each in listed} == {"Lê Bá Hùng", "Phan Nguyên Hào", "Võ Trọng Phú"}
