"""Find the title of an article: the heading that the page's head names, too, or looks like one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.sources.cleaning import fold
from search.sources.html_metadata import host
from search.sources.html_tree import is_named, text_of
from search.sources.lexicon import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.sources.html_body import Body
    from search.sources.html_metadata import Metadata
    from search.sources.html_tree import Element

SITE_AT_END = re.compile(r"(?P<title>.{10,}\S)\s+[|–—-]\s+(?P<site>\S[^|–—]{0,60})")
SHORTEST, LONGEST = 15, 250  # of a title that only its class makes one
TITLES = ("h2", "h3", "div", "p", "span", "td", "font", "strong")


def find_title(root: Element, body: Body, metadata: Metadata) -> tuple[Element | None, str]:
    """Return the heading that is the article's title, and the title."""
    shown = [(each, text_of(each)) for each in root.iter("h1")]
    shown = [(each, text) for each, text in shown if text and each not in body.noise]
    told = [*metadata.titles, metadata.window]
    if not shown:
        named = list(_named_titles(root, body))
        same = [each for each in named if any(_same_title(each[1], title) for title in told)]
        shown = same[:1] or ([] if metadata.titles else named[-1:])
    for each, text in shown:
        if any(_same_title(text, title) for title in told):
            return each, text
    heading = shown[0][0] if shown else None
    if metadata.titles:
        return heading, _without_site(metadata.titles[0], metadata)
    return shown[0] if shown else (None, _without_site(metadata.window, metadata))


def _named_titles(root: Element, body: Body) -> Iterator[tuple[Element, str]]:
    """Yield what is named a title before the text begins, and its words."""
    inside = False
    for each in root.iter():
        inside = inside or each is body.element
        if inside and (each.tag == "p" or is_named(each, "html_lead")):
            return
        if each.tag in TITLES and is_named(each, "html_title"):
            text = text_of(each)
            if SHORTEST <= len(text) <= LONGEST and body.noise.isdisjoint(
                [each, *each.iterancestors()]
            ):
                yield each, text


def _same_title(shown: str, told: str) -> bool:
    """Whether one title is the other with a newspaper's name added, or cut off."""
    short, long = sorted((fold(shown), fold(told)), key=len)
    return short in long and 2 * len(short) >= len(long)


def _without_site(title: str, metadata: Metadata) -> str:
    """Return ``title`` without the newspaper's name at its end: ``Lũ lên nhanh | Báo Nghệ An``."""
    match = SITE_AT_END.fullmatch(title)
    if not match:
        return title
    tail, site = fold(match["site"]), fold(metadata.site)
    known = bool(site) and (tail in site or site in tail)
    opening = tail.split()[0]
    named = opening in folded("newspaper_openings") or opening in host(metadata.url)
    return match["title"] if known or named else title
