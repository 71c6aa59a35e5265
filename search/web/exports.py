"""A search as a table for spreadsheets, and as a feed for news readers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from search.shown_text import safe, safe_line
from search.web.parameters import article_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.hits import Hit, ResultPage

COLUMNS = (
    *("id", "kind", "title", "source", "published", "published_precision", "url"),
    *("matched_in", "score", "text", "credit"),
)
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_rows(hits: Iterable[Hit]) -> bytes:
    """Return a line for each hit, no cell of which a spreadsheet would calculate."""
    written = io.StringIO()
    csv.writer(written).writerows(map(_row, hits))
    return written.getvalue().encode()


def csv_header() -> bytes:
    """Return the names of the columns, after the mark by which Excel knows UTF-8."""
    return ("\ufeff" + ",".join(COLUMNS) + "\r\n").encode()


def _row(hit: Hit) -> list[str]:
    article = hit.article
    cells = (
        article.id,
        hit.kind.value,
        article.title,
        article.source,
        article.published.isoformat() if article.published else "",
        article.precision.value,
        article.url,
        " ".join(hit.matched_in),
        f"{hit.score:.4f}",
        " … ".join(_texts(hit)),
        "; ".join(dict.fromkeys(each.credit for each in hit.captions if each.credit)),
    )
    return [_harmless(safe_line(cell)) for cell in cells]


def _texts(hit: Hit) -> list[str]:
    return [*(each.text for each in hit.snippets), *(each.text for each in hit.captions)]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


_ATOM = "http://www.w3.org/2005/Atom"


def atom(page: ResultPage, *, base: str, own_url: str, page_url: str, updated: str) -> bytes:
    """Return hits as an Atom feed; ``updated`` is when the index was built, as an RFC 3339 time.

    ``base`` is the server's address without a slash, the URLs are paths of it. An article without
    a day counts as of the index.
    """
    feed = ET.Element("feed", {"xmlns": _ATOM})
    _add(feed, "title", f"Tìm Báo: {page.query}")
    _add(feed, "id", base + own_url)
    _add(feed, "updated", updated)
    ET.SubElement(feed, "link", {"rel": "self", "href": base + own_url})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": base + page_url})
    _add(ET.SubElement(feed, "author"), "name", "Tìm Báo")
    for hit in page.hits:
        _entry(feed, hit, base, updated)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ET.Element, hit: Hit, base: str, updated: str) -> None:
    article = hit.article
    photo = f"#photo-{hit.captions[0].ordinal}" if hit.kind == "caption" else ""
    link = base + article_path(article.id) + photo
    entry = ET.SubElement(feed, "entry")
    _add(entry, "title", article.title or article.id)
    _add(entry, "id", link)
    day = article.published
    _add(entry, "updated", f"{day.isoformat()}T00:00:00+07:00" if day else updated)
    ET.SubElement(entry, "link", {"rel": "alternate", "href": link})
    if article.author or article.source:
        _add(ET.SubElement(entry, "author"), "name", article.author or article.source)
    _add(entry, "summary", " … ".join(_texts(hit)))


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _xml_text(text)


def _xml_text(text: str) -> str:
    """Return ``text`` without what no XML file may hold, even escaped."""
    return safe(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
