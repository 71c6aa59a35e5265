"""Hits and articles as rich shows them: matches marked in the text as published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from search.article import Precision, is_photographer
from search.cli.hanging import Hanging
from search.cli.namesakes import named
from search.cli.terminal import console, safe, safe_line
from search.explanation import Stream
from search.hits import Facet, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.article import Article
    from search.explanation import Contribution
    from search.hits import CaptionHit, Hit, Mark, ResultPage, SimilarPage, Snippet

_NOUNS = {Kind.ARTICLE: ("bài", "article"), Kind.CAPTION: ("ảnh", "photo")}
_MOST_VALUES = 20  # of a facet
_FACETS = {
    Facet.SOURCE: "Báo",
    Facet.SECTION: "Mục",
    Facet.AUTHOR: "Tác giả",
    Facet.CREDIT: "Người chụp",
    Facet.TAG: "Từ khóa",
    Facet.YEAR: "Năm",
    Facet.MONTH: "Tháng",
    Facet.DAY: "Ngày",
    Facet.PERSON: "Người",
    Facet.ORGANISATION: "Cơ quan",
    Facet.PLACE: "Nơi",
}
_PLACES = {
    "title": "tít",
    "lead": "sapô",
    "body": "nội dung",
    "captions": "chú thích ảnh",
    "caption": "chú thích ảnh",
    "credit": "tên người chụp",
    "credits": "tên người chụp",
    "author": "tác giả",
}
_STREAMS = {
    Stream.SYLLABLE: "âm tiết (syllable)",
    Stream.LETTERS: "mọi cách viết (any spelling)",
    Stream.PAIR: "hai âm tiết liền (pair)",
    Stream.WORD: "từ (word)",
    Stream.ROW: "liền nhau (row)",
    Stream.NEAR: "gần nhau (near)",
    Stream.SHAPE: "theo dạng (shape)",
    Stream.ALL: "mọi bài (every article)",
    Stream.PASSAGE: "đoạn hay nhất (best passage)",
    Stream.OPENING: "tít và phần đầu (title and opening)",
    Stream.RECENCY: "bài mới (recent)",
}


def result_page(page: ResultPage) -> RenderableType:
    """Return a page of hits below a line that counts them."""
    vi, en = _NOUNS[page.hits[0].kind if page.hits else Kind.ARTICLE]
    found = f"Tìm thấy {page.total} {vi} · trang {page.page}/{page.pages} · {page.took_ms:.0f} ms"
    english = f"{page.total} {en}{'s' * (page.total != 1)}, page {page.page} of {page.pages}"
    first = (page.page - 1) * page.limit + 1
    indent = len(f"{first + len(page.hits) - 1}. ")
    hits = [_hit(hit, number, indent) for number, hit in enumerate(page.hits, first)]
    lines = [Text(f"{found} ({english})", style="dim"), *map(Text, _asides(page))]
    counted = [_counts(*each) for each in page.facets.items()]
    return Group(*lines, *counted, *hits)


def _counts(facet: Facet, counts: Sequence[tuple[str, int]]) -> Text:
    vi = _FACETS[facet]
    shown = [f"{safe_line(value)} ({count})" for value, count in counts[:_MOST_VALUES]]
    more = len(counts) - len(shown)
    said = " · ".join(shown) or "không có (none)"
    return Text(f"{vi} ({facet}): {said}{f' · +{more}' if more > 0 else ''}", style="dim")


def similar(page: SimilarPage) -> RenderableType:
    """Return the articles most like one below a line that says what they have in common."""
    title = f"Giống bài “{safe_line(page.article.title)}” (similar to it) · {page.took_ms:.0f} ms"
    terms = f"Theo (by): {safe_line(', '.join(page.terms))}"
    indent = len(f"{len(page.hits)}. ")
    hits = [_hit(hit, number, indent) for number, hit in enumerate(page.hits, 1)]
    return Group(Text(title, style="dim"), Text(terms, style="dim"), *hits)


def _asides(page: ResultPage) -> list[str]:
    """Say what else was searched, and what the person may have meant."""
    said = []
    if page.relaxed:
        full, least, words = page.relaxed.full, page.relaxed.least, page.relaxed.words
        vi = f"{full} kết quả có đủ các từ, sau đó là kết quả có ít nhất {least} trong {words} từ"
        said.append(f"{vi} ({full} with every word, then those with {least} of {words})")
    for each in page.capped:
        vi = (
            f"{safe_line(each.typed)}: {each.having} âm tiết, chỉ tìm {each.searched} phổ biến nhất"
        )
        said.append(f"{vi} (only the {each.searched} commonest of {each.having} syllables)")
    same = [wider for wider in page.expansions if not wider.before]
    if same:
        pairs = (f"{wider.typed} = {', '.join(wider.meant)}" for wider in same)
        said.append(f"Đã tìm cả (searched too): {safe_line('; '.join(pairs))} · tắt: --no-expand")
    for wider in page.expansions:
        if wider.before:
            names = f"{wider.typed}: gồm cả {', '.join(wider.meant)}"
            until = f"trước {wider.before.month}/{wider.before.year} (older names searched too)"
            said.append(f"{safe_line(names)}, {until} · tắt: --no-succession")
    if page.suggestions:
        meant = "? · ".join(map(safe_line, page.suggestions))
        said.append(f"Ý bạn là (did you mean): {meant}?")
    if page.behind:
        vi = f"Chỉ mục còn thiếu thay đổi của {page.behind} bài; chạy: timbao rebuild"
        said.append(f"{vi} (the index lacks {page.behind} changes)")
    if page.people_behind:
        vi = f"Còn {page.people_behind} bài chưa nhận ra ai; chạy: timbao rebuild --if-needed"
        said.append(f"{vi} (nobody looked for in {page.people_behind} changes)")
    if page.named:
        said.append(named(page.named))
    return said


def _hit(hit: Hit, number: int, indent: int) -> RenderableType:
    lines = [byline(hit.article, hit.matched_in)]
    lines += [snippet_line(each) for each in hit.snippets]
    lines += [_photo(each) for each in hit.captions]
    if hit.copies:
        count = len(hit.copies)
        said = f"+{count} bài gần giống (near-copies) · xem hết: --all-copies"
        lines.append(Text(said, style="dim"))
    lines += [Text(_part(each), style="dim") for each in hit.explanation]
    label = Text(f"{number}.".rjust(indent - 1), style="dim")
    title = Hanging(_title(hit.article, hit.title_marks), indent, label)
    return Group(Text(), title, *(Hanging(line, indent) for line in lines))


def _part(part: Contribution) -> str:
    """Return one line of an explanation: how much, for what, where."""
    where = f" · {', '.join(_PLACES.get(field, field) for field in part.fields)}"
    words = f" “{safe_line(part.words)}”" if part.words else ""
    return f"{part.score:7.3f}  {_STREAMS[part.stream]}{words}{where if part.fields else ''}"


def _title(whole: Article, marks: Sequence[Mark] = ()) -> Text:
    title = Text().append_text(_marked(whole.title, marks, style="bold"))
    if whole.title_inferred:
        title.append(" [tít suy từ câu đầu]", style="dim")
    return title


def byline(article: Article, matched_in: Sequence[str] = ()) -> Text:
    """Return where and when an article appeared, and its id."""
    parts = [safe_line(article.source) or "không rõ nguồn", _date(article), safe_line(article.id)]
    line = Text().append(" · ".join(parts), style="cyan")
    if matched_in:
        places = ", ".join(_PLACES[place] for place in matched_in)
        line.append(f" · khớp ở {places}", style="dim")
    return line


def _date(article: Article) -> str:
    if article.published is None:
        return "không rõ ngày"
    day = article.published.strftime("%d/%m/%Y")
    return f"~{day} (ngày suy đoán)" if article.precision is Precision.INFERRED else day


def snippet_line(snippet: Snippet) -> Text:
    """Return a passage with its matches marked."""
    line = Text("…" if snippet.cut_before else "")
    line.append_text(_marked(snippet.text, snippet.marks))
    return line.append("…" if snippet.cut_after else "")


def _photo(photo: CaptionHit) -> Text:
    caption = _marked(photo.text, photo.marks)
    if photo.alt_marks:
        caption.append(" | ").append_text(_marked(photo.alt, photo.alt_marks))
    credit = _marked(photo.credit, photo.credit_marks, style="dim")
    return photo_line(photo.ordinal, caption, credit)


def photo_line(ordinal: int, caption: Text, credit: Text) -> Text:
    """Return a photo's caption and who took it."""
    line = Text().append(f"▣ Ảnh {ordinal}: ", style="magenta").append_text(caption)
    if not credit:
        return line
    word = " — Ảnh: " if is_photographer(credit.plain) else " — "
    return line.append(word, style="dim").append_text(credit)


def _marked(text: str, marks: Sequence[Mark], style: str = "") -> Text:
    # without colours, bold alone would not show in a bold title
    match = "bold underline" if console().no_color else "not dim bold black on yellow"
    line = Text(safe_line(text), style=style)
    for mark in marks:
        line.stylize(match, mark.start, mark.end)
    return line


def article(whole: Article) -> RenderableType:
    """Return an article to be read: title, byline, lead, paragraphs, photos."""
    parts: list[RenderableType] = [_title(whole), byline(whole)]
    for label, value in (("Tác giả", whole.author), ("Mục", whole.section), ("URL", whole.url)):
        if value:
            parts.append(Text(f"{label}: {safe_line(value)}", style="dim"))
    if whole.lead:
        parts += [Text(), Text(safe(whole.lead), style="italic")]
    for paragraph in whole.paragraphs:
        parts += [Text(), Text(safe(paragraph))]
    for photo in whole.captions:
        credit = Text(safe_line(photo.credit), style="dim")
        parts += [Text(), photo_line(photo.ordinal, Text(safe_line(photo.text)), credit)]
    return Group(*parts)


def duplicates(groups: Sequence[Sequence[Article]]) -> RenderableType:
    """Return groups of near-copies, a line for each article, below a line that counts them."""
    count = sum(map(len, groups))
    said = f"{len(groups)} nhóm, {count} bài gần giống nhau"
    parts = [Text(f"{said} ({len(groups)} groups of {count} near-copies)", style="dim")]
    for group in groups:
        parts.append(Text())
        parts += [Text.assemble(byline(each), " · ", safe_line(each.title)) for each in group]
    return Group(*parts)


def nothing(page: ResultPage) -> str:
    """Return what to say, and to try, where nothing was found."""
    if page.total:
        return f"Chỉ có {page.pages} trang kết quả (there are only {page.pages} pages)"
    lines = [f"Không tìm thấy gì cho: {safe_line(page.query)} (nothing found)", *_asides(page)]
    if not page.suggestions:
        lines.append(
            "Thử bớt từ, gõ không dấu, hoặc bỏ các điều kiện lọc"
            " (try fewer words, no accents, no filters)."
        )
    return "\n".join(lines)
