"""The lines of a file of topics, judgements or ranks, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import SourceMissing, UsageError
from search.sources.reader import READ_ERRORS
from search.sources.streams import open_stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not empty, counted from 1; the file may be packed.

    Raises SourceMissing, and UsageError for what is not UTF-8 or cannot be unpacked.
    """
    if not path.is_file():
        raise SourceMissing(path)
    number = 0
    try:
        with open_stream(path, lambda _: None) as stream:
            for number, line in enumerate(stream, 1):
                if text := line.decode("utf-8-sig" if number == 1 else "utf-8").strip():
                    yield number, text
    except UnicodeDecodeError as error:
        raise unreadable_line(path, number, "không phải UTF-8", "not UTF-8") from error
    except READ_ERRORS as error:
        raise unreadable_line(path, number + 1, f"không đọc được: {error}", str(error)) from error


def unreadable_line(path: Path, number: int, vi: str, en: str) -> UsageError:
    """Return the error that says what is wrong with a line, and where it is."""
    return UsageError(f"{path}, dòng {number}: {vi}", f"{path}, line {number}: {en}")
