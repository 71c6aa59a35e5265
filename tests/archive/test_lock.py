"""One writer at a time; a dead one is no writer."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

import pytest

from search.archive.lock import writer_lock
from search.errors import StorageError, WriterBusy

HOLD = """
import sys
from pathlib import Path
from search.archive.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "writer.lock"


@pytest.fixture
def holder(path):
    """A process that holds the lock until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_who_holds_the_lock(path, holder):
    with pytest.raises(WriterBusy) as caught, writer_lock(path, patience=0.1):
        pass
    assert caught.value.holder.startswith(f"{holder.pid}, 20")


def test_a_second_writer_waits_for_the_first(path, holder):
    threading.Timer(0.3, holder.stdin.close).start()
    began = time.monotonic()
    with writer_lock(path):
        assert time.monotonic() - began > 0.2


def test_the_lock_of_a_killed_holder_is_free(path, holder):
    holder.kill()
    holder.wait()
    with writer_lock(path, patience=0):
        said = path.with_name("writer.lock.holder").read_text(encoding="utf-8")
        assert said.startswith(f"{os.getpid()}, ")


def test_the_lock_is_free_after_an_error_inside(path):
    with pytest.raises(RuntimeError), writer_lock(path):
        raise RuntimeError
    with writer_lock(path, patience=0):
        pass
    assert [each.name for each in path.parent.iterdir()] == ["writer.lock"]


def test_a_file_in_the_folders_place_is_a_storage_error(path):
    path.parent.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StorageError), writer_lock(path):
        pass


def test_a_note_that_cannot_be_written_does_not_stop_the_writer(path):
    path.with_name("writer.lock.holder").mkdir(parents=True)
    with (
        writer_lock(path),
        pytest.raises(WriterBusy, match=r"\(\?\)"),
        writer_lock(path, patience=0),
    ):
        pass
