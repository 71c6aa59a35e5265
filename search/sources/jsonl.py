"""Read JSON Lines: one article a line, whatever keys it has beside ours."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from search.sources.encodings import decode, first_broken_byte, repaired
from search.sources.reader import READ_ERRORS, Format, unreadable
from search.sources.records import read_record

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

LONGEST_LINE = 16 * 1024 * 1024
MOST_DIGITS = 4000  # of a whole number; Python refuses to read much longer ones
BOM = b"\xef\xbb\xbf"
START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{")
SUFFIXES = (".jsonl", ".ndjson")


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
    decoded = decode(line, source.charset)
    if decoded is None:
        place = first_broken_byte(line) + 1
        vi = f"không phải UTF-8 ở byte thứ {place} của dòng"
        en = f"not UTF-8 at byte {place} of the line"
        yield source.rejected(number, vi, en, line[:800].decode("utf-8", "replace"))
        return
    text = decoded.text
    try:
        value = json.loads(text, parse_int=_whole_number)
        if "\\u00" in text and (plain := repaired(json.dumps(value, ensure_ascii=False))):
            value, decoded = json.loads(plain.text, parse_int=_whole_number), plain
    except RecursionError:
        vi, en = "lồng nhau quá sâu", "nested too deeply"
        yield source.rejected(number, vi, en, text[:400])
    except ValueError as error:
        at = f" ({error.msg}, {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        yield source.rejected(number, f"không phải JSON{at}", f"not JSON{at}", text[:400])
    else:
        if isinstance(value, dict):
            value |= decoded.noted
        yield from read_record(source, value, line=number, excerpt=text[:400])


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= MOST_DIGITS else digits


def _recognises(start: bytes, suffix: str) -> bool:
    """Whether a file holds objects; one named so that holds something else has bad lines."""
    return bool(START.match(start)) or (bool(start.strip()) and suffix in SUFFIXES)


JSON_LINES = Format(read_jsonl, _recognises, SUFFIXES)
