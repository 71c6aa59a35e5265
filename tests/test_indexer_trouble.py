"""Trouble with an index or the disk costs a rebuild at most, and never what was accepted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing

import pytest

from search import indexer as module
from search.archive.generations import Manifest, write_manifest
from search.archive.store import Archive
from search.engines.opening import default_engine, generations
from search.engines.whoosh.engine import WhooshEngine
from search.errors import IndexDamaged, NewerSchema, StorageError
from search.inspection import status, verify
from search.settings import DataDirectory

ENGINE = default_engine()


def folder(data):
    return generations(data, ENGINE).current()


def test_a_later_versions_data_is_left_alone(add, indexer, data, found):
    add("a")
    with closing(module.Archive(data.archive)) as archive:
        archive._database.execute("PRAGMA user_version = 99")
    for work in (indexer.update, indexer.rebuild, lambda: indexer.accept([])):
        with pytest.raises(NewerSchema):
            work()
    assert found() == ["a"]


def first(data, pattern: str):
    return next(iter(sorted(folder(data).glob(pattern))))


DAMAGE = {
    "CURRENT names nothing": lambda data: (folder(data).parent / "CURRENT").write_text("000099"),
    "CURRENT is garbage": lambda data: (folder(data).parent / "CURRENT").write_bytes(b"\xff"),
    "no manifest": lambda data: first(data, "manifest.json").unlink(),
    "half a manifest": lambda data: first(data, "manifest.json").write_text('{"fingerpr'),
    "no TOC": lambda data: first(data, "*.toc").unlink(),
    "empty TOC": lambda data: first(data, "*.toc").write_bytes(b""),
    "half a TOC": lambda data: first(data, "*.toc").write_bytes(
        first(data, "*.toc").read_bytes()[:500]
    ),
    "a flipped bit in the TOC": lambda data: first(data, "*.toc").write_bytes(
        bytes([first(data, "*.toc").read_bytes()[0] ^ 1]) + first(data, "*.toc").read_bytes()[1:]
    ),
    "half the postings": lambda data: first(data, "*.arr").write_bytes(
        first(data, "*.arr").read_bytes()[:700]
    ),
    "an empty folder": lambda data: [path.unlink() for path in folder(data).iterdir()],
    "no folder": lambda data: shutil.rmtree(folder(data)),
}


@pytest.mark.parametrize(
    ("damage", "mend"),
    [
        *((damage, "update") for damage in DAMAGE),
        ("CURRENT is garbage", "rebuild"),
        ("half a TOC", "rebuild"),
        ("no folder", "rebuild"),
    ],
)
def test_a_damaged_index_is_said_so_and_built_anew(  # noqa: PLR0917 - fixtures
    add, indexer, data, found, damage, mend
):
    add("a", "b")
    DAMAGE[damage](data)
    with pytest.raises(IndexDamaged, match="timbao rebuild"):
        found()
    assert getattr(indexer, mend)() == 2
    assert found() == ["a", "b"]
    assert list(verify(data, ENGINE)) == []
    assert not status(data, ENGINE).stale


def test_an_index_of_another_version_is_built_anew(add, indexer, data):
    add("a")
    write_manifest(folder(data), Manifest("whoosh-0"))
    assert indexer.update() == 1
    assert folder(data).name == "000002"


def test_a_backup_in_the_archives_place_is_noticed(add, data, tmp_path, found):
    """The index must not take the backup's changes 3 and 4 for those it has already."""
    add("a", "b")
    shutil.copy(data.archive, tmp_path / "backup")
    add("lost", "lost too")
    shutil.copy(tmp_path / "backup", data.archive)
    assert status(data, ENGINE).stale
    add("c", "d", "e")
    assert found() == ["a", "b", "c", "d", "e"]


def test_a_build_that_fails_leaves_the_old_index(add, indexer, data, monkeypatch, found):
    add("a")
    before = sorted(path.name for path in folder(data).parent.iterdir())

    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(WhooshEngine, "build", fail)
    for _ in range(3):
        with pytest.raises(MemoryError):
            indexer.rebuild()
    assert sorted(path.name for path in folder(data).parent.iterdir()) == before
    assert found() == ["a"]


def test_an_index_that_lost_an_article_on_the_way_is_never_put_in_use(
    add, indexer, found, monkeypatch
):
    build = WhooshEngine.build

    def forgetful(self, folder, batches, memory_mb):
        kept = [[each for each in batch if each.article.id != "b"] for batch in batches]
        return build(self, folder, kept, memory_mb)

    add("a", "b")
    monkeypatch.setattr(WhooshEngine, "build", forgetful)
    with pytest.raises(IndexDamaged):
        indexer.rebuild()
    assert found() == ["a", "b"]


# Runs in a process of its own: a failing Whoosh writer leaves its files to the garbage collector.
WORK = """
import sys
from pathlib import Path
from search.article import Article
from search.engines.opening import default_engine
from search.errors import SearchError
from search.indexer import Indexer
from search.settings import DataDirectory

indexer = Indexer(DataDirectory(Path(sys.argv[1])), default_engine())
command, name, size = sys.argv[2:]
made = (Article(id=f"{name}{n:03}", title="Tin", body=f"Bài {n}. " * int(size)) for n in range(100))
try:
    if command == "accept":
        indexer.accept(("test", each) for each in made)
    else:
        getattr(indexer, command)()
    print("done")
except SearchError as error:
    print(type(error).__name__)
"""


def work(data, command: str, name: str = "a", size: int = 20) -> str:
    arguments = [sys.executable, "-c", WORK, data.root, command, name, str(size)]
    return subprocess.run(arguments, capture_output=True, check=True, text=True).stdout.strip()


def fill(disk, free: int) -> None:
    with (disk / "ballast").open("wb") as ballast:
        space = os.statvfs(disk)
        ballast.write(b"x" * max(0, space.f_bavail * space.f_frsize - free))


@pytest.fixture
def data_on_small_disk(small_disk):
    """A hundred articles, archived and indexed, on a disk that is soon full."""
    data = DataDirectory(small_disk / "data")
    assert work(data, "accept") == "done"
    assert work(data, "update") == "done"
    return data


@pytest.mark.parametrize("free", [0, 60_000])
def test_a_full_disk_takes_no_articles_and_loses_none(data_on_small_disk, small_disk, free):
    data = data_on_small_disk
    fill(small_disk, free)
    assert work(data, "accept", "b", size=2000) == "StorageError"
    (small_disk / "ballast").unlink()
    with Archive(data.archive) as archive:
        archive.check()
        assert archive.counts().articles == 100
    assert work(data, "accept", "b") == "done"
    assert work(data, "update") == "done"
    assert list(verify(data, ENGINE)) == []


# room for half of what is to be written; a rebuild first sees whether the old index would fit
@pytest.mark.parametrize(("command", "free"), [("update", 60_000), ("rebuild", 130_000)])
def test_a_full_disk_leaves_the_old_index_and_no_litter_that_grows(
    data_on_small_disk, small_disk, command, free
):
    data = data_on_small_disk
    assert work(data, "accept", "b", size=100) == "done"
    left = []
    for _ in range(3):
        fill(small_disk, free)
        assert work(data, command) == "StorageError"
        (small_disk / "ballast").unlink()
        left.append(sum(path.stat().st_size for path in data.root.rglob("*") if path.is_file()))
        assert status(data, ENGINE).behind == 100
    assert left[2] <= left[0] + 4096
    assert work(data, command) == "done"
    assert list(verify(data, ENGINE)) == []


def test_a_disk_too_full_for_a_search_is_a_storage_error(data_on_small_disk, small_disk):
    fill(small_disk, 0)
    with pytest.raises(StorageError):
        status(data_on_small_disk, ENGINE)
    (small_disk / "ballast").unlink()
    assert not status(data_on_small_disk, ENGINE).stale
