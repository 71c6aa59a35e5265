"""Hits and articles as rich shows them: matches marked in the text as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from search.article import Precision
from search.cli.terminal import safe
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.article import Article
    from search.hits import CaptionHit, Hit, Mark, ResultPage, Snippet

_MATCH = "bold black on yellow"
_INDENT = (0, 0, 0, 3)
_SENTENCE_ENDS = tuple('.!?…:;"”’»)')
_PLACES = {
    "title": "tít",
    "lead": "sapô",
    "body": "nội dung",
    "captions": "chú thích ảnh",
    "credits": "tên người chụp",
    "author": "tác giả",
}


def result_page(page: ResultPage) -> RenderableType:
    """Return a page of hits below a line that counts them."""
    noun = "ảnh" if page.hits and page.hits[0].kind is Kind.CAPTION else "bài"
    milliseconds = f"{page.took_ms:.0f} ms"
    shown = f"trang {page.page}/{page.pages}"
    head = Text(f"Tìm thấy {page.total} {noun} · {shown} · {milliseconds}", style="dim")
    first = (page.page - 1) * page.limit + 1
    hits = [_hit(hit, number) for number, hit in enumerate(page.hits, first)]
    return Group(head, *hits)


def _hit(hit: Hit, number: int) -> RenderableType:
    title = Text(f"\n{number}. ", style="dim")
    title.append_text(_marked(hit.article.title, hit.title_marks, style="bold"))
    if hit.article.title_inferred:
        title.append(" [tít suy từ câu đầu]", style="dim")
    lines: list[RenderableType] = [_byline(hit.article, hit.matched_in)]
    lines += [_snippet(each, hit.article) for each in hit.snippets]
    lines += [_photo(each) for each in hit.captions]
    return Group(title, *(Padding(line, _INDENT, expand=False) for line in lines))


def _byline(article: Article, matched_in: Sequence[str] = ()) -> Text:
    parts = [safe(article.source) or "không rõ nguồn", _date(article), safe(article.id)]
    line = Text(" · ".join(parts), style="cyan")
    if matched_in:
        places = ", ".join(_PLACES[place] for place in matched_in)
        line.append(f" · khớp ở {places}", style="dim")
    return line


def _date(article: Article) -> str:
    if article.published is None:
        return "không rõ ngày"
    day = article.published.strftime("%d/%m/%Y")
    return f"~{day} (ngày suy đoán)" if article.precision is Precision.INFERRED else day


def _snippet(snippet: Snippet, article: Article) -> Text:
    whole = {"lead": article.lead, "body": article.body}[snippet.field]
    before = whole[: snippet.start].rstrip(" ")
    after = whole[snippet.start + len(snippet.text) :]
    line = Text("" if not before or before.endswith(("\n", *_SENTENCE_ENDS)) else "…")
    line.append_text(_marked(snippet.text, snippet.marks))
    if after.strip() and not snippet.text.endswith(_SENTENCE_ENDS):
        line.append("…")
    return line


def _photo(photo: CaptionHit) -> Text:
    line = Text(f"▣ Ảnh {photo.ordinal}: ", style="magenta")
    line.append_text(_marked(photo.text, photo.marks))
    if photo.alt_marks:
        line.append(" | ").append_text(_marked(photo.alt, photo.alt_marks))
    if photo.credit:
        line.append(" — Ảnh: ", style="dim")
        line.append_text(_marked(photo.credit, photo.credit_marks, style="dim"))
    return line


def _marked(text: str, marks: Sequence[Mark], style: str = "default") -> Text:
    line = Text(safe(text).replace("\n", " "), style=style)
    for mark in marks:
        line.stylize(_MATCH, mark.start, mark.end)
    return line


def article(whole: Article) -> RenderableType:
    """Return an article to be read: title, byline, lead, paragraphs, photos."""
    parts: list[RenderableType] = [Text(safe(whole.title), style="bold"), _byline(whole)]
    for label, value in (("Tác giả", whole.author), ("Mục", whole.section), ("URL", whole.url)):
        if value:
            parts.append(Text(f"{label}: {safe(value)}", style="dim"))
    if whole.lead:
        parts.append(Text(f"\n{safe(whole.lead)}", style="italic"))
    parts += [Text(f"\n{safe(paragraph)}") for paragraph in whole.paragraphs]
    for photo in whole.captions:
        line = Text(f"\n▣ Ảnh {photo.ordinal}: ", style="magenta")
        line.append(safe(photo.text), style="default")
        if photo.credit:
            line.append(f" — Ảnh: {safe(photo.credit)}", style="dim")
        parts.append(line)
    return Group(*parts)


def nothing(page: ResultPage) -> str:
    """Return what to say, and to try, where nothing was found."""
    if page.total:
        return f"Chỉ có {page.pages} trang kết quả (there are only {page.pages} pages)"
    return (
        f"Không tìm thấy bài nào cho: {page.query} (nothing found)\n"
        "Thử bớt từ, gõ không dấu, hoặc bỏ các điều kiện lọc."
    )
