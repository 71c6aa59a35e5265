"""The index follows the archive: several processes build while articles still come."""

from __future__ import annotations

import time

import pytest

from search import accepting, building, following
from search.engines.opening import default_engine, generations
from search.indexer import Indexer
from search.inspection import verify

ENGINE = default_engine()
PATIENCE_SECONDS = 60
NAMES = [f"a{number:03}" for number in range(120)]


@pytest.fixture
def two(data, monkeypatch) -> Indexer:
    """Write with two processes, which take small ranges and begin at once."""
    monkeypatch.setattr(accepting, "TOGETHER", 5)
    monkeypatch.setattr(building, "BATCH", 5)
    monkeypatch.setattr(building, "_FEW", 0)
    monkeypatch.setattr(following, "RANGE", 30)
    monkeypatch.setattr(following, "AT_FIRST", 10)
    monkeypatch.setattr(following, "AT_LEAST", 5)
    return Indexer(data, ENGINE, jobs=2)


def test_ranges_are_built_while_articles_still_come(two, data, make_article, found):
    def records():
        for name in NAMES:
            yield "test", make_article(name)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not list(data.root.rglob("*.part")):
            assert time.monotonic() < deadline, "nothing is built before the last article has come"
            time.sleep(0.05)
        # some change again, after the range that had them began
        for name in NAMES[::3]:
            yield "test", make_article(name, body="Đổi lần hai")

    report, _ = two.index(records())
    assert report.records == len(NAMES) + len(NAMES[::3])
    assert found() == NAMES
    assert found('"lần hai"') == NAMES[::3]
    assert two.update() == 0
    assert list(verify(data, ENGINE)) == []


def test_progress_comes_to_the_number_of_articles(two, make_article):
    read, built = [], []
    _, indexed = two.index(
        (("test", make_article(name)) for name in NAMES),
        lambda done, _: read.append(done),
        lambda done, total: built.append((done, total)),
    )
    assert indexed == len(NAMES)
    assert read == list(range(5, len(NAMES) + 1, 5))
    assert [done for done, _ in built] == sorted(done for done, _ in built)
    assert built[-1] == (len(NAMES), len(NAMES))


def test_an_error_while_reading_keeps_what_was_committed(two, data, make_article, found):
    two.index(("test", make_article(name)) for name in NAMES[:20])

    def records():
        for name in NAMES[20:80]:
            yield "test", make_article(name)
        raise RuntimeError("the scraper's disk is gone")

    with pytest.raises(RuntimeError):
        two.index(records())
    kept = found()
    assert kept[:20] == NAMES[:20]
    folder = generations(data, ENGINE).current()
    assert list(folder.glob("*.part")) == []
    assert two.update() == 80 - len(kept)
    assert found() == NAMES[:80]
    assert list(verify(data, ENGINE)) == []
