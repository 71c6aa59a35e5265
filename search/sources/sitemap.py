"""Recognise a sitemap: it lists the addresses of pages and holds no article itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.sources.reader import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

ROOT = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
ADDRESS = re.compile(rb"<(?:\w+:)?loc[\s>]")
HEAD = 4096  # in which the root stands
CHUNK = 1 << 20
LONGEST_TAG = 16


def read_sitemap(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield that it holds no article. Nothing is fetched: the pages are read where they are."""
    addresses, before = 0, b""
    while data := source.stream.read(CHUNK):
        joined = before + data
        addresses += sum(found.end() > len(before) for found in ADDRESS.finditer(joined))
        before = joined[-LONGEST_TAG:]
    vi = f"sơ đồ trang, chỉ có {addresses} địa chỉ; hãy nạp các trang đã tải về"
    en = f"a sitemap of {addresses} addresses, no article; give the pages themselves"
    yield source.rejected(None, vi, en)


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(ROOT.search(start[:HEAD]))


SITEMAP = Format(read_sitemap, _recognises, (".xml",))
