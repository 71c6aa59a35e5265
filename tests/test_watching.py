"""Watching a folder: a file is read once it is whole, and again only when it changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from search import watching
from search.errors import SourceMissing
from search.watching import Watcher

OLD = time.time() - 3600
PROJECT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "tin"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(folder, tmp_path):
    return Watcher(folder, tmp_path / "data" / "archive.sqlite3")


def write(folder, name, text="Tin", changed=OLD):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    os.utime(path, (changed, changed))
    return str(path)


def take(watcher):
    files = watcher.settled()
    watcher.remember(files)
    return sorted(Path(name).name for name in files)


def test_files_are_read_once_and_again_when_they_change(folder, watcher):
    write(folder, "a.txt")
    write(folder, "b.txt")
    assert take(watcher) == ["a.txt", "b.txt"]
    assert take(watcher) == []
    write(folder, "a.txt", "Tin mới")
    assert take(watcher) == ["a.txt"]


def test_a_restart_remembers_what_was_read(folder, watcher, tmp_path):
    write(folder, "a.txt")
    take(watcher)
    write(folder, "b.txt")
    assert take(Watcher(folder, tmp_path / "data" / "archive.sqlite3")) == ["b.txt"]


def test_a_file_being_written_waits_until_it_is_whole(folder, watcher, monkeypatch):
    ahead = time.time() + 3600  # a clock that is wrong must not settle it either
    write(folder, "a.txt", "Nửa", changed=ahead)
    assert take(watcher) == []
    assert watcher.waits
    write(folder, "a.txt", "Nửa bài", changed=ahead + 1)
    monkeypatch.setattr(watching, "SETTLED_SECONDS", 0.0)
    assert take(watcher) == ["a.txt"]
    assert not watcher.waits


def test_a_file_renamed_into_place_is_read_at_once(folder, watcher):
    hidden = write(folder, ".a.txt.tam")
    assert take(watcher) == []
    Path(hidden).rename(folder / "a.txt")
    assert take(watcher) == ["a.txt"]


def test_a_file_that_changes_while_it_is_read_is_read_again(folder, watcher):
    write(folder, "a.txt")
    files = watcher.settled()
    write(folder, "a.txt", "Tin dài hơn")
    watcher.remember(files)
    assert take(watcher) == ["a.txt"]


def test_a_file_that_goes_before_it_is_read_is_passed_over(folder, watcher):
    gone = write(folder, "a.txt")
    files = watcher.settled()
    Path(gone).unlink()
    assert list(watcher.records(files)) == []
    watcher.remember(files)
    assert take(watcher) == []


def test_only_a_folder_can_be_watched(tmp_path):
    with pytest.raises(SourceMissing):
        Watcher(tmp_path / "none", tmp_path / "archive.sqlite3")


def test_a_process_that_watches_takes_in_what_appears_and_ends_on_ctrl_c(folder, tmp_path):
    write(folder, "a.txt", "Tin một\n\nĐoạn.")
    command = [sys.executable, "-m", "search", "index", "--watch", folder, "--json"]
    with subprocess.Popen(
        [*command, "--data", tmp_path / "data"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    ) as process:
        ended = threading.Timer(60, process.kill)  # rather than wait for ever for a line
        ended.start()
        assert '"new": 1' in process.stdout.readline()
        write(folder, ".b.tam", "Tin hai\n\nĐoạn.")
        (folder / ".b.tam").rename(folder / "b.txt")
        assert '"new": 1' in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        ended.cancel()
    assert process.returncode == 130
    assert "Traceback" not in said
