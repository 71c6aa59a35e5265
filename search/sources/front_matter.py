"""Read Markdown, and any text with front matter: properties between ``---``, then the article."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from search.sources.captions import Line, take_captions
from search.sources.encodings import decode, first_broken_byte
from search.sources.field_names import fields_of
from search.sources.markdown import page_of
from search.sources.raw_text import LARGEST_FILE
from search.sources.reader import Format
from search.sources.records import read_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

FRONT = re.compile(
    r"\ufeff?\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<properties>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:---[ \t]*\r?\n[^\n:]+:|\+\+\+[ \t]*\r?\n[^\n=]+=)")
HEADING = re.compile(rb"(?:\xef\xbb\xbf)?\s*#{1,3} \S")
SUFFIXES = (".md", ".markdown")


def read_front_matter(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article of the file, or why it is none.

    Without a title among its properties, the first heading is the title.
    """
    data = source.stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        size = LARGEST_FILE >> 20
        vi, en = f"lớn hơn {size} MB nên không phải một bài", f"larger than {size} MB: no article"
        yield source.rejected(None, vi, en)
        return
    decoded = decode(data, source.charset)
    if decoded is None:
        line = data.count(b"\n", 0, first_broken_byte(data)) + 1
        yield source.rejected(line, "không phải UTF-8", "not UTF-8")
        return
    text = decoded.text
    front = FRONT.match(text)
    try:
        properties = _properties(front) if front else {}
    except ValueError as error:
        vi, en = f"phần khai báo ở đầu sai: {error}", f"wrong front matter: {error}"
        yield source.rejected(None, vi, en, front["properties"] if front else "")
        return
    names = fields_of(list(properties), source.names)
    fields = dict(zip(names, properties.values(), strict=True))
    fields.update(decoded.noted)
    _add_text(fields, text[front.end() :] if front else text)
    yield from read_record(source, fields, excerpt=text[:400])


def _properties(front: re.Match[str]) -> dict[str, Any]:
    """Return what the front matter says, as JSON values. Raises ValueError."""
    if front["fence"] == "+++":
        import tomllib

        values: Any = tomllib.loads(front["properties"])
    else:
        import yaml

        try:
            values = yaml.safe_load(front["properties"])
        except (yaml.YAMLError, RecursionError) as error:
            raise ValueError(str(error).partition("\n")[0]) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ValueError("no “name: value”")  # noqa: TRY004 - a mistake in the file
    return {str(name): _json_value(value) for name, value in values.items()}


def _json_value(value: Any) -> Any:
    """Return a value of YAML or TOML as JSON has it: days and times become text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(name): _json_value(each) for name, each in value.items()}
    if isinstance(value, (list, set, tuple)):
        return [_json_value(each) for each in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _add_text(fields: dict[str, Any], markdown: str) -> None:
    """Add what stands below the front matter: title, lead, paragraphs and photos."""
    page = page_of(markdown)
    fields["title"] = fields.get("title") or page.title
    captions, rest = take_captions([Line(line, block) for block, line in enumerate(page.lines)])
    fields["captions"] = [
        *(fields.get("captions") or []),
        *({"text": photo.title, "alt": photo.alt} for photo in page.photos),
        *({"text": each.text, "alt": each.alt, "credit": each.credit} for each in captions),
    ]
    paragraphs = [line.text for line in rest]
    if not fields.get("lead") and len(paragraphs) > 1:
        fields["lead"] = paragraphs.pop(0)
    fields["body"] = "\n".join(filter(None, [fields.get("body"), *paragraphs]))


def _recognises(start: bytes, suffix: str) -> bool:
    """Whether there is front matter; Markdown alone needs its suffix, as a hash may be anything."""
    return bool(
        OPENS.match(start) or (suffix in SUFFIXES and start.strip()) or HEADING.match(start)
    )


FRONT_MATTER = Format(read_front_matter, _recognises, SUFFIXES)
