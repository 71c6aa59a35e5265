"""Read a WARC file, a web crawl: each page in it by its own format, under its address."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from search.sources.containers import read_inside
from search.sources.dates import VIETNAM
from search.sources.reader import READ_ERRORS, Format, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

BEGINS = b"WARC/"
CONTENT_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
PAGES = re.compile(r"text/(?:html|xml|plain)|application/(?:xhtml|rss|atom)?\+?(?:xml|json)\b")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)")
LARGEST_PAGE = 64 << 20
LONGEST_HEADER = 1 << 16
CHUNK = 1 << 20
FOUND = "200"


class Record(NamedTuple):
    """One record as it stands in the file; ``content`` is None where it is broken or too large."""

    number: int
    header: bytes
    content: bytes | None
    vi: str = ""
    en: str = ""


def read_warc(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield what the pages of a crawl hold, each of a successful response and of a resource.

    Pictures, scripts and errors of a site are passed over. A broken record costs itself alone.
    """
    try:
        for record in _records(source.stream):
            if record.vi:
                number = record.number
                said = f"bản ghi thứ {number}: {record.vi}", f"record {number}: {record.en}"
                shown = record.header[:400].decode("utf-8", "replace")
                yield source.rejected(None, *said, shown)
            elif record.content is not None:
                yield from _read_page(source, record)
    except READ_ERRORS as error:
        yield unreadable(source.name, None, error)


def _read_page(source: Source, record: Record) -> Iterator[Article | Rejected]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    whole = io.BytesIO(record.header + (record.content or b"") + b"\r\n\r\n")
    try:
        page = next(iter(ArchiveIterator(whole)))
        if page.rec_type not in {"response", "resource"} or not PAGES.match(_type_of(page)):
            return
        if page.http_headers and page.http_headers.get_statuscode() != FOUND:
            return
        content = page.content_stream().read(LARGEST_PAGE)
        url = page.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
        named = CHARSET.search(_type_of(page))
        charset = named[1] if named else ""
        fetched = _moment(page.rec_headers.get_header("WARC-Date", ""))
    except (ArchiveLoadFailed, StopIteration, ValueError, *READ_ERRORS) as error:
        vi, en = f"bản ghi thứ {record.number} hỏng: {error}", f"record {record.number}: {error}"
        yield source.rejected(None, vi, en)
        return
    source.allowance.take(len(content))
    stream: Any = io.BufferedReader(io.BytesIO(content))
    known = {"url": url, "fetched": fetched or source.fetched, "charset": charset}
    yield from read_inside(source, url, stream, **known)


def _type_of(page: object) -> str:
    headers = page.http_headers or page.rec_headers  # type: ignore[attr-defined]
    return (headers.get_header("Content-Type") or "").lower()


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).astimezone(VIETNAM)
    except ValueError:
        return None


def _records(stream: io.BufferedReader) -> Iterator[Record]:
    """Cut a file into records. What breaks one ends where the next one begins."""
    number, content = 0, _Rest(stream)
    while line := content.skip_blank():
        number += 1
        if not line.startswith(BEGINS):
            content.to_next_record()
            vi, en = "không bắt đầu bằng WARC/, bỏ qua", "does not begin with WARC/, skipped"
            yield Record(number, line, None, vi, en)
            continue
        header = line + content.header()
        length = CONTENT_LENGTH.search(header)
        if not length:
            content.to_next_record()
            yield Record(number, header, None, "thiếu Content-Length", "no Content-Length")
            continue
        size = int(length[1])
        if size > LARGEST_PAGE:
            content.pass_over(size)
            yield Record(number, header, None)
            continue
        body = content.read(size)
        if len(body) == size and content.at_an_end():
            yield Record(number, header, body)
        else:
            content.back_to_next_record(body)
            vi, en = "đứt hay sai độ dài", "cut off or of the wrong length"
            yield Record(number, header, None, vi, en)


class _Rest:
    """What of a stream was not read as a record yet; a part of it can be put back."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._back = io.BytesIO()

    def read(self, size: int) -> bytes:
        data = self._back.read(size)
        while len(data) < size and (more := self._stream.read(min(CHUNK, size - len(data)))):
            data += more
        return data

    def line(self) -> bytes:
        data = self._back.readline(LONGEST_HEADER)
        return data if data.endswith(b"\n") else data + self._stream.readline(LONGEST_HEADER)

    def skip_blank(self) -> bytes:
        """Return the next line that is not blank, b"" at the end."""
        while (line := self.line()) and not line.strip():
            pass
        return line

    def header(self) -> bytes:
        """Return the lines up to a blank one, with it."""
        lines = []
        while line := self.line():
            lines.append(line)
            if not line.strip() or sum(map(len, lines)) > LONGEST_HEADER:
                break
        return b"".join(lines)

    def at_an_end(self) -> bool:
        """Whether a record can have ended here: the line is over, or the next one begins."""
        line = self.line()
        self._put_back(line)
        return not line.strip() or line.startswith(BEGINS)

    def pass_over(self, size: int) -> None:
        while size and (data := self.read(min(CHUNK, size))):
            size -= len(data)

    def back_to_next_record(self, body: bytes) -> None:
        """Go to the first record that begins inside ``body`` or after it."""
        self._put_back(body)
        self.to_next_record()

    def to_next_record(self) -> None:
        while (line := self.line()) and not line.startswith(BEGINS):
            pass
        self._put_back(line)

    def _put_back(self, data: bytes) -> None:
        self._back = io.BytesIO(data + self._back.read())


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return start.lstrip().startswith(BEGINS)


WARC = Format(read_warc, _recognises, (".warc",))
