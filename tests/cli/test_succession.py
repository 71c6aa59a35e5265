"""succession: what became what, on a terminal and as JSON."""

from __future__ import annotations


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
