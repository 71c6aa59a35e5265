"""Make an article of one record of named fields, as JSON, tables and feeds have them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from search.article import Article, stable_id
from search.sources.bylines import Byline
from search.sources.cleaning import stand_in_title
from search.sources.dates import is_plausible, published_day, says_more_than_day
from search.sources.founding import existed
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
from search.sources.publication import Evidence, publication
from search.sources.relative_dates import relative_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.sources.reader import Rejected, Source


class Published(NamedTuple):
    """What a ``published`` field came to: a day, what to keep of it, what to report."""

    day: date | None
    kept: Any = None
    vi: str = ""
    en: str = ""


BEFORE_ITS_PAPER = (
    "ngày đăng có trước khi báo ra đời",
    "the publication date is older than the paper",
)


class Place(NamedTuple):
    """Where in its file a record is, said before what is wrong with it."""

    vi: str = ""
    en: str = ""
    in_object: bool = False  # in a list that an object has

    @classmethod
    def item(cls, number: int) -> Place:
        """Return the place of a record that is on no line of its own, counted from 1."""
        return cls(f"bài thứ {number}: ", f"item {number}: ")

    def said(self, vi: str, en: str) -> tuple[str, str]:
        """Return what is wrong, with the place before it."""
        return self.vi + vi, self.en + en


WHOLE_LINE = Place()
#: Where an object that is no article itself may have articles: what APIs answer with.
_LISTS = ("articles", "items", "data", "results", "docs", "documents", "posts", "entries", "news")


def read_record(
    source: Source,
    value: Any,
    *,
    line: int | None = None,
    place: Place = WHOLE_LINE,
    excerpt: str = "",
) -> Iterator[Article | Rejected]:
    """Yield the article that a JSON object is, or why it is none.

    An object without words that has a list of others is read as those; one of these is not.
    An article whose date cannot be right is yielded without it, and a Rejected follows it.
    """

    def rejected(vi: str, en: str, shown: str = excerpt) -> Rejected:
        return source.rejected(line, *place.said(vi, en), shown)

    if not isinstance(value, dict):
        yield rejected("không phải một đối tượng JSON", "not a JSON object")
        return
    fields = _renamed(value, source)
    try:
        article, published = _article(fields, source)
    except WrongTypeError as error:
        yield rejected(f"khóa “{error.key}” có kiểu sai", f"key “{error.key}” is of the wrong type")
    except (RecursionError, TooDeepError):
        yield rejected("lồng nhau quá sâu", "nested too deeply")
    else:
        if article is None:
            listed = [] if place.in_object else _listed(value)
            for number, each in enumerate(listed, 1):
                at = Place.item(number)._replace(in_object=True)
                yield from read_record(source, each, line=line, place=at, excerpt=excerpt)
            if listed:
                return
            vi, en = "không có tiêu đề, nội dung hay chú thích ảnh", "no title, text or caption"
            yield rejected(vi, en)
            return
        yield article
        if published.en:
            yield rejected(published.vi, published.en, str(published.kept)[:400])


def _listed(value: dict[str, Any]) -> list[Any]:
    """Return what an object has in a list of articles."""
    lists = (value[key] for key in _LISTS if isinstance(value.get(key), list))
    held: list[Any] = next(lists, [])
    return held if any(isinstance(each, dict) for each in held) else []


def _renamed(value: dict[str, Any], source: Source) -> dict[str, Any]:
    """Return the fields under the names that we give them; what the user says goes first."""
    fields = dict(value)
    for ours, theirs in source.names.items():
        if theirs in fields:
            said = fields.pop(theirs)
            if ours in fields:
                fields[f"{ours} 2"] = fields.pop(ours)
            fields[ours] = said
    return fields


def _article(fields: dict[str, Any], origin: Source) -> tuple[Article | None, Published]:
    """Return the article of a JSON object, None if it has no words, and how its date was read."""
    known_id = id_field(fields)
    title, lead = text_field(fields, "title"), prose_field(fields, "lead")
    body, captions = prose_field(fields, "body"), captions_field(fields)
    words = title or lead or body or next((photo.text for photo in captions if photo.text), "")
    published = _published(fields.pop("published", None), origin)
    if not words:
        return None, published
    source = text_field(fields, "source") or origin.default_source
    url = text_field(fields, "url") or origin.url
    if published.day and not existed(source, published.day):
        published = _set_aside(published.day, *BEFORE_ITS_PAPER)
    section, author, tags = text_field(fields, "section"), author_field(fields), tags_field(fields)
    told = publication(
        Evidence(
            source=source,
            title=title,
            paragraphs=[*lead.splitlines(), *body.splitlines()],
            captions=[photo.text for photo in captions],
            field=published.day,
            lines=[str(published.kept)] if published.kept is not None else (),
            url=url,
            fetched=origin.fetched,
        )
    )
    extra = {**kept_value(fields), **told.kept, **Byline(author).kept}
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
        published=told.day,
        precision=told.precision,
        extra=extra,
    )
    return article, published


def _published(value: Any, origin: Source) -> Published:
    if value is None or value == "":
        return Published(None)
    day = published_day(value)
    if day is None and isinstance(value, str) and relative_day(value, origin.fetched):
        return Published(None, value)
    if day is None:
        vi, en = "ngày đăng không đọc được", "the publication date cannot be read"
    elif not is_plausible(day):
        vi, en = f"ngày đăng {day} không thể đúng", f"the publication date {day} cannot be right"
    else:
        return Published(day, value if says_more_than_day(value) else None)
    return _set_aside(value, vi, en)


def _set_aside(value: Any, vi: str, en: str) -> Published:
    vi = f"{vi}, đã để trống; bài vẫn được nhận"
    en = f"{en} and was set aside; the article was kept"
    return Published(None, str(value) if isinstance(value, date) else value, vi, en)
