"""Read a JSON file that is not one object a line: an array of articles, or one spread on lines."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

from search.sources.encodings import decode_escaped
from search.sources.reader import Format
from search.sources.records import Place, read_record

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

LONGEST_ITEM = 16 * 1024 * 1024
CHUNK = 1 << 16
EXCERPT = 400
#: An object that begins on one line and goes on below is no JSON Lines.
START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:\[\s*(?:[\[{\]]|\Z)|\{[ \t]*\r?\n)")
BETWEEN = " \t\r\n,[\ufeff"
NOT_UTF8 = re.compile("[\udc80-\udcff]")


def read_json(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article that each object of an array is; one that is damaged ends the reading.

    One object is in memory at a time, so the array may be larger than memory.
    """
    text = _Window(source.stream)
    number = 1
    try:
        while (item := text.next_item()) is not None:
            value, written = item
            place = Place.item(number)
            if "\\u00" in written:  # what was misread may have been escaped since
                written = json.dumps(value, ensure_ascii=False)
            decoded = decode_escaped(written, source.charset)
            if decoded is None:
                yield source.rejected(None, *place.said("không phải UTF-8", "not UTF-8"))
            else:
                if decoded.encoding:
                    value = json.loads(decoded.text)
                    value = value | decoded.noted if isinstance(value, dict) else value
                yield from read_record(source, value, place=place, excerpt=decoded.text[:EXCERPT])
            number += 1
    except RecursionError:
        yield _broken(source, number, text, "lồng nhau quá sâu", "nested too deeply")
    except ValueError as error:
        at = f" ({error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        yield _broken(source, number, text, f"JSON đứt hay sai{at}", f"JSON cut off or wrong{at}")


def _broken(source: Source, number: int, text: _Window, vi: str, en: str) -> Rejected:
    said = Place.item(number).said(f"{vi}, bỏ phần còn lại", f"{en}, the rest is left")
    return source.rejected(None, *said, NOT_UTF8.sub("\ufffd", text.rest))


class _Window:
    """The part of a JSON text that is in memory: the item that comes next, and some more."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._scan = json.JSONDecoder().raw_decode
        self._text = ""
        self._at = 0
        self._in_array = False

    @property
    def rest(self) -> str:
        """The beginning of what was not read as a value."""
        return self._text[self._at : self._at + EXCERPT]

    def next_item(self) -> tuple[Any, str] | None:
        """Return the next value and how it is written, None at the end. Raises ValueError."""
        while self._skip() == len(self._text) and self._read_on():
            pass
        if self.rest.startswith("]"):
            return None
        if not self.rest:
            if self._in_array:
                raise ValueError
            return None
        while True:
            try:
                value, end = self._scan(self._text, self._at)
            except json.JSONDecodeError:
                if len(self._text) - self._at > LONGEST_ITEM or not self._read_on():
                    raise
            else:
                written, self._at = self._text[self._at : end], end
                return value, written

    def _skip(self) -> int:
        """Go to where the next value begins, if it is in the window, and return that place."""
        while self._at < len(self._text) and (char := self._text[self._at]) in BETWEEN:
            self._in_array |= char == "["
            self._at += 1
        return self._at

    def _read_on(self) -> bool:
        """Make the window at least twice as long, lest a long item be tried at every step."""
        self._text, self._at = self._text[self._at :], 0
        data = self._stream.read(max(CHUNK, len(self._text)))
        self._text += self._decode(data, not data)
        return bool(data)


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return bool(START.match(start))


JSON = Format(read_json, _recognises, (".json",))
