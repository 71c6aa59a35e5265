"""Parts of an index, built from ranges of the archive's changes: here, or in worker processes.

A worker opens the archive itself, reads its range, analyses it and writes whole segments; what it
hands back is their names. Workers share nothing, so two of them do twice the work.
"""

from __future__ import annotations

import os
import threading
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

from search.archive.learning import Learned, learned_from
from search.archive.store import Archive
from search.errors import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.sharedctypes import Synchronized
    from pathlib import Path

    from search.article import Revision
    from search.engines.engine import Engine, Part

_Item = TypeVar("_Item")

#: Articles read, analysed and kept together: few enough to hold in memory.
BATCH = 200
#: Changes in one range: what one worker builds a part of, and what an interruption costs at most.
RANGE = 11_500
#: Fewer changes are built here: a worker takes most of a second to begin.
_FEW = 2_000
_LOOK_EVERY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Task:
    """Build ``count`` changes after the one numbered ``after`` into files in ``folder``."""

    engine: Engine
    archive: Path
    folder: Path
    after: int
    count: int
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a range: its part, whose articles changed, what they define."""

    part: Part
    last: int
    article_ids: tuple[str, ...]
    learned: tuple[Learned, ...]


def build(task: Task, progress: Callable[[int], object]) -> Built:
    """Read, analyse and write one range; ``progress`` is told how many changes more are done."""
    learned: list[Learned] = []
    with Archive(task.archive) as archive:
        changes = archive.changes(task.after, limit=task.count)

        def batches() -> Iterator[Sequence[Revision]]:
            for batch in batched(changes):
                revisions = archive.revisions([each.article_id for each in batch])
                learned.extend(learned_from(each.article) for each in revisions)
                yield revisions
                progress(len(batch))

        part = task.engine.build(task.folder, batches(), task.memory_mb)
    ids = tuple(each.article_id for each in changes)
    return Built(part, changes[-1].number, ids, tuple(learned))


class Builders:
    """Builds ranges, several at a time."""

    def __init__(
        self, pool: ProcessPoolExecutor | None, jobs: int, done: Synchronized[int] | None
    ) -> None:
        self._pool = pool
        self._done = done
        self.jobs = jobs

    def build(self, tasks: Sequence[Task], progress: Callable[[int], object]) -> list[Built]:
        """Build all ``tasks``; ``progress`` is told how many changes more are done.

        Raises WorkerLost where the system ended a worker.
        """
        if self._pool is None or self._done is None:
            return [build(task, progress) for task in tasks]
        reported = self._done.value
        futures = [self._pool.submit(_build_here, task) for task in tasks]
        try:
            left = set(futures)
            while left:
                _, left = wait(left, _LOOK_EVERY_SECONDS, FIRST_COMPLETED)
                done = self._done.value
                if done > reported:
                    progress(done - reported)
                reported = done
            return [future.result() for future in futures]
        except BrokenProcessPool as error:
            raise WorkerLost(self.jobs) from error
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def builders(jobs: int, changes: int) -> Iterator[Builders]:
    """Give what builds ``changes`` in ``jobs`` processes, or here where they are few."""
    if jobs == 1 or changes < _FEW:
        yield Builders(None, 1, None)
        return
    context = get_context("spawn")  # a fork would share the archive's connection
    done = context.Value("q", 0)
    pool = ProcessPoolExecutor(jobs, context, initializer=_begin_worker, initargs=(done,))
    try:
        yield Builders(pool, jobs, done)
    finally:
        # nobody may sweep the folder while a worker still writes to it
        pool.shutdown(wait=True, cancel_futures=True)


_all_done: Synchronized[int]


def _begin_worker(done: Synchronized[int]) -> None:
    global _all_done  # noqa: PLW0603 - what a pool's initializer has to do
    _all_done = done
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent is killed; else it would wait for work for ever."""
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this is a worker
    connection.wait([parent.sentinel])
    os._exit(1)


def _build_here(task: Task) -> Built:
    def advance(count: int) -> None:
        with _all_done.get_lock():
            _all_done.value += count

    return build(task, advance)


def batched(items: Iterable[_Item], size: int = 0) -> Iterator[list[_Item]]:
    """Cut ``items`` into lists of ``size``, BATCH unless said, reading no further than asked."""
    remaining = iter(items)
    while batch := list(islice(remaining, size or BATCH)):
        yield batch
