"""Read a saved web page: the one article it shows, or why it shows none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.article import Article, stable_id
from search.sources.cleaning import stand_in_title
from search.sources.datelines import split_dateline, split_own_dateline
from search.sources.dates import says_more_than_day
from search.sources.dating import printed_day
from search.sources.encodings import decode
from search.sources.html_body import find_body
from search.sources.html_kind import NO_TEXT, page_without_article, story_declined
from search.sources.html_metadata import host, read_metadata
from search.sources.html_story import read_story
from search.sources.html_tree import TooDeepError, parse_page
from search.sources.publication import Evidence, publication
from search.sources.reader import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.sources.encodings import Decoded
    from search.sources.html_metadata import Metadata
    from search.sources.html_story import Story
    from search.sources.reader import Rejected, Source

SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")
PAGE = "html"  # what extra["format"] says of an article read here
LARGEST_PAGE = 16 * 1024 * 1024
HEAD = 4096  # bytes in which a page names its charset
CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
END = re.compile(r"</\s*(?:html|body)\b", re.IGNORECASE)
START = re.compile(
    rb"(?:\xef\xbb\xbf|\s|<\?xml[^>]*>|<!--.*?-->)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|article|table|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"%PDF", b"BM", b"\0\0\1\0", b"PK\3\4")


def looks_like_html(start: bytes) -> bool:
    """Whether a file that begins like this is a web page, whatever its name."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    return START.match(start) is not None


def read_html(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article of the page, or why there is none; a page cut off is reported too."""
    data = source.stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        size = LARGEST_PAGE // 1024 // 1024
        vi, en = f"trang lớn hơn {size} MiB", f"page larger than {size} MiB"
        yield source.rejected(None, vi, en)
        return
    if data.startswith(MAGIC) or (b"\0" in data[:HEAD] and not looks_like_html(data)):
        vi, en = "tệp nhị phân hoặc ảnh, không phải trang web", "an image or other binary, no page"
        yield source.rejected(None, vi, en)
        return
    named = CHARSET.search(data[:HEAD])
    declared = source.charset or (named[1].decode() if named else "")
    decoded = decode(data, declared, lenient=True)
    if decoded is None:
        vi, en = "không nhận ra bảng mã của trang", "the charset of the page is not known"
        yield source.rejected(None, vi, en, data[:400].decode("ascii", "replace"))
        return
    try:
        found = read_page(source, decoded)
    except TooDeepError:
        found = source.rejected(None, "thẻ lồng nhau quá sâu", "elements nested too deeply")
    yield found
    if isinstance(found, Article) and not END.search(decoded.text):
        vi, en = (
            "trang bị cắt cụt; phần có được vẫn được nhận",
            "page cut off; what there is was read",
        )
        yield source.rejected(None, vi, en, decoded.text[-200:])


def read_page(source: Source, page: Decoded) -> Article | Rejected:
    """Return the article of a page, or why it is none. Raises TooDeepError."""
    root = parse_page(page.text)
    if root is None:
        return source.rejected(None, *NO_TEXT, page.text[:400])
    metadata = read_metadata(root)
    body = find_body(root)
    declined = page_without_article(root, body, metadata)
    if declined or body is None:
        return source.rejected(None, *(declined or NO_TEXT), metadata.window)
    story = read_story(root, body, metadata)
    declined = story_declined(story, metadata, body)
    if declined:
        return source.rejected(None, *declined, story.title)
    return _article(story, metadata, source, page.noted)


def _article(story: Story, metadata: Metadata, origin: Source, noted: dict[str, str]) -> Article:
    lead, paragraphs = story.lead, list(story.paragraphs)
    opening = lead or (paragraphs[0] if paragraphs else "")
    url = metadata.url or origin.url
    dateline = split_dateline(opening) or split_own_dateline(opening, host(url))
    if dateline and lead:
        lead = dateline.text
    elif dateline:
        paragraphs[0] = dateline.text
    source = _source(url, metadata, dateline.source if dateline else "", origin.default_source)
    told = publication(
        Evidence(
            source=source,
            title=story.title,
            paragraphs=[lead, *paragraphs] if lead else paragraphs,
            captions=[caption.text for caption in story.captions],
            field=story.day,
            lines=[story.stamp] if story.stamp else (),
            url=url,
            fetched=origin.fetched,
        )
    )
    extra = {"format": PAGE, **noted, **told.kept, **story.byline.kept}
    if story.day and says_more_than_day(story.stamp):
        extra["published"] = story.stamp
    if len(metadata.sections) > 1:
        extra["sections"] = list(metadata.sections)
    title = story.title or stand_in_title(opening or story.captions[0].text)
    day = story.day.isoformat() if story.day else printed_day(story.title, paragraphs)
    return Article(
        id=stable_id(url=url, source=source, title=title, day=day),
        title=title,
        title_inferred=not story.title,
        lead=lead,
        body="\n".join(paragraphs),
        captions=story.captions,
        source=source,
        url=url,
        section=metadata.sections[0] if metadata.sections else "",
        author=story.byline.shown,
        tags=metadata.tags,
        published=told.day,
        precision=told.precision,
        extra=extra,
    )


def _source(url: str, metadata: Metadata, named: str, default: str) -> str:
    """Return the newspaper: its site, spelt as the dateline does, else what else names it."""
    site = host(url)
    if site and named.lower() == site:
        return named
    return site or named or metadata.site or default


def _recognises(start: bytes, suffix: str) -> bool:
    return looks_like_html(start) or (bool(start.strip()) and suffix in SUFFIXES)


HTML = Format(read_html, _recognises, SUFFIXES)
