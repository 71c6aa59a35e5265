"""Take the words out of a piece of HTML, as feeds have it in titles and summaries."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from search.sources.cleaning import paragraphs

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl"),
        *("dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5"),
        *("h6", "header", "hr", "li", "main", "ol", "p", "pre", "section"),
        *("table", "td", "th", "tr", "ul"),
    )
)
SPACES = re.compile(r"\s+")  # &nbsp; too
UNSEEN = frozenset(("script", "style", "noscript", "template", "iframe"))


def text_of_html(markup: str) -> str:
    """Return the words of ``markup``, one block a line, without scripts and styles."""
    words = _Words()
    words.feed(markup)
    words.close()
    return "\n".join(paragraphs("".join(words.parts)))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:  # in HTML a line ends where a tag says so
            self.parts.append(SPACES.sub(" ", data))
