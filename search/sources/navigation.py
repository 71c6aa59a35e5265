"""Leave out what a page says around its article: lists of other news, share and comment links."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from search.sources.cleaning import fold
from search.sources.credits import split_credit
from search.sources.lexicon import entries, folded

if TYPE_CHECKING:
    from search.sources.captions import Line

LONGEST_LABEL = 40
LONGEST_LINK = 250
FEWEST_WORDS = 12  # of a paragraph with which the article resumes
BULLETS = "•·▪►▶■●○*+»>-–—|# \t\xa0"
STOP = re.compile(r"[.…][\"”’»)\]]*$")


def drop_navigation(lines: list[Line]) -> list[Line]:
    """Return ``lines`` without navigation labels and the headlines listed under them."""
    kept: list[Line] = []
    listing = False
    previous: Line | None = None
    for line in lines:
        if is_label(line.text):
            listing = True
        elif listing and _resumes(line, previous):
            listing = False
        if not listing and not is_link(line.text):
            kept.append(line)
        previous = line
    return kept


def is_label(text: str) -> bool:
    """Whether ``text`` is a heading of the page and not of the article: ``Tin mới``."""
    return len(text) <= LONGEST_LABEL and _bare(text) in folded("navigation")


def is_link(text: str) -> bool:
    """Whether ``text`` sends the reader to another article: ``>> Xem thêm: Lũ lên nhanh``."""
    if len(text) > LONGEST_LINK:
        return False
    if text.startswith((">>", "»", "&gt;&gt;")) or _invitation().match(text):
        return True
    label, colon, title = text.partition(":")
    return bool(colon) and is_label(label) and not STOP.search(title)


def is_top_label(text: str) -> bool:
    """Whether ``text`` is a scraper's or a page's word above the title: ``mask``."""
    return bool(re.fullmatch(r"[a-z][a-z_-]{1,15}", text)) or _bare(text) in folded("labels")


@cache
def _invitation() -> re.Pattern[str]:
    openings = "|".join(map(re.escape, entries("invitations")))
    return re.compile(rf"[{re.escape(BULLETS)}]*(?:{openings})\b", re.IGNORECASE)


def _bare(text: str) -> str:
    return " ".join(fold(text[: 2 * LONGEST_LABEL].strip(BULLETS)).rstrip(": …").split())


def _resumes(line: Line, previous: Line | None) -> bool:
    """Whether the article goes on at ``line``, after a list of headlines."""
    if len(line.text) <= LONGEST_LINK and split_credit(line.text)[1]:
        return True
    bulleted = line.text[0] in "•·▪►▶■●○*»>"
    summary = previous is not None and previous.block == line.block and not is_label(previous.text)
    prose = STOP.search(line.text[-10:]) and len(line.text.split(None, FEWEST_WORDS)) > FEWEST_WORDS
    return bool(prose) and not bulleted and not summary
