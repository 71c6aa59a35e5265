"""Walk the paths a user names and read each file with the reader that its content asks for."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from search.article import Article
from search.errors import SourceMissing, UsageError
from search.sources.jsonl import read_jsonl
from search.sources.raw_text import read_raw_text
from search.sources.reader import READ_ERRORS, Reader, Rejected, Source, unreadable
from search.sources.streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.sources.reader import Record

READERS: dict[str, Reader] = {"text": read_raw_text, "jsonl": read_jsonl}
STANDARD_INPUT = "-"
JSON_LINES = (".jsonl", ".ndjson")
READABLE = ("", ".txt", *JSON_LINES)
PACKED = (".gz", ".xz")
START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(\{|\[\s*[\[{])?")


@dataclass(slots=True)
class InputFile:
    """One file to read, None as its path for standard input.

    ``position`` counts the bytes of the file (packed, if it is) taken so far, out of ``size``.
    """

    path: Path | None
    name: str
    size: int | None
    position: int = 0


def inputs(paths: Sequence[Path | str]) -> Iterator[InputFile | Rejected]:
    """Yield the files at ``paths``, folders walked in the order of names; ``-`` is standard input.

    In a folder only .txt, .jsonl, .ndjson (also .gz, .xz) and names without a suffix count, and
    nothing hidden. Raises SourceMissing before anything is read.
    """
    for path in paths:
        if str(path) != STANDARD_INPUT and not os.path.lexists(path):
            raise SourceMissing(Path(path))
    return _inputs(paths)


def articles(
    file: InputFile,
    *,
    format: str = "auto",  # noqa: A002 - the option's name
    default_source: str = "",
) -> Iterator[Article | Rejected]:
    """Yield what ``file`` holds; trouble on the way becomes a Rejected. Raises UsageError.

    The reader is chosen by the first bytes, or by ``format``; ``default_source`` is the newspaper
    of articles that name none.
    """
    require_format(format)
    return _articles(file, format, default_source)


def require_format(name: str) -> None:
    """Raise UsageError unless ``name`` is a format that can be read, or "auto"."""
    if name != "auto" and name not in READERS:
        known = ", ".join(["auto", *READERS])
        raise UsageError(
            f"Chưa đọc được định dạng “{name}”; dùng một trong: {known}",
            f"Cannot read the format “{name}”; use one of: {known}",
        )


class Records:
    """What is in all files at some paths, each piece with its file's name; read once.

    Raises SourceMissing and UsageError when made, before anything is read.
    """

    def __init__(
        self,
        paths: Sequence[Path | str],
        *,
        format: str = "auto",  # noqa: A002 - the option's name
        default_source: str = "",
    ) -> None:
        require_format(format)
        self._files = inputs(paths)
        self._size = _total_size(inputs(paths))
        self._format = format
        self._default_source = default_source
        self._before = 0  # bytes of the files that have been read
        self._file: InputFile | None = None

    def __iter__(self) -> Iterator[Record]:
        for found in self._files:
            if isinstance(found, Rejected):
                yield found.file, found
                continue
            self._file = found
            for each in _articles(found, self._format, self._default_source):
                yield found.name, each
            self._before += found.size or 0
            self._file = None

    def expected(self, done: int) -> int:
        """Return how many pieces there may be in all when ``done`` are read; 0: nobody knows."""
        position = self._before + (self._file.position if self._file else 0)
        return round(done * self._size / position) if self._size and position else 0


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


def _articles(file: InputFile, format_name: str, default: str) -> Iterator[Article | Rejected]:
    def progress(count: int) -> None:
        file.position = count

    try:
        with open_stream(file.path, progress) as stream:
            source = Source(file.name, file.size, stream, default)
            if format_name == "auto":
                format_name = _format(stream.peek(), file.name)
            if format_name in READERS:
                yield from READERS[format_name](source)
            else:
                vi = "là một mảng JSON; hãy ghi mỗi bài một dòng (JSONL)"
                en = "is a JSON array; write one object a line (JSONL)"
                yield source.rejected(None, vi, en)
    except READ_ERRORS as error:
        yield unreadable(file.name, None, error)


def _format(start: bytes, name: str) -> str:
    """Return the format of a file that begins like this; its name only breaks a tie."""
    match = START.match(start)
    mark = match[1] if match else None
    if mark is None:
        return "jsonl" if start.strip() and _suffix(name) in JSON_LINES else "text"
    return "jsonl" if mark == b"{" else "json array"


def _suffix(name: str) -> str:
    plain = name.lower()
    for suffix in PACKED:
        plain = plain.removesuffix(suffix)
    return os.path.splitext(plain)[1]  # noqa: PTH122 - a name, not a path


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
    if entry.is_dir():
        return True
    return entry.is_file() and _suffix(entry.name) in READABLE


def _input(path: Path) -> InputFile | Rejected:
    try:
        return InputFile(path, _shown(path), path.stat().st_size or None)
    except OSError as error:
        return unreadable(_shown(path), None, error)


def _shown(path: Path) -> str:
    """Return the name of a file as a person can read it, also when it is not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
