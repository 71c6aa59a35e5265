"""succession: what became what, on a terminal and as JSON."""

from __future__ import annotations

import json


def test_a_name_shows_what_it_was_called_before(timbao, tmp_path):
    shown = timbao("succession", "Sở KH&CN Nghệ An", "--data", tmp_path)
    assert shown.code == 0
    assert "01/03/2025" in shown.out
    assert "Sở Thông tin và Truyền thông Nghệ An" in shown.out


def test_json_says_all_that_is_known(timbao, tmp_path):
    [change] = timbao("succession", "Sở Dân tộc và Tôn giáo", "--json", "--data", tmp_path).json[
        "changes"
    ]
    assert change["since"] == "2025-03-01"
    assert change["old"] == {"name": "Ban Dân tộc", "place": "Nghệ An", "kind": "Ban"}
    assert change["new"]["kind"] == "Sở"
    assert "kỳ họp thứ 27" in change["source"]


def test_without_a_name_all_lines_are_listed_with_the_users_own(timbao, tmp_path):
    (tmp_path / "succession.tsv").write_text("2020-01-01\tHội Xưa\tHội Nay\tx\n", "utf-8")
    changes = timbao("succession", "--json", "--data", tmp_path).json["changes"]
    assert "Hội Xưa" in {each["old"]["name"] for each in changes}
    assert len(changes) > 50


def test_a_day_chooses(timbao, tmp_path):
    before = ("succession", "Sở Xây dựng Nghệ An", "--on", "2/2025", "--data", tmp_path)
    assert timbao(*before).code == 1
    assert timbao("succession", "Sở Xây dựng", "--on", "x", "--data", tmp_path).code == 2


def test_a_bad_line_is_named_by_file_and_line(timbao, tmp_path):
    (tmp_path / "succession.tsv").write_text("oops\n", "utf-8")
    failed = timbao("succession", "--json", "--data", tmp_path)
    assert failed.code == 2
    assert failed.json["error"] == "SuccessionUnreadable"
    assert failed.json["line"] == 1


def test_a_search_by_the_name_of_today_finds_that_of_before_and_says_so(timbao, tmp_path):
    article = {"id": "cu", "title": "Sở TT&TT họp", "body": "Ở Nghệ An.", "published": "2020-12-29"}
    (tmp_path / "a.jsonl").write_text(json.dumps(article), "utf-8")
    data = ("--data", tmp_path / "data")
    assert timbao("index", tmp_path / "a.jsonl", *data).code == 0
    query = ("search", "sở khoa học và công nghệ nghệ an", *data)
    found = timbao(*query, "--json")
    assert found.ids == ["cu"]
    [name] = [each for each in found.json["expansions"] if each["before"]]
    assert name == {
        "typed": "sở khoa học và công nghệ",
        "meant": ["Sở Thông tin và Truyền thông"],
        "before": "2025-03-01",
    }
    assert "gồm cả Sở Thông tin và Truyền thông, trước 3/2025" in timbao(*query).out
    for off in ("--no-succession", "--no-expand"):
        expansions = timbao(*query, off, "--json").json["expansions"]
        assert not [each for each in expansions if each["before"]]
        assert timbao("search", '"sở khoa học và công nghệ"', off, *data).code == 1


def test_a_search_of_other_words_does_not_mind_a_bad_line(timbao, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "lu", "title": "Nước dâng"}', "utf-8")
    data = ("--data", tmp_path / "data")
    assert timbao("index", tmp_path / "a.jsonl", *data).code == 0
    (tmp_path / "data" / "succession.tsv").write_text("oops\n", "utf-8")
    assert timbao("search", "nước dâng", *data).code == 0
    assert timbao("search", "sở tài chính", *data).code == 2
