"""Parse a page into a tree, and ask its elements what they are: by tag, class, id and role."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from search.sources.cleaning import clean
from search.sources.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

#: An element of lxml, which has no types of its own.
Element: TypeAlias = Any

NEVER_TEXT = frozenset(entries("html_never_text"))
BLOCKS = frozenset(entries("html_blocks"))
NAMING = ("class", "id", "type", "itemprop", "role", "data-role", "rel")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\ufeff\xad"))
DEEPEST = 2048  # levels of elements that libxml2 keeps


class TooDeepError(ValueError):
    """Elements nested deeper than the parser follows: text would be lost."""


def parse_page(text: str) -> Element | None:
    """Return the root of the page, None where there is no element. Raises TooDeepError."""
    from lxml import etree, html

    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        raise TooDeepError
    _open_forms(root)
    return root


def _open_forms(root: Element) -> None:
    """Make plain elements of forms that hold most of a page: ASP.NET puts all of it into one."""
    for form in root.iter("form"):
        if next(form.iterdescendants("h1", "p", "table"), None) is not None:
            form.tag = "div"
            if 2 * len(text_of(form)) <= len(text_of(root)):
                form.tag = "form"


def walk(top: Element) -> Iterator[tuple[str, Element, Any]]:
    """Yield "start" and "end" of each element under ``top``, and what can skip its content.

    Nothing recurses, however deep the page is nested.
    """
    from lxml import etree

    walker = etree.iterwalk(top, events=("start", "end"))
    for event, element in walker:
        yield event, element, walker


def names(element: Element) -> frozenset[str]:
    """Return the words that name an element's part in the page, in lower case.

    >>> sorted(names(fragment_fromstring('<div class="box-tinLienQuan" id="b1">')))
    ['b1', 'box', 'box-tinlienquan', 'lien', 'quan', 'tin', 'tinlienquan']
    """
    values = [element.get(name) for name in NAMING]
    return _names(" ".join(value for value in values if value))


@lru_cache(maxsize=4096)  # the pages of one paper name the same parts
def _names(value: str) -> frozenset[str]:
    found: set[str] = set()
    for word in value.split()[:40]:
        found.add(word.lower())
        for part in re.split(r"[-_:.\d]+", word):
            found.add(part.lower())
            found.update(hump.lower() for hump in HUMP.split(part))
    return frozenset(found - {""})


def is_named(element: Element, kind: str) -> bool:
    """Whether the element's names are among the words of ``data/KIND.txt``."""
    return not names(element).isdisjoint(lower(kind))


@cache
def lower(kind: str) -> frozenset[str]:
    """Return the entries of ``data/KIND.txt`` in lower case."""
    return frozenset(entry.lower() for entry in entries(kind))


def is_hidden(element: Element) -> bool:
    """Whether a reader of the page does not see the element."""
    style = element.get("style")
    if style and HIDDEN.search(style):
        return True
    classes = (element.get("class") or "").split()
    return element.get("hidden") is not None or "d-none" in classes or "hidden" in classes


def flat(text: str) -> str:
    """Return ``text`` on one line, its white space as a browser shows it, in NFC.

    What a page's bytes were in NFC says nothing of its character references.
    """
    return " ".join(clean(text.translate(INVISIBLE)).split())


def text_of(element: Element, without: Collection[Element] = ()) -> str:
    """Return all text in an element on one line; a line break or block inside parts words."""
    parts: list[str] = []
    for event, inner, walker in walk(element):
        if event == "start":
            if inner.tag in NEVER_TEXT or inner in without:
                walker.skip_subtree()
                continue
            parts.append(" " if inner.tag in BLOCKS or inner.tag == "br" else "")
            parts.append(inner.text or "")
        elif inner is not element:
            parts.append(" " if inner.tag in BLOCKS else "")
            parts.append(inner.tail or "")
    return flat("".join(parts))
