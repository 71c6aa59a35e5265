"""Read a ZIP archive: each file in it by its own format. Nothing is ever unpacked to the disk."""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import TYPE_CHECKING, cast

from search.sources.containers import in_any_order, is_hidden, member_stream, read_inside
from search.sources.dates import VIETNAM
from search.sources.docx import is_docx, read_docx
from search.sources.reader import READ_ERRORS, Format, Rejected, unreadable

if TYPE_CHECKING:
    import io
    import zipfile
    from collections.abc import Iterator

    from search.article import Article
    from search.sources.reader import Source

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")  # a file in it, or at once the end of its list
ENCRYPTED = 0x1


def read_zip(source: Source, /) -> Iterator[Article | Rejected]:
    """Yield what the files of an archive hold, in the order of its list; a Word text is one."""
    import zipfile

    content = in_any_order(source)
    if isinstance(content, Rejected):
        yield content
        return
    try:
        archive = zipfile.ZipFile(cast("io.BytesIO", content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        said = f"ZIP hỏng: {error}", f"damaged ZIP: {error}"
        yield source.rejected(None, *said)
        return
    with archive:
        if is_docx(archive):
            yield from read_docx(source, archive)
            return
        for member in archive.infolist():
            if not (member.is_dir() or is_hidden(member.filename)):
                yield from _read_member(source, archive, member)


def _read_member(
    source: Source, archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> Iterator[Article | Rejected]:
    import zipfile

    name = f"{source.name}/{member.filename}"
    if member.flag_bits & ENCRYPTED:
        yield Rejected(name, None, "có mật khẩu", "encrypted")
        return
    try:
        source.allowance.require(member.file_size)
        with archive.open(member) as packed:

            def read(size: int) -> bytes:
                try:
                    data = packed.read(size)
                except zipfile.BadZipFile as error:  # the checksum at its end
                    raise EOFError(str(error)) from error
                source.allowance.take(len(data))
                return data

            stream, changed = member_stream(read), _changed(member)
            yield from read_inside(source, member.filename, stream, fetched=changed)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        yield Rejected(name, None, f"hỏng trong ZIP: {error}", f"damaged in the ZIP: {error}")
    except (*READ_ERRORS, zlib.error) as error:
        yield unreadable(name, None, error)


def _changed(member: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*member.date_time, tzinfo=VIETNAM)
    except ValueError:  # a day that no calendar has
        return None


def _recognises(start: bytes, suffix: str) -> bool:  # noqa: ARG001 - a Format's promise
    return start.startswith(SIGNATURES)


ZIP = Format(read_zip, _recognises, (".zip", ".docx"))
