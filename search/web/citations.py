"""How to cite an article: in plain words, for BibTeX, for RIS."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from search.article import Precision
from search.shown_text import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article


class Style(StrEnum):
    """A way to write a citation."""

    PLAIN = "plain"
    BIBTEX = "bibtex"
    RIS = "ris"


def citation(article: Article, style: Style) -> str:
    """Return the citation of an article. Only a date that the source gave is called its date."""
    if style is Style.PLAIN:
        return _plain(article)
    return _bibtex(article) if style is Style.BIBTEX else _ris(article)


def _plain(article: Article) -> str:
    parts = [article.author, f"“{article.title}”", article.source]
    if article.published:
        when = f"{article.published:%d/%m/%Y}"
        inferred = article.precision is Precision.INFERRED
        parts.append(f"[{when}, ngày suy đoán]" if inferred else when)
    said = ", ".join(safe_line(part) for part in parts if part) + "."
    return f"{said} {safe_line(article.url)}" if article.url else said


def _bibtex(article: Article) -> str:
    key = "".join(char for char in article.id if char.isascii() and char.isalnum()) or "article"
    fields = {
        "author": article.author,
        "title": f"{{{_tex(article.title)}}}",
        "journal": article.source,
        "url": article.url,
    }
    if article.published:
        fields["date"] = article.published.isoformat()
        fields["year"] = str(article.published.year)
    if article.precision is Precision.INFERRED:
        fields["note"] = "ngày suy đoán (date inferred)"
    lines = [
        f"  {name} = {{{value if name == 'title' else _tex(value)}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@article{{{key},", *lines, "}"]) + "\n"


_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "{}%&$#_"},
    }
)


def _tex(text: str) -> str:
    return safe_line(text).translate(_TEX)


def _ris(article: Article) -> str:
    return "".join(f"{tag}  - {safe_line(value)}\r\n" for tag, value in _ris_lines(article))


def _ris_lines(article: Article) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    for tag, value in (
        ("AU", article.author),
        ("TI", article.title),
        ("T2", article.source),
        ("UR", article.url),
    ):
        if value:
            yield tag, value
    for keyword in article.tags:
        yield "KW", keyword
    if article.published:
        yield "PY", str(article.published.year)
        yield "DA", f"{article.published:%Y/%m/%d}"
    if article.precision is Precision.INFERRED:
        yield "N1", "ngày suy đoán (date inferred)"
    yield "ER", ""
