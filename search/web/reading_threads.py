"""Threads that search, each with an index open for itself; a new generation is taken up at once."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING, TypeVar

from search.completing import Completer
from search.engines.configuration import engine_of
from search.engines.opening import generations
from search.errors import IndexTrouble, SearchError
from search.officials.older_names import OlderNames
from search.officials.succession import Succession
from search.people import People
from search.people_filters import PeopleFilters
from search.searcher import Searcher
from search.texts import open_archived
from search.vietnamese.analyzer import default_analyzer

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.settings import DataDirectory

_Answer = TypeVar("_Answer")

#: Python runs one thread at a time: a second one keeps quick searches from waiting for a slow one.
THREADS = 2
LONGEST_SECONDS = 10.0
MOST_WAITING = 200


class Overloaded(SearchError):
    """No answer in time: too many ask at once, or this search takes too long."""

    def __init__(self) -> None:
        super().__init__(
            "Máy chủ đang bận hoặc câu hỏi mất quá lâu; hãy thử lại sau ít giây, hay tìm hẹp hơn",
            "the server is busy or this takes too long; try again in a moment, or search for less",
        )


class OpenedIndex:
    """An index and the archive behind it, open, and what they answer with.

    For the thread that opened it. Raises ArchiveMissing, IndexMissing and kin.
    """

    def __init__(self, data: DataDirectory) -> None:
        self.data = data
        engine = engine_of(data)
        self._generations = generations(data, engine)
        self._state = self._generations.state()  # before opening: a later change is not missed
        self.archive, opened = open_archived(data, engine)
        self.built_at = opened.manifest.built_at
        self.articles = opened.reader.articles
        self._succession = cache(partial(Succession.of, data))
        self.searcher = Searcher(
            self.archive,
            opened.reader,
            default_analyzer(),
            PeopleFilters(data, self._succession),
            change=opened.manifest.change,
            older=OlderNames(self._succession),
        )
        self.completer = Completer(self.archive, opened.reader)

    @property
    def current(self) -> bool:
        """Whether no writer has changed the index in use since it was opened."""
        return self._generations.state() == self._state

    def people(self) -> People:
        """Open the file of people, whose writer does not tell of changes. Raises PeopleMissing."""
        return People.open(self.data, self._succession)

    def close(self) -> None:
        """Let go of index and archive."""
        self.searcher.close()


class ReadingThreads:
    """Answers questions put to an open index, on threads of its own."""

    def __init__(self, data: DataDirectory) -> None:
        self.data = data
        self._local = threading.local()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="reading")
        self._waiting = 0

    async def warm(self, question: Callable[[OpenedIndex], object]) -> None:
        """Open the index in every thread, so that none has to when somebody asks.

        Then each answers ``question``, one after another: the others answer whoever asks meanwhile.
        Raises ArchiveMissing, IndexMissing and kin.
        """
        await self._in_each(self._opened)
        for _ in range(THREADS):
            its_turn = threading.Lock()

            def answer(its_turn: threading.Lock = its_turn) -> None:
                if not hasattr(self._local, "warm") and its_turn.acquire(blocking=False):
                    question(self._opened())
                    self._local.warm = True

            await self._in_each(answer)

    async def _in_each(self, work: Callable[[], object]) -> None:
        """Have every thread do some work, begun at the same time."""
        all_here = threading.Barrier(THREADS)

        def begun_together() -> None:
            all_here.wait()
            work()

        loop = asyncio.get_running_loop()
        doing = [loop.run_in_executor(self._threads, begun_together) for _ in range(THREADS)]
        await asyncio.gather(*doing)

    async def ask(self, question: Callable[[OpenedIndex], _Answer]) -> _Answer:
        """Return what ``question`` makes of the index in use.

        Raises Overloaded where that takes longer than LONGEST_SECONDS, and what the question
        raises.
        """
        return await self._run(lambda: question(self._opened()))

    async def read(self, look: Callable[[DataDirectory], _Answer]) -> _Answer:
        """Return what ``look`` makes of the data directory, whether there is an index or not."""
        return await self._run(lambda: look(self.data))

    async def _run(self, work: Callable[[], _Answer]) -> _Answer:
        if self._waiting >= MOST_WAITING:
            raise Overloaded
        self._waiting += 1
        try:
            running = asyncio.get_running_loop().run_in_executor(self._threads, work)
            return await asyncio.wait_for(running, LONGEST_SECONDS)
        except TimeoutError:
            raise Overloaded from None
        finally:
            self._waiting -= 1

    def _opened(self) -> OpenedIndex:
        """Return what this thread has open, opened anew where a writer changed the index."""
        known: OpenedIndex | None = getattr(self._local, "opened", None)
        if known and known.current:
            return known
        try:
            self._local.opened = OpenedIndex(self.data)
        except IndexTrouble:
            if not known:
                raise
            return known  # what was deleted or damaged meanwhile is still readable where it is open
        if known:
            known.close()
        opened: OpenedIndex = self._local.opened
        return opened

    def close(self) -> None:
        """Wait for answers under way and let go of the files, each in its own thread."""
        all_here = threading.Barrier(THREADS)

        def let_go() -> None:
            all_here.wait()
            if opened := getattr(self._local, "opened", None):
                opened.close()

        for _ in range(THREADS):
            self._threads.submit(let_go)
        self._threads.shutdown()
