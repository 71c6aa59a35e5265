from __future__ import annotations

import pytest

from search.benchmark.startup import startup, startup_with
from search.errors import IndexMissing, UsageError
from search.settings import DataDirectory

COMMANDS = ["python", "python, numpy", "timbao --help", "timbao search", "timbao search --json"]


def test_whole_processes_are_timed(corpus):
    rows = startup_with(corpus, 20, "nông dân", runs=1)
    assert [(row.name, row.runs) for row in rows] == [(name, 1) for name in COMMANDS]
    assert all(0 < row.least_ms <= row.median_ms for row in rows)


def test_there_must_be_something_to_search(tmp_path):
    with pytest.raises(IndexMissing):
        startup(DataDirectory(tmp_path), "nông dân", runs=1)
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(UsageError, match="No article"):
        startup_with(empty, 20, "nông dân", runs=1)
