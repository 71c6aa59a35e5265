"""Walk the paths a user names and read each file with the reader that its content asks for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from search.article import Article
from search.errors import SourceMissing
from search.sources.allowance import Allowance
from search.sources.dates import VIETNAM
from search.sources.formats import is_readable, read, require_format
from search.sources.reader import READ_ERRORS, Rejected, Source, unreadable
from search.sources.reading_processes import read_apart
from search.sources.streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.sources.reader import Record

STANDARD_INPUT = "-"


@dataclass(slots=True)
class InputFile:
    """One file to read, None as its path for standard input.

    ``position`` counts the bytes of the file (packed, if it is) taken so far, out of ``size``.
    """

    path: Path | None
    name: str
    size: int | None
    position: int = 0
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be read: the ``format``, or "auto" to tell it from the first bytes.

    ``default_source`` is the newspaper of articles that name none, ``names`` what the files call
    fields of ours. ``fetched`` is when their content was got: when they last changed, if None.
    Raises UsageError for a format that cannot be read.
    """

    format: str = "auto"
    default_source: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    fetched: datetime | None = None

    def __post_init__(self) -> None:
        require_format(self.format)


AS_IT_IS = Reading()


def inputs(paths: Sequence[Path | str]) -> Iterator[InputFile | Rejected]:
    """Yield the files at ``paths``, folders walked in the order of names; ``-`` is standard input.

    In a folder only suffixes of formats that can be read count, packed or not, and nothing hidden.
    Raises SourceMissing before anything is read.
    """
    for path in paths:
        if str(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise SourceMissing(Path(path))
    return _inputs(paths)


def articles(file: InputFile, reading: Reading = AS_IT_IS) -> Iterator[Article | Rejected]:
    """Yield what ``file`` holds; trouble on the way becomes a Rejected."""
    allowance = Allowance(file.size or 0)

    def progress(count: int) -> None:
        # an archive's table of contents is read twice
        file.position = min(count, file.size) if file.size else count
        allowance.packed = max(allowance.packed, file.position)

    try:
        with open_stream(file.path, progress, allowance) as stream:
            source = Source(
                file.name,
                file.size,
                stream,
                reading.default_source,
                names=reading.names,
                fetched=reading.fetched or file.changed,
                allowance=allowance,
            )
            yield from read(source, reading.format)
    except READ_ERRORS as error:
        yield unreadable(file.name, None, error)


class Records:
    """What is in all files at some paths, each piece with its file's name; read once.

    With ``processes`` they are read in as many others, and a file whose reader dies, hangs or
    fails is a Rejected.
    Raises SourceMissing when made, before anything is read.
    """

    def __init__(
        self, paths: Sequence[Path | str], reading: Reading = AS_IT_IS, *, processes: int = 0
    ) -> None:
        self._files = inputs(paths)
        self._size = _total_size(inputs(paths))
        self._read = partial(articles, reading=reading)
        # a process of its own does not have our standard input
        self._processes = 0 if STANDARD_INPUT in map(str, paths) else processes
        self._before = 0  # bytes of the files that have been read
        self._file: InputFile | None = None

    def __iter__(self) -> Iterator[Record]:
        for file, record in self._records():
            if isinstance(file, InputFile) and file is not self._file:
                self._before += (self._file.size or 0) if self._file else 0
                self._file = file
            yield (file.file if isinstance(file, Rejected) else file.name), record

    def _records(self) -> Iterator[tuple[InputFile | Rejected, Article | Rejected]]:
        if self._processes:
            yield from read_apart(self._files, self._read, processes=self._processes)
            return
        for file in self._files:
            for record in [file] if isinstance(file, Rejected) else self._read(file):
                yield file, record

    def expected(self, done: int) -> int:
        """Return how many pieces there may be in all when ``done`` are read; 0: nobody knows."""
        position = self._before + (self._file.position if self._file else 0)
        return round(done * self._size / position) if self._size and position else 0


def on_disk(name: str) -> Path | None:
    """Return the file that ``name`` is in: itself, or the archive around it; None if it is gone."""
    path = Path(name)
    return next((each for each in (path, *path.parents) if each.is_file()), None)


def distinct_articles(*paths: Path) -> Iterator[Article]:
    """Yield the articles of files or folders, the first of each id. Raises SourceMissing."""
    known: set[str] = set()
    for _, record in Records(paths):
        if isinstance(record, Article) and record.id not in known:
            known.add(record.id)
            yield record


def _total_size(found: Iterator[InputFile | Rejected]) -> int:
    """Return the bytes of all files, 0 where one of them is standard input."""
    total = 0
    for each in found:
        if isinstance(each, InputFile):
            if each.path is None:
                return 0
            total += each.size or 0
    return total


def _inputs(paths: Sequence[Path | str]) -> Iterator[InputFile | Rejected]:
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield InputFile(None, STANDARD_INPUT, None)
        elif os.path.isdir(path):  # noqa: PTH112 - never raises, unlike Path.is_dir
            yield from _walk(Path(path))
        else:
            yield _input(Path(path))


def _walk(top: Path) -> Iterator[InputFile | Rejected]:
    """Yield the articles' files under ``top``; memory holds the names of one branch."""
    seen: set[tuple[int, int]] = set()
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        if folder.is_file():
            yield _input(folder)
            continue
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue  # a link back to a folder already walked
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                names = sorted(entry.name for entry in entries if _is_wanted(entry))
        except OSError as error:
            yield unreadable(_shown(folder), None, error)
            continue
        waiting.extend(folder / name for name in reversed(names))


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return False
    try:
        if entry.is_dir():
            return True
        return entry.is_file() and is_readable(entry.name)
    except OSError:  # a link to itself: worth a line, and not the folder
        return True


def _input(path: Path) -> InputFile | Rejected:
    try:
        status = path.stat()
    except OSError as error:
        return unreadable(_shown(path), None, error)
    changed = datetime.fromtimestamp(status.st_mtime, VIETNAM)
    return InputFile(path, _shown(path), status.st_size or None, changed=changed)


def _shown(path: Path) -> str:
    """Return the name of a file as a person can read it, also when it is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
