"""Read files in processes of their own, in order: a reader that crashes or hangs costs one file."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from contextlib import suppress
from itertools import cycle, islice
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from search.sources.reader import Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

    from search.article import Article

PATIENCE_SECONDS = 60.0  # without a record; a page takes a hundredth of one
#: Address space of a reading process. The largest feed takes a third of it.
MOST_MEMORY = 3 << 30
BATCH, BATCH_SECONDS = 100, 1.0  # records and time between two messages
AHEAD = 8  # files that a process has been told of; its pipe bounds how far it runs ahead


class File(Protocol):
    """What is to be read: a name for reports, and the place reached in it."""

    name: str
    position: int


AnyFile = TypeVar("AnyFile", bound=File)
Read: TypeAlias = "Callable[[AnyFile], Iterator[Article | Rejected]]"
#: Records, the place in the file that they end at, and whether the file does.
Answer: TypeAlias = "tuple[list[Article | Rejected], int, bool]"


def read_apart(
    files: Iterable[AnyFile | Rejected],
    read: Read[AnyFile],
    *,
    processes: int = 1,
    patience: float = PATIENCE_SECONDS,
) -> Iterator[tuple[AnyFile | Rejected, Article | Rejected]]:
    """Yield what ``read`` yields of each file, in the order of files, read in other processes.

    A Rejected among the files is passed on.

    A file whose reader raises, ends its process, says nothing for ``patience`` seconds or needs
    more than MOST_MEMORY gives what it had given, and a Rejected. ``read`` and the files must be
    picklable. Where no process can begin, files are read in this one.
    """
    workers = [_Worker(read, patience) for _ in range(processes)]
    coming = iter(files)
    told: deque[tuple[AnyFile | Rejected, _Worker[AnyFile]]] = deque()
    turns = cycle(workers)
    try:
        while True:
            for file in islice(coming, AHEAD * processes - len(told)):
                told.append((file, next(turns)))
                if not isinstance(file, Rejected):
                    told[-1][1].tell(file)
            if not told:
                return
            file, worker = told.popleft()
            if isinstance(file, Rejected):
                yield file, file
                continue
            for record in worker.records(file):
                yield file, record
    finally:
        for worker in workers:
            worker.stop()


class _Worker(Generic[AnyFile]):
    """One process that reads the files it is told of, one after the other."""

    def __init__(self, read: Read[AnyFile], patience: float) -> None:
        self._read = read
        self._patience = patience
        self._told: deque[AnyFile] = deque()
        self._started = self._begun = False

    def _start(self) -> None:
        context = get_context("spawn")  # a fork would share the archive's connection
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._read), daemon=True)
        self._process.start()
        theirs.close()
        self._started, self._begun = True, False

    def tell(self, file: AnyFile) -> None:
        """Let the process read one file more."""
        if not self._started:
            self._start()
        self._told.append(file)
        self._say(file)

    def _say(self, file: AnyFile) -> None:
        with suppress(OSError):  # a process that is gone is noticed when its answer is waited for
            self._pipe.send(file)

    def records(self, file: AnyFile) -> Iterator[Article | Rejected]:
        """Yield what is in ``file``, the first of those told and not yet asked for."""
        done = not self._has_begun()
        if done:
            yield from self._read(file)
        while not done:
            answer = self._answer(file)
            if isinstance(answer, Rejected):
                self._replace()
                yield answer
                return
            records, file.position, done = answer
            yield from records
        self._told.popleft()

    def _has_begun(self) -> bool:
        """Wait for the process to say that it runs; False where the system did not let it."""
        with suppress(EOFError, OSError):
            if not self._begun and self._pipe.poll(self._patience):
                self._begun = bool(self._pipe.recv())
        return self._begun

    def _answer(self, file: AnyFile) -> Answer | Rejected:
        if not self._pipe.poll(self._patience):
            seconds = f"{self._patience:g}"
            vi = f"đọc quá {seconds} giây không xong, đã bỏ"
            return Rejected(file.name, None, vi, f"gave nothing for {seconds} seconds; given up")
        try:
            answer: Answer = self._pipe.recv()
        except (EOFError, OSError):
            vi = "tiến trình đọc tệp này chết giữa chừng"
            return Rejected(file.name, None, vi, "the process that read it died")
        return answer

    def _replace(self) -> None:
        """Begin again in another process, after the file that cost this one."""
        self.stop()
        self._told.popleft()
        self._start()
        for file in self._told:
            self._say(file)

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        if self._started:
            self._process.kill()
            self._process.join()
            self._pipe.close()


def _work(pipe: Connection, read: Read[AnyFile]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _bound_memory()
    with suppress(EOFError, BrokenPipeError):  # nobody listens any more
        pipe.send("begun")
        while True:
            file: AnyFile = pipe.recv()
            for records in _batches(file, read):
                pipe.send((records, file.position, False))
            pipe.send(([], file.position, True))


def _batches(file: AnyFile, read: Read[AnyFile]) -> Iterator[list[Article | Rejected]]:
    """Yield what is in a file, some records at a time; what its reader raises is the last."""
    batch: list[Article | Rejected] = []
    sent = time.monotonic()
    try:
        for record in read(file):
            batch.append(record)
            if len(batch) == BATCH or time.monotonic() - sent > BATCH_SECONDS:
                yield batch
                batch, sent = [], time.monotonic()
    except MemoryError:
        vi = f"cần hơn {MOST_MEMORY >> 30} GB bộ nhớ, đã bỏ"
        batch.append(Rejected(file.name, None, vi, f"needs over {MOST_MEMORY >> 30} GB of memory"))
    except Exception as error:  # noqa: BLE001 - a mistake of a reader costs its file
        said = f"{type(error).__name__}: {error}"
        vi, en = f"bộ đọc gặp lỗi: {said}", f"the reader failed: {said}"
        batch.append(Rejected(file.name, None, vi, en))
    yield batch


def _bound_memory() -> None:
    """Let this process have MOST_MEMORY, where the system can be told so."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit, macOS ignores it
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, most))


def _end_with_parent() -> None:
    """End this process when its parent is killed, also in the middle of a file."""
    parent = parent_process()
    assert parent is not None  # noqa: S101 - this is a child
    connection.wait([parent.sentinel])
    os._exit(1)
