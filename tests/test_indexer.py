"""The trip in: what is accepted is indexed, once, in batches, and readers see whole indexes."""

from __future__ import annotations

import json
import threading
from contextlib import closing

import pytest

from search import following
from search import indexer as module
from search.accepting import MAX_REPORTED, TOGETHER, dry_run
from search.archive.store import Archive, Outcome
from search.building import BATCH
from search.engines.opening import default_engine, generations, open_reader
from search.errors import (
    ArchiveMissing,
    ArticleMissing,
    SourceMissing,
    StorageError,
    WriterBusy,
)
from search.inspection import status, verify
from search.sources.files import Records
from search.sources.reader import Rejected

ENGINE = default_engine()


def folder(data):
    return generations(data, ENGINE).current()


def test_the_same_twice_changes_nothing(add, indexer, data):
    assert add("a", "b").outcomes == {Outcome.NEW: 2}
    before = {path: path.stat().st_mtime_ns for path in folder(data).iterdir()}
    assert add("a", "b").outcomes == {Outcome.UNCHANGED: 2}
    assert indexer.update() == 0
    assert {path: path.stat().st_mtime_ns for path in folder(data).iterdir()} == before


def test_a_change_replaces_what_the_index_held(add, found):
    add("a", "b", body="Nước lên")
    assert add("a", body="Nước rút").outcomes == {Outcome.CHANGED: 1}
    assert (found("lên"), found("rút"), found()) == (["b"], ["a"], ["a", "b"])


def test_a_removed_article_is_not_found_until_it_is_restored(add, indexer, found):
    add("a", "b")
    indexer.remove("a")
    assert found() == ["b"]
    assert add("a").outcomes == {Outcome.REMOVED: 1}
    assert indexer.rebuild() == 1
    assert found() == ["b"]
    indexer.restore("a")
    assert found() == ["a", "b"]
    with pytest.raises(ArticleMissing):
        indexer.remove("unknown")


def test_an_empty_archive_has_an_empty_index(add, indexer, found):
    add()
    assert found() == []
    assert indexer.rebuild() == 0


def test_articles_are_read_in_batches_and_kept_before_more_are_read(indexer, data, make_article):
    taken = 0
    ahead = []

    def stream():
        nonlocal taken
        for taken in range(1, 20_001):
            yield "test", make_article(f"a{taken}")

    def progress(done, _):
        if done <= 3 * TOGETHER:
            ahead.append((done, taken))
            with Archive(data.archive) as archive:
                assert archive.counts().articles == done

    report = indexer.accept(stream(), progress)
    assert ahead == [(TOGETHER * n, TOGETHER * n) for n in (1, 2, 3)]
    assert report.outcomes == {Outcome.NEW: 20_000}


def test_indexing_says_how_far_it_is(indexer, make_article):
    indexer.accept(("test", make_article(f"a{number}")) for number in range(BATCH + 1))
    said = []
    indexer.update(lambda done, total: said.append((done, total)))
    assert said == [(BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]


def test_what_could_not_be_read_is_noted_and_forgotten_when_its_file_is_read_again(
    indexer, data, make_article
):
    bad = [("f", Rejected("f", line, "hỏng", "bad")) for line in range(1, MAX_REPORTED + 6)]
    report = indexer.accept([*bad, ("f", make_article("a"))])
    assert (report.quarantined, len(report.rejected)) == (MAX_REPORTED + 5, MAX_REPORTED)
    assert report.records == MAX_REPORTED + 6
    assert status(data, ENGINE).counts.quarantined == MAX_REPORTED + 5
    indexer.accept([("f", make_article("a"))])
    assert status(data, ENGINE).counts.quarantined == 0


def test_an_error_of_the_source_keeps_the_batches_before_it(indexer, data, make_article):
    def stream():
        for number in range(TOGETHER):
            yield "test", make_article(f"a{number}")
        raise SourceMissing(data.root)

    with pytest.raises(SourceMissing):
        indexer.accept(stream())
    assert status(data, ENGINE).counts.articles == TOGETHER


def test_files_are_read_each_with_its_name_and_a_dry_run_keeps_nothing(tmp_path, data):
    path = tmp_path / "tin.jsonl"
    lines = [json.dumps({"id": "a", "title": "Tin", "body": "Mưa"}), "{hỏng"]
    path.write_text("\n".join(lines), encoding="utf-8")
    pieces = list(Records([str(path)]))
    assert [origin for origin, _ in pieces] == [str(path)] * 2
    report = dry_run(pieces)
    assert (report.outcomes, report.quarantined) == ({Outcome.NEW: 1}, 1)
    assert not data.root.exists()
    with pytest.raises(SourceMissing):
        Records([str(tmp_path / "none")])


def test_a_reader_keeps_its_state_while_indexes_are_updated_and_rebuilt(add, indexer, data, found):
    add("a", "b")
    with closing(open_reader(data, ENGINE)) as reader:
        add("c")
        assert found(reader=reader) == ["a", "b"]
        indexer.rebuild()
        assert found(reader=reader) == ["a", "b"]
        indexer.rebuild()
        assert found(reader=reader) == ["a", "b"]
    assert found() == ["a", "b", "c"]


def test_searches_during_rebuilds_and_updates_always_see_a_whole_index(
    add, indexer, make_article, monkeypatch, found
):
    monkeypatch.setattr(following, "RANGE", 40)  # several commits a build
    old = [f"a{number:03}" for number in range(120)]
    new = [f"b{number:03}" for number in range(40)]
    add(*old)
    done = threading.Event()
    seen = []

    def search():
        while not done.is_set():
            try:
                seen.append(found())
            except Exception as error:  # noqa: BLE001 - whatever it is, the test is to show it
                seen.append(error)

    thread = threading.Thread(target=search)
    thread.start()
    try:
        for _ in range(3):
            indexer.rebuild()
        indexer.accept(("test", make_article(name)) for name in new)
        indexer.update()
    finally:
        done.set()
        thread.join()
    assert len(seen) > 3
    assert [each for each in seen if each not in (old, old + new)] == []


def test_two_writers_at_once_take_turns(indexer, data, make_article, found):
    def write(name):
        indexer.accept(("test", make_article(f"{name}{number}")) for number in range(30))
        indexer.update()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found()) == 90
    assert list(verify(data, ENGINE)) == []


def test_writing_waits_for_no_reader(add, data):
    add("a")
    with Archive(data.archive) as archive:
        hashes = archive.hashes()
        next(hashes)
        add("b")
        hashes.close()


def test_a_busy_data_directory_is_said_so(indexer, data, make_article, monkeypatch):
    lock = module.writer_lock
    monkeypatch.setattr(module, "writer_lock", lambda path, **_: lock(path, patience=0.05))
    with lock(data.lock), pytest.raises(WriterBusy):
        indexer.accept([("test", make_article("a"))])


def test_nothing_is_made_where_there_is_no_archive(indexer, data):
    for work in (indexer.update, indexer.rebuild, lambda: indexer.remove("a")):
        with pytest.raises(ArchiveMissing):
            work()
    assert not data.root.exists()


def test_a_file_in_the_place_of_the_data_directory_is_a_storage_error(indexer, data):
    data.root.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StorageError):
        indexer.accept([])
