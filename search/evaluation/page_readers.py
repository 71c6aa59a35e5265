"""What this reader and others make of a saved page, each asked as it comes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast
from warnings import catch_warnings, simplefilter

from search.article import Article
from search.sources.cleaning import clean, one_line
from search.sources.html import read_html
from search.sources.reader import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found on a page; ``None`` in place of it says that the page is no article."""

    title: str
    lead: str
    published: str
    authors: frozenset[str]
    section: str
    paragraphs: tuple[str, ...]
    captions: tuple[tuple[str, str], ...] = ()


def timbao(page: bytes) -> Reading | None:
    """Read with this reader."""
    raw = cast("io.RawIOBase", io.BytesIO(page))
    found = next(read_html(Source("page", len(page), io.BufferedReader(raw))))
    if not isinstance(found, Article):
        return None
    return Reading(
        title=found.title,
        lead=found.lead,
        published=str(found.published or ""),
        authors=frozenset(filter(None, found.author.split(", "))),
        section=found.section,
        paragraphs=found.paragraphs,
        captions=tuple((each.text, each.credit) for each in found.captions),
    )


def trafilatura(page: bytes) -> Reading | None:
    """Read with trafilatura; its description counts as the lead, its first category as section."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        return None
    return Reading(
        title=found.title or "",
        lead=_line(found.description),
        published=found.date or "",
        authors=frozenset(filter(None, (found.author or "").split("; "))),
        section=next(iter(found.categories or ()), ""),
        paragraphs=_lines(found.text),
    )


def newspaper4k(page: bytes) -> Reading | None:
    """Read with newspaper4k; its description counts as the lead."""
    with catch_warnings():
        simplefilter("ignore")  # of a package that only its language tools need
        from newspaper import Article as Paper

    found = Paper("https://example.vn/", language="vi")
    found.download(input_html=page.decode("utf-8", "replace"))
    found.parse()
    if not found.text:
        return None
    return Reading(
        title=found.title or "",
        lead=_line(found.meta_description),
        published=str(found.publish_date or "")[:10],
        authors=frozenset(found.authors),
        section=_line(found.meta_data.get("article", {}).get("section")),
        paragraphs=_lines(found.text),
    )


def installed() -> dict[str, Callable[[bytes], Reading | None]]:
    """Return the readers that can be asked here, ours first."""
    known: Iterable[tuple[str, str, Callable[[bytes], Reading | None]]] = (
        ("timbao", "search", timbao),
        ("trafilatura", "trafilatura", trafilatura),
        ("newspaper4k", "newspaper", newspaper4k),
    )
    return {name: reader for name, package, reader in known if find_spec(package)}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.splitlines() if (line := _line(part)))


def _line(text: object) -> str:
    return one_line(clean(text)) if isinstance(text, str) else ""
