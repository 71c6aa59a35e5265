"""The formats that can be read, and which of them a file is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.sources.feed import FEED
from search.sources.front_matter import FRONT_MATTER
from search.sources.html import HTML
from search.sources.json_array import JSON
from search.sources.jsonl import JSON_LINES
from search.sources.raw_text import TEXT
from search.sources.reader import READ_ERRORS, Format, unreadable
from search.sources.sitemap import SITEMAP
from search.sources.table import TABLE
from search.sources.tar_archive import TAR
from search.sources.warc import WARC
from search.sources.zip_archive import ZIP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

#: By name. The first that recognises a file reads it; the last one takes whatever is left.
READERS: dict[str, Format] = {
    "zip": ZIP,
    "tar": TAR,
    "warc": WARC,
    "sitemap": SITEMAP,
    "feed": FEED,
    "html": HTML,
    "json": JSON,
    "jsonl": JSON_LINES,
    "csv": TABLE,
    "markdown": FRONT_MATTER,
    "text": TEXT,
}
PACKED = (".gz", ".xz", ".bz2")


def require_format(name: str) -> None:
    """Raise UsageError unless ``name`` is a format that can be read, or "auto"."""
    if name != "auto" and name not in READERS:
        known = ", ".join(["auto", *READERS])
        raise UsageError(
            f"Chưa đọc được định dạng “{name}”; dùng một trong: {known}",
            f"Cannot read the format “{name}”; use one of: {known}",
        )


def read(source: Source, format_name: str = "auto") -> Iterator[Article | Rejected]:
    """Yield what ``source`` holds; trouble on the way becomes a Rejected."""
    try:
        if format_name == "auto":
            format_name = format_of(source.stream.peek(), source.name)
        yield from READERS[format_name].read(source)
    except READ_ERRORS as error:
        yield unreadable(source.name, None, error)


def format_of(start: bytes, name: str) -> str:
    """Return the format of a file that begins with ``start``; its name only breaks a tie."""
    suffix = suffix_of(name)
    return next(known for known, each in READERS.items() if each.recognises(start, suffix))


def is_readable(name: str) -> bool:
    """Whether a file of that name, found in a folder, is worth opening."""
    suffix = suffix_of(name)
    return any(suffix in each.suffixes for each in READERS.values())


def suffix_of(name: str) -> str:
    """Return the suffix of ``name`` in lower case, without that of its packing."""
    plain = name.lower()
    for suffix in PACKED:
        plain = plain.removesuffix(suffix)
    return os.path.splitext(plain)[1]  # noqa: PTH122 - a name, not a path
