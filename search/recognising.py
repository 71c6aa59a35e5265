"""The file of people follows the archive: every change after the last it holds, in order.

Where there are many, worker processes read and recognise; this one writes.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.building import end_with_parent
from search.errors import WorkerLost
from search.officials.people.appearances import Written, appearances
from search.officials.people.decisions import Decisions
from search.officials.people.gathering import Gathered, Gathering
from search.officials.people.store import PeopleFile
from search.officials.recogniser import default_recogniser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.following import Progress
    from search.settings import DataDirectory

#: Changes recognised and written together.
_RANGE = 400
#: Fewer changes are recognised here: a worker takes most of a second to begin.
_FEW = 2_000


@dataclass(frozen=True, slots=True)
class _Task:
    archive: Path
    after: int
    last: int


def recognise(data: DataDirectory, archive: Archive, jobs: int, progress: Progress) -> int:
    """Bring the file of people up to the archive and to what was decided about them.

    Return how many changes it took. The writer lock must be held. Raises WorkerLost,
    DecisionsUnreadable, StorageError.
    """
    decisions = Decisions.read(data.decisions)
    with closing(PeopleFile(data.people, create=True)) as file:
        gathering = Gathering(file)
        change, token = gathering.held
        if token != archive.token(change):
            gathering.forget()
            change = 0
        total, done = archive.count_changes(change), 0
        with _recognisers(jobs if total >= _FEW else 1) as begin:
            for last, gathered in _in_order(_tasks(data.archive, archive, change), begin, jobs):
                gathering.take(gathered, last, archive.token(last))
                done += len(gathered)
                progress(done, total)
        gathering.settle(decisions)
    return done


def _tasks(path: Path, archive: Archive, after: int) -> Iterator[_Task]:
    while last := archive.end_of_range(after, _RANGE):
        yield _Task(path, after, last)
        after = last


def _in_order(
    tasks: Iterator[_Task], begin: Callable[[_Task], Future[list[Gathered]]], jobs: int
) -> Iterator[tuple[int, list[Gathered]]]:
    """Yield what came of each task; two more than there are processes are begun before."""
    begun: deque[tuple[int, Future[list[Gathered]]]] = deque()
    try:
        for task in tasks:
            begun.append((task.last, begin(task)))
            if len(begun) > jobs + 1:
                last, future = begun.popleft()
                yield last, future.result()
        for last, future in begun:
            yield last, future.result()
    except BrokenProcessPool as error:
        raise WorkerLost(jobs) from error


@contextmanager
def _recognisers(jobs: int) -> Iterator[Callable[[_Task], Future[list[Gathered]]]]:
    """Give what begins a task: in other processes, or at once in this one."""
    if jobs == 1:
        yield _here
        return
    # a fork would share the archive's connection
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=end_with_parent)
    try:
        yield lambda task: pool.submit(_recognised, task)
    finally:
        pool.shutdown(cancel_futures=True)


def _here(task: _Task) -> Future[list[Gathered]]:
    future: Future[list[Gathered]] = Future()
    future.set_result(_recognised(task))
    return future


def _recognised(task: _Task) -> list[Gathered]:
    recogniser = default_recogniser()
    with Archive(task.archive) as archive:
        ids = [each.article_id for each in archive.changes(task.after, task.last)]
        articles = archive.articles(ids)
    named = dict(zip(articles, recogniser.mentions_of([*articles.values()]), strict=True))
    found = []
    for each in ids:
        if article := articles.get(each):
            published = article.published.isoformat() if article.published else ""
            people = tuple(map(Written.of, appearances(named[each])))
            found.append(Gathered(each, published, article.source, people))
        else:
            found.append(Gathered(each, "", "", ()))
    return found
