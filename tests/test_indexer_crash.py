"""A kill -9 at any time costs nothing that was accepted; the next run finishes the work."""

from __future__ import annotations

import subprocess
import sys

import pytest

from search.archive.store import Archive
from search.engines.opening import default_engine
from search.errors import IndexMissing
from search.inspection import verify

ENGINE = default_engine()
# Says on standard output how much is safe; small batches and commits, so that many can be cut.
WORK = """
import sys
from pathlib import Path
from search import accepting, building, following
from search import indexer as module
from search.article import Article
from search.engines.opening import default_engine
from search.settings import DataDirectory

accepting.TOGETHER = building.BATCH = 5
following.RANGE = 15
indexer = module.Indexer(DataDirectory(Path(sys.argv[1])), default_engine())
command, name, count = sys.argv[2:]
made = (Article(id=f"{name}{n:05}", title="Tin", body=f"Bài {n}. " * 50) for n in range(int(count)))
say = lambda done, total: print(done, flush=True)
if command == "accept":
    indexer.accept((("test", each) for each in made), say)
else:
    getattr(indexer, command)(say)
"""


def start(data, command: str, name: str = "a", count: int = 300) -> subprocess.Popen:
    arguments = [sys.executable, "-c", WORK, data.root, command, name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def killed(data, command: str, after: int, **options) -> int:
    """Kill a process once it has told ``after`` times how far it is; return the last it said."""
    with start(data, command, **options) as process:
        said = [int(process.stdout.readline()) for _ in range(after)]
        process.kill()
        said += [int(line) for line in process.stdout if line.endswith("\n")]
    return said[-1]


@pytest.mark.parametrize("after", [1, 7, 20])
def test_what_was_acknowledged_before_a_kill_is_in_the_archive(data, after):
    safe = killed(data, "accept", after, count=20_000)
    with Archive(data.archive) as archive:
        archive.check()
        count = archive.counts().articles
        assert safe <= count <= safe + 10
        assert count % 5 == 0  # whole batches only
        names = [f"a{number:05}" for number in range(count)]
        assert [name for name, _ in archive.hashes()] == names
        assert len(archive.articles(names)) == count


@pytest.mark.parametrize("command", ["update", "rebuild"])
@pytest.mark.parametrize("after", [1, 10, 39])
def test_a_killed_update_or_rebuild_is_finished_by_the_next_update(  # noqa: PLR0917 - fixtures
    data, indexer, add, found, make_article, command, after
):
    old = ["old0", "old1"]
    add(*old)
    indexer.accept(("test", make_article(f"a{number:03}")) for number in range(200))
    killed(data, command, after)
    assert set(found()) >= set(old)  # the old index, or the part of it that was committed
    indexer.update()
    assert list(verify(data, ENGINE)) == []
    assert len(found()) == 202
    [folder] = [each for each in (data.root / "whoosh").iterdir() if each.name == current(data)]
    assert len(list(folder.glob("*.toc*"))) == 1
    assert not (folder / "MAIN.tmp").exists()


def current(data) -> str:
    return (data.root / "whoosh" / "CURRENT").read_text(encoding="utf-8").split()[0]


def test_a_killed_first_build_shows_no_index_and_is_swept_by_the_next(data, indexer, found):
    with start(data, "accept", count=200) as process:
        process.communicate()
    for after in (1, 30):
        killed(data, "update", after)
        with pytest.raises(IndexMissing):
            found()
    indexer.update()
    assert len(found()) == 200
    assert sorted(each.name for each in (data.root / "whoosh").iterdir()) == [
        current(data),
        "CURRENT",
    ]


def test_processes_that_write_at_once_take_turns(data, found):
    running = [start(data, "accept", name, 100) for name in "ab"]
    for process in running:
        process.communicate(timeout=60)
    running = [start(data, command) for command in ("update", "rebuild")]
    for process in running:
        process.communicate(timeout=60)
    assert [process.returncode for process in running] == [0, 0]
    assert len(found()) == 200
    assert list(verify(data, ENGINE)) == []
