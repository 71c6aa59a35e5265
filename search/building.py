"""Parts of an index, built from ranges of the archive's changes: here, or in worker processes.

A worker opens the archive itself, reads its range, analyses it and writes whole segments; what it
hands back is their names. Workers share nothing, so two of them do twice the work.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, TypeVar

from search.archive.learning import Learned, learned_from
from search.archive.store import Archive
from search.collecting import collect_seldom
from search.errors import WorkerLost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.sharedctypes import Synchronized
    from multiprocessing.synchronize import Event
    from pathlib import Path

    from search.article import Revision
    from search.engines.engine import Engine, Part

_Item = TypeVar("_Item")

#: Articles read, analysed and kept together: few enough to hold in memory.
BATCH = 200
#: Fewer changes are built here: a worker takes most of a second to begin.
_FEW = 2_000
_LOOK_EVERY_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Task:
    """Build the changes numbered over ``after`` up to ``last`` into files in ``folder``.

    There are ``count`` of them, fewer where articles have changed again since they were counted.
    """

    engine: Engine
    archive: Path
    folder: Path
    after: int
    last: int
    count: int
    memory_mb: int


@dataclass(frozen=True, slots=True)
class Built:
    """What came of the range up to ``last``: its part, whose articles changed, what they define."""

    part: Part
    last: int
    article_ids: tuple[str, ...]
    learned: tuple[Learned, ...]


def build(task: Task, progress: Callable[[int], object]) -> Built:
    """Read, analyse and write one range; ``progress`` is told how many changes more are done."""
    learned: list[Learned] = []
    with Archive(task.archive) as archive:
        changes = archive.changes(task.after, task.last)

        def batches() -> Iterator[Sequence[Revision]]:
            for batch in batched(changes):
                revisions = archive.revisions([each.article_id for each in batch])
                learned.extend(learned_from(each.article) for each in revisions)
                yield revisions
                progress(len(batch))

        part = task.engine.build(task.folder, batches(), task.memory_mb)
    ids = tuple(each.article_id for each in changes)
    return Built(part, task.last, ids, tuple(learned))


class Builders:
    """Builds ranges, up to ``jobs`` at a time; hands them back in the order in which they began.

    Where ``jobs`` is 1, and for the first few changes, a range is built before ``begin`` returns.
    """

    def __init__(self, jobs: int, progress: Callable[[int], object]) -> None:
        self.jobs = jobs
        self._progress = progress
        self._workers: _Workers | None = None
        self._ranges: deque[Future[Built]] = deque()

    @property
    def has_room(self) -> bool:
        """Whether a range that begins now would not wait for another."""
        return sum(not each.done() for each in self._ranges) < self.jobs

    def begin(self, task: Task) -> None:
        """Build a range. Raises WorkerLost where the system ended a worker."""
        if not self._workers and self.jobs > 1 and task.count >= _FEW:
            self._workers = _Workers(self.jobs)
        if self._workers:
            with self._knowing_losses():
                self._ranges.append(self._workers.submit(task))
        else:
            future: Future[Built] = Future()
            future.set_result(build(task, self._progress))
            self._ranges.append(future)

    @property
    def busy(self) -> bool:
        """Whether there are ranges that were not handed back yet."""
        return bool(self._ranges)

    def wait(self) -> None:
        """Wait until one range more is done, where one is being built."""
        unfinished = [each for each in self._ranges if not each.done()]
        while unfinished and not wait(unfinished, _LOOK_EVERY_SECONDS, FIRST_COMPLETED).done:
            self._report()

    def built(self) -> Iterator[Built]:
        """Yield the ranges that are done, but for those that must wait for an earlier one.

        Raises WorkerLost where the system ended a worker.
        """
        self._report()
        while self._ranges and self._ranges[0].done():
            self._report()  # it may have got done since the line above
            with self._knowing_losses():
                result = self._ranges.popleft().result()
            yield result

    @contextmanager
    def _knowing_losses(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool as error:
            raise WorkerLost(self.jobs) from error

    def _report(self) -> None:
        if self._workers and (more := self._workers.newly_done()):
            self._progress(more)

    def stop(self) -> None:
        """Build nothing more. On return no process writes to a folder any more."""
        if self._workers:
            self._workers.stop()


class _Workers:
    """Processes that build, and what they share: how many changes are done, and when to stop."""

    def __init__(self, jobs: int) -> None:
        context = get_context("spawn")  # a fork would share the archive's connection
        self._done = context.Value("q", 0)
        self._reported = 0
        self._stopping = context.Event()
        shared = (self._done, self._stopping)
        self._pool = ProcessPoolExecutor(jobs, context, initializer=_begin_worker, initargs=shared)

    def submit(self, task: Task) -> Future[Built]:
        return self._pool.submit(_build_here, task)

    def newly_done(self) -> int:
        """Return how many changes more are done than when last asked."""
        before, self._reported = self._reported, self._done.value
        return self._reported - before

    def stop(self) -> None:
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def builders(jobs: int, progress: Callable[[int], object]) -> Iterator[Builders]:
    """Give what builds in ``jobs`` processes; ``progress`` is told how many changes more are done.

    At the end of the block nothing is being built any more.
    """
    working = Builders(jobs, progress)
    try:
        yield working
    finally:
        working.stop()


_all_done: Synchronized[int]
_stopping: Event


def _begin_worker(done: Synchronized[int], stopping: Event) -> None:
    global _all_done, _stopping
    _all_done, _stopping = done, stopping
    collect_seldom()
    end_with_parent()


def end_with_parent() -> None:
    """Have this worker end when its parent is killed; else it would wait for work for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this is a worker
    connection.wait([parent.sentinel])
    os._exit(1)


def _build_here(task: Task) -> Built:
    def advance(count: int) -> None:
        if _stopping.is_set():
            raise CancelledError
        with _all_done.get_lock():
            _all_done.value += count

    return build(task, advance)


def batched(items: Iterable[_Item], size: int = 0) -> Iterator[list[_Item]]:
    """Cut ``items`` into lists of ``size``, BATCH unless said, reading no further than asked."""
    remaining = iter(items)
    while batch := list(islice(remaining, size or BATCH)):
        yield batch
