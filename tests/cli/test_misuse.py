"""Promises about wrong use: one clear line in both languages, or JSON, and exit code 2."""

from __future__ import annotations

import sqlite3
import unicodedata

import pytest
import typer

from search.cli.caret import pointed_at
from search.cli.main import app

MISUSES = [
    (["nope"], "Không có lệnh 'nope'"),
    (["serch", "x"], "gần giống: 'search'"),
    (["search"], "Thiếu QUERY"),
    (["search", "x", "--nope"], "Không có tùy chọn --nope"),
    (["search", "x", "--limt", "3"], "gần giống"),
    (["search", "tin", "-hùng"], "timbao search -- tin -hùng"),
    (["search", "x", "--limit", "abc"], "Giá trị của --limit không hợp lệ"),
    (["search", "x", "--limit", "0"], "--limit phải từ 1 đến 1000"),
    (["search", "x", "--limit", "1001"], "--limit phải từ 1 đến 1000"),
    (["search", "x", "--page", "0"], "--page đếm từ 1"),
    (["search", "x", "--sort", "best"], "'relevance', 'recent', 'newest', 'oldest'"),
    (["search", "x", "--from", "hôm xưa"], "Không hiểu ngày 'hôm xưa'"),
    (["search", "x", "--from", "30/2/2020"], "2020-12-29, 29/12/2020, 12/2020"),
    (["search", "x", "--from", "2021", "--to", "2020"], "muộn hơn"),
    (["search", "x", "--in", "foo"], "title, lead, body, caption"),
    (["search", "x", "--source", "?!"], "--source phải có chữ hay số"),
    (["search", "x", "title:y", "--captions"], "title:"),
    (["search", ""], "The query has no letter or digit"),
    (["search", "  ,.- "], "The query has no letter or digit"),
    (["search", '"lê bá'], "Dấu ngoặc kép này chưa đóng"),
    (["search", "title: x"], "liền ngay dấu hai chấm"),
    (["search", "một " * 300], "dài quá 256 âm tiết"),
    (["status", "thừa"], "Thừa thừa"),
    (["status", "--data"], "thiếu giá trị"),
    (["show", "zzz"], "Không có bài nào mang mã zzz"),
    (["show", "\udcff"], "Không có bài nào mang mã \ufffd"),
    (["index", "/không/có"], "/không/có"),
    (["index", "/", "--format", "doc"], "text (Cannot read"),
]


@pytest.fixture
def misuse(timbao, newsroom):
    """Run a command that does not name a data directory on the newsroom's."""
    return lambda command, *more: timbao("--data", newsroom, *command[:1], *more, *command[1:])


@pytest.mark.parametrize(("command", "said"), MISUSES)
def test_misuse_is_one_line_and_code_2(misuse, command, said):
    ran = misuse(command)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    line, *place = ran.err.splitlines()
    assert line.startswith("Lỗi: ")
    assert line.endswith(")")
    assert len(place) in {0, 2}


@pytest.mark.parametrize("command", [command for command, _ in MISUSES])
def test_misuse_under_json_is_json(misuse, command):
    ran = misuse(command, "--json")
    assert (ran.code, ran.err) == (2, "")
    assert ran.json["schema"] == "timbao.error/1"
    assert ran.json["error"]
    assert ran.json["message"]
    assert ran.json["message_vi"]
    assert not [key for key in ran.json if key.startswith("_")]


def test_no_command_shows_the_help_on_stderr(timbao):
    ran = timbao()
    assert (ran.code, ran.out) == (2, "")
    assert "index" in ran.err


NFD = unicodedata.normalize("NFD", "Lê Bá Hùng ")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ('"abc', '  "abc\n  ^\n'),
        ('abc "def', '  abc "def\n      ^\n'),
        (f'{NFD}"x', '  Lê Bá Hùng "x\n             ^\n'),
        ('日本 "x', '  日本 "x\n       ^\n'),
        ('a\u200bb\ufeff "x', '  ab "x\n     ^\n'),
        ("a\tb\x1b “x", "  a b\ufffd “x\n       ^\n"),
        ("tin title: x", "  tin title: x\n      ^\n"),
    ],
)
def test_caret_stands_under_the_trouble(timbao, newsroom, query, shown):
    ran = timbao("search", query, "--data", newsroom)
    assert ran.err.partition("\n")[2] == shown


def test_a_long_query_is_shown_around_the_trouble():
    line, caret = pointed_at("a " * 500 + "X" + " b" * 500, 1000).split("\n")
    assert len(line) < 80
    assert line[caret.index("^")] == "X"


@pytest.mark.parametrize("command", [["search", "x"], ["show", "x"], ["status"], ["rebuild"]])
def test_without_an_archive_the_way_to_one_is_said(timbao, tmp_path, command):
    ran = timbao(*command, "--data", tmp_path / "none")
    assert ran.code == 2
    assert "timbao index PATH" in ran.err
    assert not (tmp_path / "none" / "archive.sqlite3").exists()


@pytest.mark.parametrize("command", [["search", "x"], ["index", "FILE"], ["status"], ["rebuild"]])
def test_archive_of_a_later_version_is_left_alone(timbao, data, articles, command):
    path = data / "archive.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    ran = timbao(*[articles if each == "FILE" else each for each in command], "--data", data)
    assert ran.code == 2
    assert "99" in ran.err
    assert "upgrade" in ran.err
    assert path.read_bytes() == before


def test_archive_that_is_no_database_is_said_to_be_damaged(timbao, tmp_path):
    (tmp_path / "archive.sqlite3").write_text("không phải SQLite " * 100, encoding="utf-8")
    ran = timbao("status", "--data", tmp_path, "--json")
    assert (ran.code, ran.json["error"]) == (2, "ArchiveDamaged")


def test_every_command_takes_json_and_data_where_it_reads_any(timbao):
    for name, command in typer.main.get_command(app).commands.items():
        if hasattr(command, "commands"):  # a group, whose commands differ
            continue
        shown = timbao(name, "--help")
        assert shown.code == 0
        assert ("--data" in shown.out) is (name != "analyze")
        assert ("--json" in shown.out) is (name != "serve")  # that answers until it is stopped
