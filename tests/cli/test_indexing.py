"""Promises of the commands that change what is held, and of those that look after it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from search.cli import progress
from search.cli.main import run

OUTCOMES = ("new", "changed", "unchanged", "quarantined")


def counts(ran):
    return tuple(ran.json[name] for name in OUTCOMES)


def snapshot(folder):
    """Return every file that holds something; SQLite's side files come and go."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if not path.name.endswith(("-shm", "-wal"))}


@pytest.fixture
def line(tmp_path):
    """Write an article into a file of one line."""

    def line(name="mot.jsonl", **article):
        path = tmp_path / name
        path.write_text(json.dumps(article) + "\n", encoding="utf-8")
        return path

    return line


def test_indexing_twice_changes_nothing(timbao, data, articles):
    again = timbao("index", articles, "--data", data, "--json")
    assert counts(again) == (0, 0, 9, 1)  # a month alone is no date: kept, and noted
    assert again.json["indexed"] == 0


def test_a_changed_article_is_a_new_revision_under_its_id(timbao, data, line):
    path = line(id="ma", title="Giá mạ tăng")
    assert counts(timbao("index", path, "--data", data, "--json")) == (0, 1, 0, 0)
    known = timbao("status", "--data", data, "--json").json
    assert (known["articles"], known["revisions"]) == (9, 10)
    assert timbao("search", "giá mạ", "--exact", "--data", data, "--json").ids == ["ma"]
    assert timbao("search", "chợ quê", "--data", data).code == 1


def test_summary_counts_in_both_languages(timbao, tmp_path, line):
    done = timbao("index", line(id="a", title="Tin"), "--data", tmp_path / "data")
    assert done.out.startswith("mới (new) 1 · đổi (changed) 0 · không đổi (unchanged) 0")
    assert done.err == ""


@pytest.mark.parametrize(
    "command",
    [
        ["index", "FILE"],
        ["remove", "cds"],
        ["remove", "cds", "--json"],
    ],
)
def test_dry_run_changes_nothing(timbao, data, line, command):
    before = snapshot(data)
    command = [line(id="new", title="Tin mới") if each == "FILE" else each for each in command]
    assert timbao(*command, "--dry-run", "--data", data).code == 0
    assert snapshot(data) == before


def test_dry_run_needs_no_data_directory(timbao, tmp_path, articles):
    done = timbao("index", articles, "--dry-run", "--data", tmp_path / "none", "--json")
    assert counts(done) == (9, 0, 0, 1)
    assert not (tmp_path / "none").exists()


def test_removed_article_is_gone_until_undone(timbao, data, articles):
    where = ("--data", data, "--json")
    assert timbao("remove", "cds", "--yes", *where).json["removed"] is True
    assert timbao("search", "chuyển đổi số", *where).code == 1
    assert timbao("show", "cds", *where).code == 2
    assert timbao("index", articles, *where).json["removed"] == 1
    assert timbao("search", "chuyển đổi số", *where).code == 1
    assert timbao("remove", "cds", "--undo", *where).json["removed"] is False
    assert timbao("search", "chuyển đổi số", *where).ids == ["cds"]
    assert timbao("verify", *where).code == 0


@pytest.mark.parametrize("undo", [[], ["--undo"]])
def test_removing_what_is_not_there_is_wrong_use(timbao, data, undo):
    assert timbao("remove", "zzz", "--yes", *undo, "--data", data).code == 2


def test_removing_without_anyone_to_ask_needs_yes(timbao, data, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    refused = timbao("remove", "cds", "--data", data)
    assert refused.code == 2
    assert "--yes" in refused.err
    assert timbao("show", "cds", "--data", data).code == 0


def test_rebuild_puts_a_new_generation_in_use(timbao, data):
    where = ("--data", data, "--json")
    before = timbao("status", *where).json["generation"]
    assert timbao("rebuild", *where).json["indexed"] == 9
    after = timbao("status", *where).json
    assert after["generation"] != before
    assert after["stale"] is False
    assert timbao("search", "chuyển đổi số", *where).ids == ["cds"]


def test_verify_finds_archive_and_index_agreeing(timbao, data):
    agreed = timbao("verify", "--data", data)
    assert agreed.code == 0
    assert "9 bài" in agreed.out


def test_verify_names_each_article_that_differs(timbao, data, line):
    from search.archive.store import Archive
    from search.article import Article

    with Archive(data / "archive.sqlite3") as archive:
        archive.accept(Article(id="moi", title="Chưa vào chỉ mục"), "thử")
    found = timbao("verify", "--data", data, "--json")
    assert found.code == 1
    assert [each["article_id"] for each in found.json["findings"]] == ["moi"]
    known = timbao("status", "--data", data)
    assert "Còn 1 bài chưa vào chỉ mục" in known.out
    assert timbao("status", "--data", data, "--json").json["stale"] is True
    assert timbao("index", line(id="ma", title="Giá má"), "--data", data).code == 0
    assert timbao("verify", "--data", data).code == 0


def test_an_index_lost_costs_a_rebuild(timbao, data):
    (data / "whoosh" / "CURRENT").unlink()
    lost = timbao("search", "lũ", "--data", data)
    assert lost.code == 2
    assert "timbao rebuild" in lost.err
    assert "timbao rebuild" in timbao("status", "--data", data).out
    assert timbao("rebuild", "--data", data).code == 0
    assert timbao("search", "lũ", "--data", data).code == 0


def test_the_data_directory_may_stand_before_the_command(timbao, newsroom, monkeypatch):
    assert timbao("--data", newsroom, "search", "lũ").code == 0
    monkeypatch.setenv("TIMBAO_DATA", str(newsroom))
    assert timbao("search", "lũ").code == 0


def test_progress_off_a_terminal_is_a_line_now_and_then(capsys, monkeypatch):
    clock = iter([0.0, 5.0, 10.0, 19.0, 20.5])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.progress("Đọc") as reading:
        for done in (200, 400, 600, 800):
            reading(done, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "Đọc: 400/1000 bài, 40 bài/giây",
        "Đọc: 800/1000 bài, 39 bài/giây",
    ]


def test_index_of_nothing_is_code_1_and_says_so(timbao, tmp_path):
    (tmp_path / "trống").mkdir()
    nothing = timbao("index", tmp_path / "trống", "--data", tmp_path / "data")
    assert nothing.code == 1
    assert "nothing to read" in nothing.err


def test_source_of_the_command_is_for_articles_that_name_none(timbao, tmp_path, line):
    data = tmp_path / "data"
    assert run(["index", str(line(title="Tin")), "--source", "Báo Em", "--data", str(data)]) == 0
    assert timbao("search", "tin", "--source", "báo em", "--data", data).code == 0


def test_rebuild_if_needed_leaves_a_sound_index_and_adds_what_is_new(timbao, data):
    from search.archive.store import Archive
    from search.article import Article

    where = ("--data", data, "--json")
    before = snapshot(data / "whoosh")
    done = timbao("rebuild", "--if-needed", *where).json
    assert (done["rebuilt"], done["indexed"]) == (False, 0)
    assert snapshot(data / "whoosh") == before
    with Archive(data / "archive.sqlite3") as archive:
        archive.accept(Article(id="moi", title="Chưa vào chỉ mục"), "thử")
    done = timbao("rebuild", "--if-needed", *where).json
    assert (done["rebuilt"], done["indexed"]) == (False, 1)
    assert timbao("status", *where).json["generation"] == "000001"
    assert "not rebuilt" in timbao("rebuild", "--if-needed", "--data", data).out
    assert timbao("verify", *where).code == 0


@pytest.mark.parametrize("what", ["*.arr", "CURRENT", "another version"])
def test_rebuild_if_needed_rebuilds_what_is_not_sound(timbao, data, what, monkeypatch):
    from search.engines.whoosh.engine import WhooshEngine

    if what == "another version":
        monkeypatch.setattr(WhooshEngine, "fingerprint", "later")
    else:
        flip(data, what)
    done = timbao("rebuild", "--if-needed", "--data", data, "--json").json
    assert (done["rebuilt"], done["indexed"]) == (True, 9)
    assert timbao("status", "--data", data, "--json").json["generation"] == "000002"
    assert timbao("verify", "--data", data).code == 0


def flip(data, pattern):
    path = next(iter(sorted((data / "whoosh").rglob(pattern))))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_verify_repairs_an_index_that_cannot_be_read(timbao, data):
    flip(data, "*.toc")
    for command in (["verify"], ["search", "lũ"]):
        refused = timbao(*command, "--data", data)
        assert refused.code == 2
        assert "timbao rebuild" in refused.err
        assert "Traceback" not in refused.err
    mended = timbao("verify", "--repair", "--data", data)
    assert mended.code == 0
    assert "Đã sửa (mended)" in mended.out
    assert timbao("search", "lũ", "--data", data).code == 0
    assert timbao("verify", "--repair", "--data", data, "--json").json["repaired"] == []


def test_verify_repairs_an_index_that_differs_from_the_archive(timbao, data):
    from search.archive.store import Archive

    with Archive(data / "archive.sqlite3") as archive:
        archive.remove("cds")
    mended = timbao("verify", "--repair", "--data", data, "--json")
    assert mended.code == 0
    assert [each["article_id"] for each in mended.json["repaired"]] == ["cds"]
    assert mended.json["findings"] == []


def test_verify_leaves_to_a_backup_what_is_wrong_with_the_archive(timbao, data):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(data / "archive.sqlite3")) as database, database:
        database.execute("UPDATE revision SET body = 'Ai đó sửa' WHERE article_id = 'lu'")
    before = timbao("status", "--data", data, "--json").json["generation"]
    found = timbao("verify", "--repair", "--data", data)
    assert found.code == 1
    assert "backup" in found.out
    assert timbao("status", "--data", data, "--json").json["generation"] == before


def test_the_number_of_processes_and_their_memory_are_bounded(timbao, data, articles):
    assert timbao("rebuild", "--jobs", 2, "--memory", 64, "--data", data).code == 0
    for wrong in (["--jobs", 0], ["--memory", 63], ["--jobs", "x"]):
        for command in (["rebuild"], ["index", articles]):
            refused = timbao(*command, *wrong, "--data", data)
            assert refused.code == 2
            assert wrong[0] in refused.err


def test_a_writer_that_waits_says_for_whom_and_since_when(data, articles):
    holder = "import sys\nfrom pathlib import Path\nfrom search.archive.lock import writer_lock\n"
    holder += "with writer_lock(Path(sys.argv[1])):\n    print('held', flush=True)\n    input()\n"
    timbao_here = [sys.executable, "-m", "search", "index", articles, "--data", data]
    with (
        subprocess.Popen(
            [sys.executable, "-c", holder, data / "writer.lock"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as holding,
        subprocess.Popen(timbao_here, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as waiting,
    ):
        assert holding.stdout.readline()
        said = waiting.stderr.readline().decode()
        assert f"process {holding.pid} has been writing there since 20" in said
        assert waiting.poll() is None
        holding.stdin.close()
        assert waiting.wait(timeout=60) == 1  # the articles have a date that cannot be read
