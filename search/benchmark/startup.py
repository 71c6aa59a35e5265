"""How long a command takes as a whole process, from nothing to its last line."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from search.engines.opening import default_engine, open_reader
from search.errors import UsageError
from search.indexer import Indexer, silent
from search.settings import DataDirectory
from search.sources.files import distinct_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.following import Progress

#: What the installed command does.
_TIMBAO = "from search.cli.main import main; main()"
#: Has Python compile every module in every run: some build machines set it.
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
#: The exit codes of a command that has done what it was asked: found, or nothing found.
_DONE = (0, 1)


@dataclass(frozen=True, slots=True)
class StartUp:
    """One command line: milliseconds of its process, the median of the runs and the fastest."""

    name: str
    runs: int
    median_ms: float
    least_ms: float


def startup(
    data: DataDirectory, query: str, *, runs: int, progress: Progress = silent
) -> list[StartUp]:
    """Time searches and help as whole processes, and Python and numpy for comparison.

    The commands take turns. Raises IndexMissing and its kin where ``data`` cannot be searched.
    """
    open_reader(data, default_engine()).close()
    commands = {
        "python": ["pass"],
        "python, numpy": ["import numpy"],
        "timbao --help": [_TIMBAO, "--help"],
        "timbao search": [_TIMBAO, "search", "--data", str(data.root), "--", query],
        "timbao search --json": [
            *(_TIMBAO, "search", "--json", "--data", str(data.root), "--", query),
        ],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, arguments in commands.items():
            seconds = _timed(arguments)
            if turn:  # the first one brings files into the system's cache
                taken[name].append(seconds)
        progress(turn, runs)
    return [
        StartUp(name, runs, 1000 * median(each), 1000 * min(each)) for name, each in taken.items()
    ]


def startup_with(
    corpus: Path, articles: int, query: str, *, runs: int, progress: Progress = silent
) -> list[StartUp]:
    """Index the first ``articles`` of ``corpus`` aside, and time commands over them.

    Raises SourceMissing, and UsageError where there is no article.
    """
    with TemporaryDirectory() as folder:
        data = DataDirectory(Path(folder))
        indexer = Indexer(data, default_engine(), people=False)
        chosen = islice(distinct_articles(corpus), articles)
        report = indexer.accept((str(corpus), article) for article in chosen)
        if not report.records:
            raise UsageError(f"Không có bài nào trong {corpus}", f"No article in {corpus}")
        indexer.rebuild(progress)
        return startup(data, query, runs=runs, progress=progress)


def _timed(arguments: Sequence[str]) -> float:
    # an installed program is compiled, and so is this one from its second run on
    environment = {name: each for name, each in os.environ.items() if name != _UNCOMPILED}
    began = perf_counter()
    done = subprocess.run(  # noqa: S603 - our own interpreter and commands
        [sys.executable, "-c", *arguments], capture_output=True, check=False, env=environment
    )
    seconds = perf_counter() - began
    if done.returncode not in _DONE:
        done.check_returncode()
    return seconds
