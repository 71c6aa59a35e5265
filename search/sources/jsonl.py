"""Read JSON Lines: one article a line, whatever keys it has beside ours."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from search.article import Article, Precision, stable_id
from search.sources.cleaning import stand_in_title
from search.sources.dates import is_plausible, published_day, says_more_than_day
from search.sources.json_fields import (
    TooDeepError,
    WrongTypeError,
    author_field,
    captions_field,
    id_field,
    kept_value,
    prose_field,
    tags_field,
    text_field,
)
from search.sources.reader import READ_ERRORS, unreadable

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator
    from datetime import date

    from search.sources.reader import Rejected, Source

LONGEST_LINE = 16 * 1024 * 1024
MOST_DIGITS = 4000  # of a whole number; Python refuses to read much longer ones
BOM = b"\xef\xbb\xbf"


class Published(NamedTuple):
    """What a ``published`` field came to: a day, what to keep of it, what to report."""

    day: date | None
    kept: Any = None
    vi: str = ""
    en: str = ""


def read_jsonl(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article on each line, or why the line is none; a damaged end is reported too.

    An article whose date cannot be right is yielded without it, and a Rejected follows it.
    """
    number = 1
    try:
        while line := source.stream.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                size = f"{LONGEST_LINE // 1024 // 1024} MiB"
                vi, en = f"dòng dài hơn {size}", f"line longer than {size}"
                yield source.rejected(number, vi, en, line[:800].decode("utf-8", "replace"))
                _skip_line(source.stream)
            else:
                if number == 1:
                    line = line.removeprefix(BOM)
                if stripped := line.strip():
                    yield from _read_line(source, number, stripped)
            number += 1
    except READ_ERRORS as error:
        yield unreadable(source.name, number, error)


def _skip_line(stream: io.BufferedReader) -> None:
    while (part := stream.readline(1 << 16)) and not part.endswith(b"\n"):
        pass


def _read_line(source: Source, number: int, line: bytes) -> Iterator[Article | Rejected]:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start + 1
        vi = f"không phải UTF-8 ở byte thứ {place} của dòng"
        en = f"not UTF-8 at byte {place} of the line"
        yield source.rejected(number, vi, en, line[:800].decode("utf-8", "replace"))
        return
    try:
        value = json.loads(text, parse_int=_whole_number)
        if not isinstance(value, dict):
            vi, en = "không phải một đối tượng JSON", "not a JSON object"
            yield source.rejected(number, vi, en, text[:400])
            return
        article, published = _article(value, source.default_source)
    except WrongTypeError as error:
        vi, en = f"khóa “{error.key}” có kiểu sai", f"key “{error.key}” is of the wrong type"
        yield source.rejected(number, vi, en, text[:400])
    except (RecursionError, TooDeepError):
        vi, en = "lồng nhau quá sâu", "nested too deeply"
        yield source.rejected(number, vi, en, text[:400])
    except ValueError as error:
        at = f" ({error.msg}, {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        yield source.rejected(number, f"không phải JSON{at}", f"not JSON{at}", text[:400])
    else:
        if article is None:
            vi, en = "không có tiêu đề, nội dung hay chú thích ảnh", "no title, text or caption"
            yield source.rejected(number, vi, en, text[:400])
            return
        yield article
        if published.en:
            yield source.rejected(number, published.vi, published.en, str(published.kept)[:400])


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= MOST_DIGITS else digits


def _article(fields: dict[str, Any], default_source: str) -> tuple[Article | None, Published]:
    """Return the article of a JSON object, None if it has no words, and how its date was read."""
    known_id = id_field(fields)
    title, lead = text_field(fields, "title"), prose_field(fields, "lead")
    body, captions = prose_field(fields, "body"), captions_field(fields)
    words = title or lead or body or next((photo.text for photo in captions if photo.text), "")
    published = _published(fields.pop("published", None))
    if not words:
        return None, published
    source, url = text_field(fields, "source") or default_source, text_field(fields, "url")
    section, author, tags = text_field(fields, "section"), author_field(fields), tags_field(fields)
    extra = kept_value(fields)
    if published.kept is not None:
        extra["published"] = kept_value(published.kept)
    shown = title or stand_in_title(words)
    day = published.day.isoformat() if published.day else ""
    article = Article(
        id=known_id or stable_id(url=url, source=source, title=shown, day=day),
        title=shown,
        title_inferred=not title,
        lead=lead,
        body=body,
        captions=captions,
        source=source,
        url=url,
        section=section,
        author=author,
        tags=tags,
        published=published.day,
        precision=Precision.EXACT if published.day else Precision.UNKNOWN,
        extra=extra,
    )
    return article, published


def _published(value: Any) -> Published:
    if value is None or value == "":
        return Published(None)
    day = published_day(value)
    if day is None:
        vi, en = "ngày đăng không đọc được", "the publication date cannot be read"
    elif not is_plausible(day):
        vi, en = f"ngày đăng {day} không thể đúng", f"the publication date {day} cannot be right"
    else:
        return Published(day, value if says_more_than_day(value) else None)
    vi, en = (
        f"{vi}, đã để trống; bài vẫn được nhận",
        f"{en} and was set aside; the article was kept",
    )
    return Published(None, value, vi, en)
