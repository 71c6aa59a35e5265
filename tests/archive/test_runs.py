"""Every run leaves a record, also one that fails."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from search.archive.runs import latest_runs, recorded
from search.archive.store import Archive
from search.errors import NoSpace


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "archive.sqlite3"
    Archive(path, create=True).close()
    return path


def test_runs_come_back_the_last_one_first(path):
    with recorded(path, "index") as run:
        run.counts["new"] = 3
    with recorded(path, "rebuild"):
        pass
    last, first = latest_runs(path)
    assert (last.command, last.counts) == ("rebuild", {})
    assert (first.command, first.counts, first.ended) == ("index", {"new": 3}, "done")
    assert first.version == version("timbao")
    assert first.began_at <= last.began_at
    assert latest_runs(path, limit=1) == [last]


def test_a_run_that_fails_says_how_and_what_it_had_done(path, tmp_path):
    def fail():
        with recorded(path, "index") as run:
            run.counts["new"] = 1
            raise NoSpace(tmp_path, 2, 1)

    with pytest.raises(NoSpace):
        fail()
    [kept] = latest_runs(path)
    assert (kept.ended, kept.counts) == ("NoSpace", {"new": 1})


def test_an_archive_that_cannot_take_the_record_hides_no_failure(tmp_path):
    with pytest.raises(ZeroDivisionError), recorded(tmp_path / "none", "index"):
        raise ZeroDivisionError
