"""Read a Word text (.docx): its paragraphs, told apart as those of any text are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from search.sources.cleaning import clean, one_line
from search.sources.encodings import repaired
from search.sources.raw_text import LARGEST_FILE, parse
from search.sources.reader import READ_ERRORS

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from search.article import Article
    from search.sources.reader import Rejected, Source

DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/core.xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MARKUP_SHARE = 20  # of a document's XML, text is a small part
DECLARES_TYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)  # entities may grow without end


def is_docx(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a text of Word or LibreOffice."""
    return DOCUMENT in archive.namelist()


def read_docx(source: Source, archive: zipfile.ZipFile) -> Iterator[Article | Rejected]:
    """Yield the article that a Word text is, or why it is none.

    Who wrote the file is kept beside the article: it is rarely who wrote the article.
    """
    import zipfile
    from xml.etree.ElementTree import ParseError

    try:
        text = _text(_xml(source, archive, DOCUMENT))
        creator = ""
        if PROPERTIES in archive.namelist():
            creator = _xml(source, archive, PROPERTIES).findtext(CREATOR) or ""
    except (ParseError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        reason = one_line(str(error))
        yield source.rejected(None, f"tệp Word hỏng: {reason}", f"damaged Word file: {reason}")
        return
    except READ_ERRORS as error:
        yield source.rejected(None, f"tệp Word hỏng: {error}", f"damaged Word file: {error}")
        return
    text = clean(text)
    misread = repaired(text)  # typed in a font for TCVN3 or VNI
    article = parse(misread.text if misread else text, source)
    if article is None:
        yield source.rejected(None, "tệp không có chữ nào", "no text in the file")
        return
    extra = {**article.extra, **(misread.noted if misread else {})}
    if creator := one_line(clean(creator)):
        extra["file_author"] = creator
    yield replace(article, extra=extra)


def _xml(source: Source, archive: zipfile.ZipFile, name: str) -> Element:
    """Return the root of a part. Raises ParseError, also for a part that defines entities."""
    from xml.etree import ElementTree as ET

    size = archive.getinfo(name).file_size
    source.allowance.require(size)
    if size > MARKUP_SHARE * LARGEST_FILE:
        raise ET.ParseError("too large")
    data = archive.read(name)
    if DECLARES_TYPE.search(data):
        raise ET.ParseError("DOCTYPE")
    return ET.fromstring(data)  # noqa: S314 - without entities nothing can grow


def _text(document: Element) -> str:
    """Return the paragraphs, one a line; an empty one parts blocks, as in a text file."""
    lines = []
    for paragraph in document.iter(f"{WORD}p"):
        parts = []
        for each in paragraph.iter():
            if each.tag == f"{WORD}t":
                parts.append(each.text or "")
            elif each.tag in {f"{WORD}tab", f"{WORD}br"}:
                parts.append("\n" if each.tag.endswith("br") else " ")
        lines.append("".join(parts))
    return "\n\n".join(lines)
