"""The runs that changed an archive: when, what, how long, by which version, and how it ended."""

from __future__ import annotations

import json
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from search.archive.database import Database, now
from search.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DONE = "done"


@dataclass(slots=True)
class Run:
    """One run: ``counts`` says how many articles were new, changed and so on.

    ``ended`` is "done", or the kind of error that ended it.
    """

    command: str
    began_at: str
    version: str
    seconds: float = 0.0
    ended: str = DONE
    counts: dict[str, int] = field(default_factory=dict)


@contextmanager
def recorded(path: Path, command: str) -> Iterator[Run]:
    """Keep a record, in the archive at ``path``, of what is done inside and how it ends.

    Whoever does it fills in the counts. A record that cannot be written is no second failure.
    """
    run = Run(command, now(), version("timbao"))
    began = time.perf_counter()
    try:
        yield run
    except BaseException as error:
        run.ended = type(error).__name__
        with suppress(SearchError):
            _keep(path, run, began)
        raise
    _keep(path, run, began)


def latest_runs(path: Path, limit: int = -1) -> list[Run]:
    """Return the latest ``limit`` runs of the archive at ``path``, or all, the last one first."""
    database = Database(path)
    try:
        rows = database.rows("SELECT * FROM run ORDER BY rowid DESC LIMIT ?", (limit,))
    finally:
        database.close()
    return [
        Run(
            row["command"],
            row["began_at"],
            row["version"],
            row["seconds"],
            row["ended"],
            json.loads(row["counts"]),
        )
        for row in rows
    ]


def _keep(path: Path, run: Run, began: float) -> None:
    run.seconds = round(time.perf_counter() - began, 2)
    values = (run.began_at, run.command, run.version, run.seconds, run.ended)
    database = Database(path)
    try:
        database.execute(
            "INSERT INTO run (began_at, command, version, seconds, ended, counts)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*values, json.dumps(run.counts)),
        )
    finally:
        database.close()
