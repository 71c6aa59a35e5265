"""Text of others as HTML: escaped, made safe, matches marked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from search.hits import Mark
from search.shown_text import safe

if TYPE_CHECKING:
    from collections.abc import Sequence


def marked(text: str, marks: Sequence[Mark] = ()) -> Markup:
    """Return ``text`` with ``<mark>`` around each of ``marks``, which are in order and apart."""
    parts: list[Markup] = []
    at = 0
    for mark in marks:
        parts += [
            escape(safe(text[at : mark.start])),
            Markup("<mark>{}</mark>").format(safe(text[mark.start : mark.end])),
        ]
        at = mark.end
    return Markup().join([*parts, escape(safe(text[at:]))])


def paragraphs(text: str, marks: Sequence[Mark] = ()) -> list[Markup]:
    """Return each line of ``text``, marked; a mark over the end of a line is one in either."""
    lines: list[Markup] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [
            Mark(max(mark.start, start) - start, min(mark.end, end) - start)
            for mark in marks
            if max(mark.start, start) < min(mark.end, end)
        ]
        lines.append(marked(line, inside))
        start = end + 1
    return lines


def safe_link(url: str) -> str:
    """Return ``url`` if it leads to a web page, else nothing: ``javascript:`` is one, too."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""
