"""Read a scraper's text file: one article, its parts told apart by their form alone."""

from __future__ import annotations

import codecs
from dataclasses import replace
from datetime import datetime
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from search.article import Article, Caption, Precision, stable_id
from search.sources.bylines import Byline, take_byline
from search.sources.captions import Line, take_captions
from search.sources.cleaning import sentence_ends, stand_in_title
from search.sources.credits import split_credit
from search.sources.datelines import split_dateline
from search.sources.dates import VIETNAM, timestamp
from search.sources.dating import printed_day
from search.sources.encodings import decode, first_broken_byte
from search.sources.navigation import drop_navigation, is_label, is_top_label
from search.sources.publication import Evidence, publication
from search.sources.reader import Format
from search.sources.relative_dates import relative_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.sources.reader import Rejected, Source

LARGEST_FILE = 10 * 1024 * 1024
LONGEST_TITLE = 300
HEADER_LINES = 10  # in which a timestamp is looked for
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v")) + b"\x7f"
MOST_CONTROLS = 0.1
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
ANY_TIME = datetime(
    2000, 1, 1, tzinfo=VIETNAM
)  # any will do: only whether a line counts back matters


class Story(NamedTuple):
    """The parts of an article that its lines make up."""

    title: str
    paragraphs: list[str]
    captions: tuple[Caption, ...]
    byline: Byline
    stamps: list[str]


def read_raw_text(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article that the whole file is, or why it is none."""
    data = source.stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE // 1024 // 1024
        vi, en = f"lớn hơn {size} MiB nên không phải một bài", f"larger than {size} MiB: no article"
        yield source.rejected(None, vi, en)
        return
    decoded = None if _is_binary(data) else decode(data, source.charset)
    if decoded is None:
        yield _undecoded(source, data)
        return
    article = parse(decoded.text, source)
    if article is None:
        vi, en = "tệp không có chữ nào", "no text in the file"
        yield source.rejected(None, vi, en, decoded.text[:400])
        return
    yield replace(article, extra={**article.extra, **decoded.noted})


def _undecoded(source: Source, data: bytes) -> Rejected:
    """Return why the bytes of a file are no text."""
    if _is_binary(data):
        return source.rejected(None, "tệp nhị phân, không phải văn bản", "binary file, not text")
    start = first_broken_byte(data)
    vi = f"không phải UTF-8 từ byte thứ {start + 1} của tệp"
    en = f"not UTF-8 from byte {start + 1} of the file on"
    excerpt = data[max(0, start - 60) : start + 60].decode("utf-8", "replace")
    return source.rejected(data.count(b"\n", 0, start) + 1, vi, en, excerpt)


def parse(text: str, origin: Source) -> Article | None:
    """Return the article that ``text`` (in NFC), read from ``origin``, is; None without words."""
    story = _story(_lines(text))
    if not (story.title or story.paragraphs or story.captions):
        return None
    paragraphs = list(story.paragraphs)
    dateline = split_dateline(paragraphs[0]) if paragraphs else None
    if dateline:
        paragraphs[0] = dateline.text
    with_lead = bool(dateline) or len(paragraphs) > 1
    source = (dateline.source if dateline else "") or origin.default_source
    told = publication(
        Evidence(
            source=source,
            title=story.title,
            paragraphs=story.paragraphs,
            captions=[caption.text for caption in story.captions],
            lines=story.stamps,
            url=origin.url,
            fetched=origin.fetched,
        )
    )
    exact = told.day.isoformat() if told.day and told.precision is Precision.EXACT else ""
    day = exact or printed_day(story.title, story.paragraphs)
    fallback = "\n".join(paragraphs[:1] or [caption.text for caption in story.captions[:1]])
    title = story.title or stand_in_title(fallback)
    return Article(
        id=stable_id(url=origin.url, source=source, title=title, day=day),
        title=title,
        title_inferred=not story.title,
        lead=paragraphs[0] if with_lead else "",
        body="\n".join(paragraphs[1:] if with_lead else paragraphs),
        captions=story.captions,
        source=source,
        url=origin.url,
        author=story.byline.shown,
        published=told.day,
        precision=told.precision,
        extra={**told.kept, **story.byline.kept},
    )


def _lines(text: str) -> list[Line]:
    """Return the lines that are not blank, each with the number of its block."""
    lines: list[Line] = []
    block = 0
    for part in text.splitlines():
        if stripped := part.strip().strip("\u200b\ufeff").strip():
            lines.append(Line(stripped, block))
        else:
            block += 1
    return lines


def _story(lines: list[Line]) -> Story:
    """Tell the parts apart. The order matters: each step sees only what the last one left."""
    stamps, lines = _take_timestamps(lines)
    labels = takewhile(lambda line: is_top_label(line.text), lines[:HEADER_LINES])
    title, lines = _take_title(lines[len(list(labels)) :])
    lines = drop_navigation(lines)
    byline, lines = take_byline(lines)
    captions, lines = take_captions(lines)
    return Story(title, [line.text for line in lines], captions, byline, stamps)


def _take_timestamps(lines: list[Line]) -> tuple[list[str], list[Line]]:
    """Return the lines around the article that only tell when it appeared, and the rest."""
    places = {*range(min(HEADER_LINES, len(lines))), *range(max(0, len(lines) - 2), len(lines))}
    stamps = [place for place in sorted(places) if _is_stamp(lines[place].text)]
    kept = [line for place, line in enumerate(lines) if place not in stamps]
    return [lines[place].text for place in stamps], kept


def _is_stamp(line: str) -> bool:
    return bool(timestamp(line) or relative_day(line, ANY_TIME))


def _take_title(lines: list[Line]) -> tuple[str, list[Line]]:
    """Return the title and the lines below it; ``""`` where the text starts at once."""
    if not lines or is_label(lines[0].text) or not _is_title(lines[0].text):
        return "", lines
    title = lines[0].text
    rest = lines[1:]
    return title, rest[1:] if rest and rest[0].text == title else rest


def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or split_dateline(text) or split_credit(text)[1]:
        return False
    return not (text.endswith(".") and not text.endswith("...") and sentence_ends(text))


def _is_binary(data: bytes) -> bool:
    if data.startswith(UTF_16):
        return False
    controls = len(data) - len(data.translate(None, CONTROLS))
    return b"\0" in data or controls > MOST_CONTROLS * len(data)


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    """Return True: what is nothing else is text, or is said to be none."""
    return True


TEXT = Format(read_raw_text, _recognises, ("", ".txt"))
