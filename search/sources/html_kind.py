"""Tell an article's page from a front page, a list, a stub behind a paywall, a foreign page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from search.sources.cleaning import fold
from search.sources.html_tree import text_of
from search.sources.lexicon import folded

if TYPE_CHECKING:
    from search.sources.html_body import Body
    from search.sources.html_metadata import Metadata
    from search.sources.html_story import Story
    from search.sources.html_tree import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SHORTEST_ARTICLE = 100  # characters
FEW_HEADLINES, MANY_HEADLINES = 4, 12
HEADLINE_WORTH = 100  # characters of text that outweigh one headline
STUB = 2500  # characters; a longer text is an article even if a part is for subscribers
LETTERS = re.compile(r"[^\W\d_]+")
VIETNAMESE_LETTERS = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
UNMARKED_SYLLABLE = re.compile(
    r"(?:ngh|[cgknpt]h|gi|ng|qu|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|n[gh]|[cmnpt])?",
    re.IGNORECASE,
)
MOST_WORDS = 2000
FEWEST_WORDS = 20  # that a language can be told by
MARKED, UNMARKED = 0.12, 0.85  # of the words, in Vietnamese with and without marks


class Declined(NamedTuple):
    """Why a page is no article, in Vietnamese and English."""

    vi: str
    en: str


FRONT_PAGE = Declined("trang chủ, không phải một bài", "front page, not an article")
LIST = Declined("trang danh sách bài, không phải một bài", "list of articles, not an article")
NO_TEXT = Declined("trang không có nội dung bài", "no article text on the page")
PAYWALL = Declined(
    "chỉ có phần đầu của bài; phần còn lại phải trả phí hoặc đăng nhập",
    "only the opening of an article; the rest is behind a paywall",
)
FOREIGN = Declined("không phải tiếng Việt", "not in Vietnamese")


def page_without_article(root: Element, body: Body | None, metadata: Metadata) -> Declined | None:
    """Return what a page is instead of an article's; None where it may be one."""
    if _is_root(metadata.url):
        return FRONT_PAGE
    weight = body.weight if body else 0
    inside = _headlines(body.element, body) if body else 0
    if inside >= FEW_HEADLINES and inside * HEADLINE_WORTH > weight:
        return LIST
    if not metadata.is_article or weight < SHORTEST_ARTICLE:
        around = _headlines(root, body)
        if around >= MANY_HEADLINES and around * HEADLINE_WORTH > weight:
            return LIST
    return None


def story_declined(story: Story, metadata: Metadata, body: Body) -> Declined | None:
    """Return why the story of a page is not taken; None where it is."""
    text = "\n".join((story.lead, *story.paragraphs))
    told = "\n".join((text, *(caption.text for caption in story.captions)))
    if len(text) < STUB and (not metadata.is_free or _asks_to_pay(body)):
        return PAYWALL
    if not story.paragraphs and not story.captions and len(told) < SHORTEST_ARTICLE:
        return NO_TEXT
    return None if is_vietnamese(f"{story.title}\n{told}") else FOREIGN


def _asks_to_pay(body: Body) -> bool:
    """Whether the text, or what stands around it, asks for a subscription or a login."""
    around = body.element.getparent()
    around = body.element if around is None else around
    shown = fold(text_of(around, body.noise))
    return any(phrase in shown for phrase in folded("paywall"))


def is_vietnamese(text: str) -> bool:
    """Whether ``text`` can be Vietnamese, with or without marks; a few words can be anything."""
    words = [word for word, _ in zip(LETTERS.findall(text), range(MOST_WORDS), strict=False)]
    if len(words) < FEWEST_WORDS:
        return True
    marked = sum(VIETNAMESE_LETTERS.search(word) is not None for word in words)
    if marked >= MARKED * len(words):
        return True
    bare = sum(UNMARKED_SYLLABLE.fullmatch(word) is not None for word in words)
    return bare >= UNMARKED * len(words)


def _is_root(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    name = parts.path.strip("/").lower()
    return bool(url) and not parts.query and name in ("", "index.html", "index.htm", "home")


def _headlines(top: Element, body: Body | None) -> int:
    """Return how many headings of other articles there are: each is a link."""
    noise = body.noise if body else frozenset()
    count = 0
    for heading in top.iter(*HEADINGS):
        link = heading.find(".//a[@href]")
        link = heading.getparent() if link is None and _is_link(heading.getparent()) else link
        if link is not None and text_of(heading) and text_of(heading) in text_of(link):
            count += noise.isdisjoint([heading, *heading.iterancestors()])
    return count


def _is_link(element: Element | None) -> bool:
    return element is not None and element.tag == "a"
