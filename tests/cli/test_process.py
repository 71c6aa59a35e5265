"""Promises that only a process of its own can keep: start-up, pipes, interruption, bugs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from search.accepting import TOGETHER

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = re.compile(
    r"^import time:.*\| +(whoosh|pyvi|numpy|sklearn|sklearn_crfsuite|scipy|rich|sqlite3)\b",
    re.MULTILINE,
)


def imports(*command) -> str:
    """Return what Python says of the imports of one command."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "search", *command],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stderr


@pytest.mark.parametrize(
    "command", [["--help"], ["search", "--help"], ["index", "--help"], ["nope"]]
)
def test_help_imports_nothing_heavy(command):
    imported = imports(*command)
    assert "search.cli.main" in imported
    assert not HEAVY.findall(imported)


def test_a_search_does_without_masked_arrays(newsroom):
    imported = imports("search", "lũ", "--data", newsroom)
    assert "search.searcher" in imported
    assert "numpy.ma\n" not in imported


def test_index_search_show_from_end_to_end(spawn, tmp_path, articles):
    data = tmp_path / "data"
    assert spawn("index", articles, "--data", data).code == 1
    found = spawn("search", "chuyen doi so", TIMBAO_DATA=str(data))
    assert found.code == 0
    assert "Chuyển đổi số ở Nghệ An" in found.out
    assert found.err == ""
    assert spawn("show", "cds", TIMBAO_DATA=str(data)).code == 0
    assert spawn("search", "khôngcó", TIMBAO_DATA=str(data)).code == 1
    assert spawn("search", "\x1b", TIMBAO_DATA=str(data)).code == 2


def test_standard_input_is_read(spawn, tmp_path, articles):
    ran = spawn("index", "-", "--data", tmp_path, "--json", stdin=articles.read_bytes())
    assert (ran.code, ran.json["new"]) == (1, 9)


def test_output_is_utf_8_whatever_the_locale(spawn, newsroom):
    found = spawn("search", "lũ", "--data", newsroom, PYTHONIOENCODING="ascii")
    assert (found.code, found.err) == (0, "")
    assert "Tìm thấy 5 bài" in found.out


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_that_has_seen_enough_is_no_trouble(tmp_path, timbao, more):
    path = tmp_path / "a.jsonl"
    article = '{{"id": "{}", "title": "Tin", "body": "' + "chữ " * 100 + '"}}\n'
    path.write_text("".join(article.format(n) for n in range(300)), encoding="utf-8")
    assert timbao("index", path, "--data", tmp_path / "data").code == 0
    command = [sys.executable, "-m", "search", "search", "tin", "--limit", "300", *more]
    with subprocess.Popen(
        [*command, "--data", tmp_path / "data"],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "command", [["search", "lũ"], ["search", "lũ", "--json"], ["nope", "--json"]]
)
def test_output_that_cannot_be_written_is_an_error(newsroom, command):
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        ran = subprocess.run(
            [sys.executable, "-m", "search", "--data", newsroom, *command],
            cwd=PROJECT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "No space left" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_interrupted_indexing_loses_nothing(tmp_path, timbao):
    """Articles come down a pipe: the interruption falls between two of them."""
    where = ("--data", tmp_path / "data")
    count = 2 * TOGETHER + 50
    article = '{{"id": "{}", "title": "Tin số {}", "body": "' + "chữ " * 300 + '"}}\n'
    with subprocess.Popen(
        [sys.executable, "-m", "search", "index", "-", *where],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdin.write("".join(article.format(n, n) for n in range(count)).encode())
        process.stdin.flush()
        _wait_for(
            lambda: timbao("status", *where).code == 0 and _articles(timbao, where) >= TOGETHER
        )
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert len(said.splitlines()) == 1
    assert "(Interrupted; nothing accepted is lost" in said
    kept = _articles(timbao, where)
    assert kept >= TOGETHER
    again = tmp_path / "again.jsonl"
    again.write_text("".join(article.format(n, n) for n in range(count)), encoding="utf-8")
    report = timbao("index", again, *where, "--json").json
    assert (report["unchanged"], report["new"]) == (kept, count - kept)
    assert report["indexed"] == count
    assert timbao("verify", *where).code == 0


def _articles(timbao, where):
    return timbao("status", *where, "--json").json["articles"]


def _wait_for(happened):
    until = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.05)


_BUG = """
import sys
from search import searcher
from search.cli.main import run
def break_down(*_):
    raise RuntimeError("hỏng\\nrồi")
searcher.Searcher.search = break_down
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("more", "settings", "stream"),
    [([], {}, "stderr"), (["--json"], {}, "stdout"), ([], {"TIMBAO_DEBUG": "1"}, "stderr")],
)
def test_a_bug_is_one_line_and_its_traceback_is_for_the_asking(newsroom, more, settings, stream):
    ran = subprocess.run(
        [sys.executable, "-c", _BUG, "search", "lũ", "--data", newsroom, *more],
        cwd=PROJECT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    said = getattr(ran, stream)
    assert "RuntimeError: hỏng rồi" in said
    assert "TIMBAO_DEBUG=1" in said
    assert ("Traceback" in said) == bool(settings)
    assert len(said.splitlines()) == 1 or settings


def test_version(timbao):
    from importlib.metadata import version

    assert timbao("--version").out == f"timbao {version('timbao')}\n"
