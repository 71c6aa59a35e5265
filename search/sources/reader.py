"""What every reader takes and gives: an opened Source in, Articles and Rejected pieces out."""

from __future__ import annotations

import gzip
import lzma
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from search.sources.allowance import Allowance, OversizedError
from search.sources.cleaning import clean, one_line

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from search.article import Article

#: The name of a file, and one thing read from it.
Record: TypeAlias = "tuple[str, Article | Rejected]"

READ_ERRORS = (OSError, EOFError, lzma.LZMAError, zlib.error, OversizedError)
EXCERPT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Rejected:
    """What could not be read, and why. `line` counts from 1; None where the whole file is meant."""

    file: str
    line: int | None
    vi: str
    en: str
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One opened input: its name as shown to the user, its size in bytes if known, its content.

    ``stream`` is decompressed, stands at its first byte and can be peeked.
    ``default_source`` is the newspaper of articles that name none. ``names`` maps fields of ours
    to what this input calls them, where the user said so. ``url`` and ``fetched`` are where and
    when the content was got, if known, ``charset`` what its sender said it is in. ``depth`` counts
    the archives around it.
    """

    name: str
    size: int | None
    stream: io.BufferedReader
    default_source: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    fetched: datetime | None = None
    charset: str = ""
    allowance: Allowance = field(default_factory=Allowance)
    depth: int = 0

    def rejected(self, line: int | None, vi: str, en: str, excerpt: str = "") -> Rejected:
        """Return why ``line`` of this source was not read; the excerpt is cut to fit a report."""
        shown = one_line(clean(excerpt[: 2 * EXCERPT_LENGTH]))[:EXCERPT_LENGTH]
        return Rejected(self.name, line, vi, en, shown)


class Reader(Protocol):
    """Read one format: yield every article, and a Rejected for every piece that is none.

    Bad content never raises; trouble of the stream itself (READ_ERRORS) may. Memory does not grow
    with the number of articles.
    """

    def __call__(self, source: Source, /) -> Iterator[Article | Rejected]:
        """Yield what ``source`` holds, in its order."""
        ...


class Format(NamedTuple):
    """One format: how it is read, and how it is told from others.

    ``recognises`` is given the first bytes of a file, 64 KiB if there are as many, and the suffix
    of its name in lower case, which may only break a tie. ``suffixes`` are those of the files that
    are worth opening in a folder.
    """

    read: Reader
    recognises: Callable[[bytes, str], bool]
    suffixes: tuple[str, ...]


def unreadable(file: str, line: int | None, error: Exception) -> Rejected:
    """Return the report of a file that the system could not read (further than ``line``)."""
    if isinstance(error, OversizedError):
        return Rejected(file, line, error.vi, error.en)
    known = isinstance(error, OSError) and error.strerror
    reason = one_line(clean(str(known or error or type(error).__name__)))
    if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile):
        return Rejected(file, line, f"không đọc được: {reason}", f"cannot be read: {reason}")
    vi, en = f"tệp nén bị hỏng: {reason}", f"damaged compressed file: {reason}"
    return Rejected(file, line, vi, en)
