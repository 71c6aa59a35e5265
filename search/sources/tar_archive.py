"""Read a tar archive, packed or not: each file in it by its own format, as it streams by."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from search.sources.containers import is_hidden, member_stream, read_inside
from search.sources.dates import VIETNAM
from search.sources.reader import READ_ERRORS, Format, Rejected, unreadable

if TYPE_CHECKING:
    import tarfile
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Source

MAGIC, MAGIC_AT = b"ustar", 257


def read_tar(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield what the files of an archive hold, in their order; links are not followed."""
    import tarfile

    last = source.name
    try:
        with tarfile.open(fileobj=source.stream, mode="r|") as archive:
            for member in archive:
                last = f"{source.name}/{member.name}"
                if member.isfile() and not is_hidden(member.name):
                    content = cast("tarfile.ExFileObject", archive.extractfile(member))
                    stream, changed = member_stream(content.read), _changed(member)
                    yield from read_inside(source, member.name, stream, fetched=changed)
    except tarfile.TarError as error:
        yield Rejected(last, None, f"tar hỏng từ đây: {error}", f"damaged tar from here: {error}")
    except READ_ERRORS as error:
        yield unreadable(last, None, error)


def _changed(member: tarfile.TarInfo) -> datetime | None:
    try:
        return datetime.fromtimestamp(member.mtime, VIETNAM)
    except (ValueError, OverflowError, OSError):
        return None


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return start[MAGIC_AT : MAGIC_AT + len(MAGIC)] == MAGIC


TAR = Format(read_tar, _recognises, (".tar", ".tgz", ".txz", ".tbz2"))
