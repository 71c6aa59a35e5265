"""Read a table (CSV, TSV): one article a row, its columns known by their names."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from search.sources.cleaning import clean, one_line
from search.sources.encodings import decode, decode_escaped
from search.sources.field_names import field_of, fields_of
from search.sources.reader import READ_ERRORS, Format, unreadable
from search.sources.records import read_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Rejected, Source

LONGEST_CELL = 16 * 1024 * 1024
DELIMITERS = "\t,;|"
WORDS = {"title", "lead", "body", "captions"}
FEWEST_KNOWN = 2
BETWEEN_CELLS = "\x1f"  # in no cell: it is ASCII's for this, and in no charset a letter
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SUFFIXES = (".csv", ".tsv")


def read_table(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield the article of each row below the headings, or why the row is none.

    Columns that are no field of an article are kept beside it. A row with more or fewer cells than
    there are headings is rejected: nobody can tell which is which.
    """
    start = source.stream.peek()
    encoding = "utf-16" if start.startswith(UTF_16) else "utf-8-sig"
    text = io.TextIOWrapper(source.stream, encoding, errors="surrogateescape", newline="")
    try:
        yield from _rows(source, text, _charset(start, source.charset))
    finally:
        text.detach()


def _charset(start: bytes, declared: str) -> str:
    """Return the charset of a table that begins so, "" where it is UTF-8 or nobody knows."""
    decoded = decode(start, declared)
    return decoded.encoding if decoded else ""


def _rows(source: Source, text: io.TextIOWrapper, charset: str) -> Iterator[Article | Rejected]:
    heading = text.readline(LONGEST_CELL)
    if decoded := decode_escaped(heading, charset):
        heading = decoded.text
    delimiter = _delimiter(heading)
    csv.field_size_limit(LONGEST_CELL)
    names = [one_line(clean(name)) for name in next(csv.reader([heading], delimiter=delimiter))]
    fields = fields_of(names, source.names)
    if not WORDS & set(fields):
        vi = f"không cột nào là tiêu đề hay nội dung ({', '.join(names)}); hãy thêm --map title=CỘT"
        en = "no column is a title or text; say which with: --map title=COLUMN"
        yield source.rejected(1, vi, en, heading[:400])
        return
    lines = _Lines(text)
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        line = rows.line_num + 2  # where the row begins: it may go on over several
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield source.rejected(line, f"hàng hỏng: {error}", f"damaged row: {error}")
            continue
        except READ_ERRORS as error:
            yield unreadable(source.name, line, error)
            return
        if row is None:
            return
        if lines.ended:
            count = rows.line_num + 2 - line
            vi = f"dấu ngoặc kép không đóng: {count} dòng thành một hàng, từ hàng này đến hết tệp"
            en = f"a quote is never closed: {count} lines in one row, from this one to the end"
            yield source.rejected(line, vi, en, " ".join(row)[:400])
            return
        if any(row):
            yield from _row(source, line, fields, row, charset)


class _Lines:
    """The lines of a table; ``ended`` says whether a row asked for one more than there are."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.ended = True
        line = next(self._text)
        self.ended = False
        return line


def _row(
    source: Source, line: int, fields: list[str], row: list[str], charset: str
) -> Iterator[Article | Rejected]:
    shown = " ".join(row)[:400]
    while len(row) > len(fields) and not row[-1]:
        row.pop()  # spreadsheets leave empty cells at the end
    if len(row) != len(fields):
        vi = f"hàng có {len(row)} ô, tiêu đề có {len(fields)} cột"
        yield source.rejected(line, vi, f"{len(row)} cells under {len(fields)} headings", shown)
        return
    decoded = decode_escaped(BETWEEN_CELLS.join(row), charset)
    if decoded is None:
        yield source.rejected(line, "không phải UTF-8", "not UTF-8", shown)
        return
    cells = decoded.text.split(BETWEEN_CELLS)
    value = {name: cell for name, cell in zip(fields, cells, strict=True) if cell}
    value |= decoded.noted
    if photos := value.get("captions"):
        value["captions"] = photos.splitlines()  # type: ignore[assignment]
    yield from read_record(source, value, line=line, excerpt=shown)


def _delimiter(heading: str) -> str:
    """Return what parts the headings: what there is most of, outside quotes."""
    counts = {each: len(next(csv.reader([heading], delimiter=each), [])) for each in DELIMITERS}
    return max(counts, key=lambda each: counts[each])


def _recognises(start: bytes, suffix: str) -> bool:
    """Whether the first line is headings of articles; a file named so need have none we know."""
    heading, _, rest = start.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    line = heading.decode("utf-8", "replace")
    delimiter = _delimiter(line)
    if delimiter not in line or (suffix not in SUFFIXES and not rest):
        return False
    if "\ufffd" in line and (decoded := decode(start)):
        line = decoded.text.partition("\n")[0]
    names = next(csv.reader([line], delimiter=delimiter))
    known = {field for name in names if (field := field_of(name))}
    return suffix in SUFFIXES or (len(known) >= FEWEST_KNOWN and bool(known & WORDS))


TABLE = Format(read_table, _recognises, SUFFIXES)
