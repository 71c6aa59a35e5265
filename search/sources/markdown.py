"""Take the words out of Markdown: its title, its blocks without marks, and its photos."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.sources.cleaning import one_line
from search.sources.html_text import text_of_html

if TYPE_CHECKING:
    from markdown_it.token import Token


class Photo(NamedTuple):
    """What a text says of a photo in it: ``![alt](file "title")``."""

    alt: str
    title: str


class Page(NamedTuple):
    """A text without marks. ``title`` is the heading that it begins with, "" for none."""

    title: str
    lines: list[str]
    photos: list[Photo]


def page_of(markdown: str) -> Page:
    """Return the parts of a text in Markdown; HTML in it becomes text, too."""
    from markdown_it import MarkdownIt

    title, lines, photos = "", list[str](), list[Photo]()
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            text = _words(token, photos)
            if tokens[place - 1].type == "heading_open" and not (title or lines):
                title = one_line(text)
            else:
                lines += text.splitlines()
        elif token.type == "html_block":
            lines += text_of_html(token.content).splitlines()
        elif token.type in {"fence", "code_block"}:
            lines += token.content.splitlines()
    return Page(title, [line for each in lines if (line := one_line(each))], photos)


def _words(inline: Token, photos: list[Photo]) -> str:
    """Return the text of a block; add to ``photos`` those in it."""
    parts: list[str] = []
    for token in inline.children or ():
        if token.type == "image":
            photos.append(Photo(token.content, str(token.attrGet("title") or "")))
        elif token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"hardbreak", "softbreak"}:
            parts.append("\n" if token.type == "hardbreak" else " ")
    return "".join(parts)
