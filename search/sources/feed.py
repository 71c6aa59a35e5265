"""Read a feed (RSS, Atom): what it says of each article, which often is a title and a summary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from search.sources.captions import Line, take_captions
from search.sources.cleaning import clean, one_line
from search.sources.encodings import decode
from search.sources.html_text import text_of_html
from search.sources.reader import Format
from search.sources.records import Place, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

LARGEST_FEED = 64 << 20
ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|rss|feed|rdf:RDF)\b", re.IGNORECASE)
DECLARED = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"'](?P<charset>[\w.:-]+)", re.IGNORECASE)
UNDECLARED = re.compile(r"^\s*<\?xml[^>]*>")
HEAD = 4096  # in which the root stands


def read_feed(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article of each item; one whose XML is broken gives what comes before that.

    HTML in titles and summaries becomes text.
    """
    import feedparser

    data = source.stream.read(LARGEST_FEED + 1)
    if len(data) > LARGEST_FEED:
        size = LARGEST_FEED >> 20
        yield source.rejected(None, f"lớn hơn {size} MB", f"larger than {size} MB")
        return
    declared = DECLARED.match(data)
    decoded = decode(data, declared["charset"].decode() if declared else source.charset)
    if decoded and decoded.encoding:
        data = UNDECLARED.sub("", decoded.text).encode()
    noted = decoded.noted if decoded else {}
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    for number, entry in enumerate(feed.entries, 1):
        yield from read_record(source, _fields(entry) | noted, place=Place.item(number))
    trouble = feed.get("bozo_exception")
    if trouble and hasattr(trouble, "getLineNumber"):
        vi, en = "XML hỏng từ đây; đã nhận các mục đọc được", "broken XML; what could be read was"
        yield source.rejected(trouble.getLineNumber(), vi, en, trouble.getMessage())


def _fields(entry: Any) -> dict[str, Any]:
    """Return an item of a feed as the fields of an article."""
    summary = text_of_html(entry.get("summary") or "")
    full = text_of_html("\n".join(each.value for each in entry.get("content", ())))
    lines = [Line(clean(line), 0) for line in full.splitlines()] if full != summary else []
    captions, lines = take_captions(lines)
    url = link if (link := entry.get("link") or "").startswith("http") else ""
    fields = {
        "id": "" if url else entry.get("id") or "",
        "title": one_line(text_of_html(entry.get("title") or "")),
        "lead": summary,
        "body": "\n".join(line.text for line in lines),
        "captions": [
            {"text": each.text, "alt": each.alt, "credit": each.credit} for each in captions
        ],
        "published": entry.get("published") or entry.get("updated") or "",
        "url": url,
        "source": urlsplit(url).netloc.removeprefix("www."),
        "author": entry.get("author") or "",
        "tags": [one_line(each.term) for each in entry.get("tags", ()) if each.get("term")],
    }
    return {name: value for name, value in fields.items() if value}


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return bool(XML.match(start) and ROOT.search(start[:HEAD]))


FEED = Format(read_feed, _recognises, (".rss", ".atom", ".xml", ".rdf"))
