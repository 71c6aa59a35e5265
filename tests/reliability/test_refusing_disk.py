"""A disk that is full, read-only or fails to sync: exit code 2, the old index goes on serving."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from search.archive.space import folder_size
from search.settings import DataDirectory

OLD = [f"old{number:02}" for number in range(20)]
NEW = [f"new{number:03}" for number in range(60)]
COMMANDS = ["index", "rebuild", "rebuild --if-needed", "verify --repair"]


@pytest.fixture(scope="module")
def articles(tmp_path_factory, write):
    return write(tmp_path_factory.mktemp("articles") / "new", NEW)


@pytest.fixture(scope="module")
def indexed(tmp_path_factory, timbao_child, write) -> DataDirectory:
    """Twenty articles, archived and indexed, to be copied."""
    folder = tmp_path_factory.mktemp("indexed")
    data = DataDirectory(folder / "data")
    assert timbao_child("index", write(folder / "old", OLD), data=data).code == 0
    return data


def copy(indexed: DataDirectory, folder: Path) -> DataDirectory:
    return DataDirectory(Path(shutil.copytree(indexed.root, folder / "data")))


def words(command: str, articles: Path) -> list:
    return [*command.split(), *([articles] if command == "index" else [])]


def spoil(data: DataDirectory) -> None:
    path = min((data.root / "whoosh").rglob("*.toc"))
    path.write_bytes(path.read_bytes()[:-1])


def is_refused(ended) -> bool:
    lines = [each for each in ended.said.splitlines() if each.startswith("Lỗi: ")]
    return ended.code == 2 and len(lines) == 1 and "Traceback" not in ended.said


@pytest.mark.parametrize("command", COMMANDS)
def test_an_fsync_that_fails_at_any_call_leaves_the_old_index(
    room, indexed, articles, timbao_child, command
):
    """One after the other, each call of a run fails, and all after it."""
    outcomes = []
    for call in range(1, 40):
        shutil.rmtree(room.data.root, ignore_errors=True)
        copy(indexed, room.data.root.parent)
        if command == "verify --repair":
            spoil(room.data)
        ended = timbao_child(*words(command, articles), data=room.data, fsync=call, range=40)
        outcomes.append(ended.code)
        if ended.code == 0:
            break
        assert is_refused(ended), ended.said
        if command != "verify --repair":
            # each commit is a state of its own
            assert {*OLD} <= set(room.found()) <= {*OLD, *NEW}
        room.assert_free()
        assert timbao_child(*words(command, articles), data=room.data, range=40).code == 0
        assert set(room.found()) == {*OLD, *(NEW if command == "index" else ())}
        room.assert_all_is_well()
    assert outcomes[-1] == 0
    assert command == "rebuild --if-needed" or len(outcomes) > 5


@pytest.fixture
def mounted(mounted_disk) -> Path:
    """Mount a file system that can be made read-only: root may write to any folder."""
    return mounted_disk("20m")


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_read_only_directory_is_refused_and_stays_as_it_was(  # noqa: PLR0917 - fixtures
    mounted, indexed, articles, timbao_child, make_room, command
):
    data = copy(indexed, mounted)
    before = {path: path.read_bytes() for path in data.root.rglob("*") if path.is_file()}
    remount(mounted, "ro")
    try:
        ended = timbao_child(*words(command, articles), data=data)
        assert is_refused(ended), ended.said
        assert {path: path.read_bytes() for path in before} == before
    finally:
        remount(mounted, "rw")
    room = make_room(data)
    assert set(room.found()) == {*OLD}
    assert timbao_child(*words(command, articles), data=data).code == 0
    assert set(room.found()) == {*OLD, *(NEW if command == "index" else ())}
    room.assert_all_is_well()


@pytest.mark.parametrize("command", ["index", "rebuild", "verify --repair"])
@pytest.mark.parametrize("free", [0, 30_000, 100_000, 200_000])
def test_a_full_disk_is_refused_and_the_old_index_goes_on(  # noqa: PLR0917 - fixtures
    mounted, indexed, articles, timbao_child, make_room, command, free
):
    """Where so little is left, a run may stop anywhere; it is given room, and run again."""
    data = copy(indexed, mounted)
    if command == "verify --repair":
        spoil(data)
    with (mounted / "ballast").open("wb") as ballast:
        space = os.statvfs(mounted)
        ballast.write(b"x" * max(0, space.f_bavail * space.f_frsize - free))
    ended = timbao_child(*words(command, articles), data=data)
    assert is_refused(ended) or (ended.code == 0 and free > 100_000), ended.said
    (mounted / "ballast").unlink()
    room = make_room(data)
    if command != "verify --repair":
        assert {*OLD} <= set(room.found()) <= {*OLD, *NEW}
    assert timbao_child(*words(command, articles), data=data).code == 0
    assert set(room.found()) == {*OLD, *(NEW if command == "index" else ())}
    room.assert_all_is_well()


def test_a_rebuild_that_cannot_fit_is_not_begun(mounted, indexed, timbao_child, make_room, write):
    data = copy(indexed, mounted)
    names = [f"new{number:04}" for number in range(1000)]
    assert (
        timbao_child("index", write(mounted.parent / "more", names), data=data, range=2000).code
        == 0
    )
    [folder] = [each for each in (data.root / "whoosh").iterdir() if each.is_dir()]
    assert folder_size(folder) > 200_000
    with (mounted / "ballast").open("wb") as ballast:
        space = os.statvfs(mounted)
        ballast.write(b"x" * (space.f_bavail * space.f_frsize - 150_000))
    before = set(data.root.rglob("*"))
    ended = timbao_child("rebuild", data=data)
    assert is_refused(ended)
    assert " MB > " in ended.said
    assert set(data.root.rglob("*")) - before <= side_files(data)
    assert set(make_room(data).found()) >= {*OLD}


def side_files(data: DataDirectory) -> set[Path]:
    names = ("archive.sqlite3-shm", "archive.sqlite3-wal", "writer.lock")
    return {data.root / name for name in names}


def test_the_command_itself_says_so_on_one_line(mounted, indexed):
    data = copy(indexed, mounted)
    remount(mounted, "ro")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "search", "rebuild", "--data", data.root],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        remount(mounted, "rw")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "articles already accepted are safe" in done.stderr
