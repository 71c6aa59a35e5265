"""Find the section that an article is filed under, where only the page itself shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.sources.cleaning import fold
from search.sources.html_tree import is_named, text_of
from search.sources.lexicon import folded

if TYPE_CHECKING:
    from search.sources.html_tree import Element

LONGEST_NAME = 40  # of a section
MOST_NESTED = 4  # sections in one another; more are a menu


def shown_sections(root: Element) -> tuple[str, ...]:
    """Return the sections in the trail above the article, else those that it is filed under."""
    for trail in root.iter("div", "ul", "ol", "nav", "span", "p", "section"):
        if is_named(trail, "html_section"):
            links = [text_of(link) for link in trail.iter("a")]
            if named := [name for name in links if name and fold(name) not in folded("html_home")]:
                return tuple(dict.fromkeys(named))
    filed = (link for link in root.iter("a") if "category" in (link.get("rel") or "").split())
    return tuple(dict.fromkeys(map(text_of, filed))) or _above_title(root)


def _above_title(root: Element) -> tuple[str, ...]:
    """Return the sections in the last links named for them before the first title."""
    last: tuple[str, ...] = ()
    for each in root.iter("a", "div", "p", "span", "ul", "li", "h1"):
        if each.tag == "h1" and last:
            break
        if not is_named(each, "html_category") or any(map(_is_menu, each.iterancestors())):
            continue
        links = [each] if each.tag == "a" else each.iter("a")
        told = [text_of(link) for link in links]
        named = tuple(name for name in told if name and fold(name) not in folded("html_home"))
        if named and len(named) <= MOST_NESTED and max(map(len, named)) <= LONGEST_NAME:
            last = named
    return tuple(dict.fromkeys(last))


def _is_menu(element: Element) -> bool:
    return element.tag in {"nav", "header", "footer"} or is_named(element, "html_noise")
