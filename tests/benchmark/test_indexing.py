from __future__ import annotations

import sys

import pytest

from search.benchmark.indexing import indexing
from search.errors import UsageError


def test_each_way_to_index_is_measured_in_a_process_of_its_own(corpus):
    rows = indexing(corpus, articles=50, jobs=2, engines=["timbao", "sqlite fts5", "whoosh"])
    assert [(row.name, row.alone) for row in rows] == [
        ("timbao", False),
        ("timbao, people", False),
        ("timbao, 2 processes", False),
        ("pyvi + whoosh", False),
        ("timbao, writer", True),
        ("sqlite fts5, writer", True),
        ("whoosh, writer", True),
    ]
    for row in rows:
        assert row.articles == 50
        assert row.articles_s > 0
        assert row.articles_cpu_s > 0
        assert 0 < row.mb_s < row.articles_s
        assert row.index_mb > 0
        assert row.index_ratio == row.index_mb / row.text_mb
        assert (row.peak_mb is None) == (sys.platform != "linux")
        assert row.peak_mb is None or row.peak_mb > 10
        assert (row.people_share is None) == (row.name != "timbao, people")
        assert row.people_share is None or 0.01 < row.people_share < 1


def test_archive_and_people_are_no_part_of_the_index(corpus):
    trip, with_people, writer = indexing(corpus, articles=240, engines=["timbao"])
    assert with_people.index_mb == pytest.approx(trip.index_mb, rel=0.01)
    assert trip.index_mb == pytest.approx(writer.index_mb, rel=0.2)


def test_what_cannot_be_measured_is_said(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(UsageError, match="No article"):
        indexing(empty, articles=1)
    with pytest.raises(UsageError, match="No engine lucene"):
        indexing(empty, articles=1, engines=["lucene"])
