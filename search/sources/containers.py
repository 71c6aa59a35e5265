"""Read what stands inside another file: a member of an archive, a page of a crawl."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from search.sources.allowance import DEEPEST
from search.sources.cleaning import clean, one_line
from search.sources.streams import BUFFER, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

LARGEST_IN_MEMORY = 64 << 20


def read_inside(
    source: Source, name: str, stream: io.BufferedReader, **known: Any
) -> Iterator[Article | Rejected]:
    """Yield what ``stream``, called ``name`` inside ``source``, holds, in whatever format.

    ``known`` is what else is known of it: fields of a Source. Nothing is written anywhere: the
    name is only shown.
    """
    from search.sources.formats import read  # it knows every reader, and so those that come here

    shown = one_line(clean(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
    inner = replace(source, name=f"{source.name}/{shown}", size=None, stream=stream, **known)
    if source.depth >= DEEPEST:
        vi = f"quá {DEEPEST} lớp tệp nén lồng nhau"
        yield inner.rejected(None, vi, f"more than {DEEPEST} archives in one another")
        return
    opened = unpacked(stream, source.allowance)
    yield from read(replace(inner, stream=opened, depth=source.depth + 1))


def is_hidden(name: str) -> bool:
    """Whether a member of an archive is hidden, or one that macOS leaves there."""
    parts = [part for part in name.split("/") if part.strip(".")]
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def member_stream(read: Callable[[int], bytes]) -> io.BufferedReader:
    """Return a stream of what ``read`` gives, like a file's; it can only be read onwards."""
    return io.BufferedReader(cast("io.RawIOBase", _Member(read)), BUFFER)


class _Member(io.RawIOBase):
    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def in_any_order(source: Source) -> io.BufferedIOBase | Rejected:
    """Return the content of ``source`` so that any place in it can be gone to.

    What comes through a pipe or out of another archive is held in memory, up to a limit.
    """
    if source.stream.seekable():
        return source.stream
    data = source.stream.read(LARGEST_IN_MEMORY + 1)
    if len(data) <= LARGEST_IN_MEMORY:
        return io.BytesIO(data)
    size = LARGEST_IN_MEMORY >> 20
    vi = f"lớn hơn {size} MB, không đọc được qua ống hay trong tệp nén khác; hãy đưa riêng tệp này"
    en = f"over {size} MB and in a pipe or another archive; give this file by itself"
    return source.rejected(None, vi, en)
