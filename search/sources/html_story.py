"""Put an article together from its page: title, lead, paragraphs, captions, author, day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.sources.bylines import Byline, author_of, take_byline
from search.sources.captions import Line
from search.sources.cleaning import fold
from search.sources.datelines import split_dateline
from search.sources.dates import is_plausible, published_day, timestamp
from search.sources.html_blocks import Paragraph, Photo, blocks
from search.sources.html_captions import part_captions
from search.sources.html_metadata import host
from search.sources.html_title import find_title
from search.sources.html_tree import BLOCKS, is_named, lower, names, text_of
from search.sources.navigation import drop_navigation, is_label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from search.article import Caption
    from search.sources.html_body import Body
    from search.sources.html_metadata import Metadata
    from search.sources.html_tree import Element

MOST_ABOVE = 60  # elements between the title and the text
MOST_DATED = 200
HEADER_LINES, FOOTER_LINES = 5, 3
LONGEST_SOURCE = 60
DATES = frozenset(("datepublished", "dc:date", "dc:created", "dcterms:created"))
LONGEST_NAME = 4  # words
LONGEST_ABOUT = 200
FRAMES = ("div", "p", "ul", "span", "header", "section")
SHORTEST_LEAD, LONGEST_LEAD = 30, 1200
ALIKE = 40  # characters that the lead and the description of one article share


class Story(NamedTuple):
    """What the page shows of its article. ``stamp`` is the time of publication as written."""

    title: str
    lead: str
    paragraphs: tuple[str, ...]
    captions: tuple[Caption, ...]
    byline: Byline
    day: date | None
    stamp: str


def read_story(root: Element, body: Body, metadata: Metadata) -> Story:
    """Return the article that stands in ``body``."""
    heading, title = find_title(root, body, metadata)
    above = list(_above(heading, body)) if heading is not None else []
    shown = [block for element in above for block in blocks(element, body.noise)]
    covers = [block for block in shown if isinstance(block, Photo) and _is_cover(block)]
    about = _about(body)
    inside = blocks(body.element, body.noise | {heading} | about)
    captions, kept = part_captions([*covers, *inside], title)
    kept = [each for each in kept if not each.is_link and fold(each.text) != fold(title)]
    stamped, kept = _take_stamp(kept)
    agency, kept = _take_source(kept)
    lead, kept = _lead(above, body, kept, metadata.description)
    lines = [Line(each.text, place) for place, each in enumerate(kept)]
    lines = drop_navigation(lines)
    byline, lines = take_byline(lines)
    author = _author(root, body, metadata)
    day, stamp = _published(root, body, metadata)
    stamp, day = (stamp, day) if day else (stamped, timestamp(stamped))
    return Story(
        title=title,
        lead=lead,
        paragraphs=tuple(line.text for line in lines),
        captions=captions,
        byline=Byline(author or byline.author, byline.agency or agency),
        day=day,
        stamp=stamp,
    )


def _above(heading: Element, body: Body) -> Iterator[Element]:
    """Yield what stands between the title and the text, from above, in the largest pieces."""
    below = [body.element, *body.element.iterancestors()]
    if heading in below or body.element in (path := [heading, *heading.iterancestors()]):
        return
    common = next((each for each in path if each in below), None)
    if common is None:
        return
    found: list[Element] = []
    for each in path[: path.index(common) - 1]:
        found.extend(each.itersiblings())
    between = below[: below.index(common)][::-1]
    after_heading = False
    for each in common:
        if each is between[0]:
            break
        if after_heading:
            found.append(each)
        after_heading = after_heading or each is path[path.index(common) - 1]
    for each in between[1:]:
        found.extend(reversed(list(each.itersiblings(preceding=True))))
    yield from (each for each in found[:MOST_ABOVE] if each not in body.noise)


def _about(body: Body) -> frozenset[Element]:
    """Return the lines inside the article's element that tell of it: who, when, how often read."""
    named = (each for each in body.element.iterdescendants(*FRAMES) if is_named(each, "html_about"))
    return frozenset(each for each in named if len(text_of(each)) <= LONGEST_ABOUT)


def _take_stamp(kept: list[Paragraph]) -> tuple[str, list[Paragraph]]:
    """Return the line around the text that is only a time of publication, and the others."""
    last = range(max(HEADER_LINES, len(kept) - 1), len(kept))
    for place in (*range(min(HEADER_LINES, len(kept))), *last):
        each = kept[place]
        if (day := timestamp(each.text)) and is_plausible(day):
            return each.text, kept[:place] + kept[place + 1 :]
    return "", kept


def _take_source(kept: list[Paragraph]) -> tuple[str, list[Paragraph]]:
    """Return whom the last lines name as the article's source, and the other lines."""
    for place in range(max(1, len(kept) - FOOTER_LINES), len(kept)):
        each = kept[place]
        if len(each.text) <= LONGEST_SOURCE and not each.named.isdisjoint(lower("html_source")):
            return author_of(each.text) or each.text, kept[:place] + kept[place + 1 :]
    return "", kept


def _is_cover(photo: Photo) -> bool:
    """Whether a photo above the text is the article's, and not its author's."""
    return len(photo.text.split()) > LONGEST_NAME


def _lead(
    above: list[Element], body: Body, kept: list[Paragraph], description: str
) -> tuple[str, list[Paragraph]]:
    """Return the paragraph that sums the article up, and the others."""
    for element in above:
        for each in element.iter():
            if each.tag in BLOCKS and each not in body.noise and is_named(each, "html_lead"):
                parts = [
                    block for block in blocks(each, body.noise) if isinstance(block, Paragraph)
                ]
                text = " ".join(block.text for block in parts if not block.is_link)
                if SHORTEST_LEAD <= len(text) <= LONGEST_LEAD:
                    return text, [one for one in kept if one.text != text]
    if not kept:
        return "", kept
    first, told = kept[0], _plain(description)[:ALIKE]
    is_lead = not first.named.isdisjoint(lower("html_lead")) or _plain(first.text).startswith(told)
    if len(kept) > 1 and (is_lead or not description):
        return first.text, kept[1:]
    known = any(told in _plain(each.text) for each in kept)
    whole = len(description) >= SHORTEST_LEAD and not description.endswith(("...", "…"))
    return (description, kept) if whole and not known else ("", kept)


def _plain(text: str) -> str:
    """Return a text for comparing, without its dateline."""
    dateline = split_dateline(text)
    return fold(dateline.text if dateline else text)


def _author(root: Element, body: Body, metadata: Metadata) -> str:
    """Return who wrote the article, as its metadata or a line named for it says."""
    sites = {fold(metadata.site), fold(host(metadata.url))}
    told = [each for each in metadata.authors if "://" not in each and fold(each) not in sites]
    if told:
        return ", ".join(told)
    for each in root.iter("p", "span", "a", "div", "strong", "b", "li", "h3", "h4"):
        if is_named(each, "html_author") and body.noise.isdisjoint([each, *each.iterancestors()]):
            text = text_of(each, {part for part in each.iterdescendants() if _is_no_name(part)})
            if not is_label(text) and (author := author_of(text)):
                return author
    return ""


def _is_date(element: Element) -> bool:
    """Whether an element is marked up as the time of publication: microdata, RDFa."""
    marks = f"{element.get('itemprop', '')} {element.get('property', '')}".lower().split()
    return not DATES.isdisjoint(marks)


def _is_no_name(part: Element) -> bool:
    """Whether a part of a byline is when it was written, or stands for a picture."""
    return part.tag == "time" or is_named(part, "html_date") or "avatar" in names(part)


def _published(root: Element, body: Body, metadata: Metadata) -> tuple[date | None, str]:
    """Return the first day that can be right: of the metadata, of a <time>, of a dated line."""
    marked = (each.get("content", "") for each in root.iter("span", "div") if _is_date(each))
    shown = (each.get("datetime", "") for each in root.iter("time"))
    for value in (*metadata.published, *marked, *shown):
        day = published_day(value)
        if day and is_plausible(day):
            return day, value
    dated = (each for each in root.iter("span", "div", "p", "time", "li", "td", "em", "i"))
    named = (each for each in dated if is_named(each, "html_date") or is_named(each, "html_about"))
    for _, each in zip(range(MOST_DATED), named, strict=False):
        if body.noise.isdisjoint([each, *each.iterancestors()]):
            text = text_of(each)
            if (day := timestamp(text)) and is_plausible(day):
                return day, text
    return None, ""
