"""What a page says of itself to machines: JSON-LD, OpenGraph, meta tags, breadcrumbs."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from search.sources.cleaning import fold
from search.sources.html_sections import shown_sections
from search.sources.html_tree import flat, text_of
from search.sources.lexicon import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.sources.html_tree import Element

ARTICLES = frozenset(("Article", "NewsArticle", "BlogPosting", "Report", "LiveBlogPosting"))
MOST_SCRIPTS = 40
DEEPEST = 12
COMMA_AT_END = re.compile(r",\s*([}\]])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's head says; ``""`` and ``()`` for what it does not say.

    ``titles`` are the article's, ``window`` is the page's. ``sections`` run from the widest to the
    narrowest. ``published`` is as written.
    """

    is_article: bool
    is_free: bool
    titles: tuple[str, ...]
    window: str
    description: str
    authors: tuple[str, ...]
    sections: tuple[str, ...]
    tags: tuple[str, ...]
    published: tuple[str, ...]
    url: str
    site: str


def read_metadata(root: Element) -> Metadata:
    """Return what the page says of itself."""
    things = list(_things(root))
    stories = [thing for thing in things if ARTICLES.intersection(_types(thing))]
    story: dict[str, Any] = stories[0] if stories else {}
    meta = _meta(root)
    page = story.get("mainEntityOfPage")
    addresses = [
        _canonical(root),
        meta.get("og:url", ""),
        _text(page.get("@id") if isinstance(page, dict) else page),
        _text(story.get("url")),
    ]
    sites = (meta.get("og:site_name", ""), _name(story.get("publisher")))
    dated = ("article:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued")
    titles = (
        _text(story.get("headline")),
        meta.get("og:title", ""),
        meta.get("twitter:title", ""),
    )
    published = (_text(story.get("datePublished")), *(meta.get(name, "") for name in dated))
    return Metadata(
        is_article=bool(story) or meta.get("og:type", "").lower() == "article",
        is_free=str(story.get("isAccessibleForFree", True)).lower() != "false",
        titles=_said(titles),
        window=_window(root),
        description=_text(story.get("description"))
        or meta.get("og:description", "")
        or meta.get("description", ""),
        authors=_authors(story) or _said((meta.get("article:author", ""),)),
        sections=_sections(things, story, meta) or shown_sections(root),
        tags=_tags(root, story, meta),
        published=_said(published),
        url=next((url for url in addresses if url.startswith(("http://", "https://"))), ""),
        site=next((site for site in sites if site and "://" not in site), ""),
    )


def _said(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _things(root: Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD; what is not JSON is passed over."""
    scripts = (each for each in root.iter("script") if "ld+json" in each.get("type", ""))
    for _, script in zip(range(MOST_SCRIPTS), scripts, strict=False):
        try:
            value = json.loads(COMMA_AT_END.sub(r"\1", script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(value, DEEPEST)


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, list) and depth:
        for each in value:
            yield from _objects(each, depth - 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph", []), depth - 1)


def _types(thing: dict[str, Any]) -> set[str]:
    kind = thing.get("@type")
    kinds = {str(each) for each in kind} if isinstance(kind, list) else {str(kind)}
    return {"NewsArticle" if each.endswith("NewsArticle") else each for each in kinds}


def _text(value: Any) -> str:
    """Return a text on one line, its entities read, also those of a page that wrote them twice."""
    if not isinstance(value, str):
        return ""
    return flat(html.unescape(html.unescape(value)))


def _name(thing: Any) -> str:
    return _text(thing.get("name") if isinstance(thing, dict) else thing)


def _authors(story: dict[str, Any]) -> tuple[str, ...]:
    value = story.get("author")
    people = value if isinstance(value, list) else [value]
    persons = [each for each in people if not isinstance(each, dict) or "Person" in _types(each)]
    return _said(tuple(map(_name, persons)))


def _sections(
    things: list[dict[str, Any]], story: dict[str, Any], meta: dict[str, str]
) -> tuple[str, ...]:
    trail = next((each for each in things if "BreadcrumbList" in _types(each)), {})
    steps = trail.get("itemListElement")
    crumbs = []
    for step in steps if isinstance(steps, list) else []:
        item = step.get("item") if isinstance(step, dict) else None
        crumbs.append(_name(item if isinstance(item, dict) and "name" in item else step))
    headline = _text(story.get("headline"))
    named = [each for each in crumbs if fold(each) not in folded("html_home") and each != headline]
    value = story.get("articleSection")
    told = [_text(each) for each in (value if isinstance(value, list) else [value])]
    names = (meta.get("article:section", ""), meta.get("articlesection", ""))
    return _said((*named, *told, *names))


def _tags(root: Element, story: dict[str, Any], meta: dict[str, str]) -> tuple[str, ...]:
    """Return the tags, each once whatever its case: the article's own, else the key words."""
    own = [
        tag
        for each in root.iterfind('.//meta[@property="article:tag"]')
        for tag in _text(each.get("content")).split(",")
    ]
    keywords = story.get("keywords")
    listed = keywords if isinstance(keywords, list) else _text(keywords).split(",")
    words = (meta.get("news_keywords") or meta.get("keywords", "")).split(",")
    for tags in (own, [_text(each) for each in listed], words):
        once: dict[str, str] = {}
        for tag in filter(None, map(str.strip, tags)):
            once.setdefault(fold(tag), tag)
        if once:
            return tuple(once.values())
    return ()


def _meta(root: Element) -> dict[str, str]:
    """Return the meta tags by property, name or itemprop in lower case, the first of each."""
    found: dict[str, str] = {}
    for each in root.iter("meta"):
        content = _text(each.get("content"))
        for attribute in ("property", "name", "itemprop"):
            if (name := each.get(attribute)) and content:
                found.setdefault(name.lower(), content)
    return found


def _window(root: Element) -> str:
    title = root.find(".//title")
    return _text(text_of(title)) if title is not None else ""


def _canonical(root: Element) -> str:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return _text(link.get("href"))
    return ""


def host(url: str) -> str:
    """Return the name of a page's site: ``https://www.baonghean.vn/a.html`` → ``baonghean.vn``."""
    try:
        name = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return name.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
