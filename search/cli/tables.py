"""Measurements, analyses, abbreviations and successions as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from search.cli.hanging import Hanging
from search.cli.terminal import safe_line
from search.hits import SuggestionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.analysis import AnalysedToken
    from search.benchmark.recall import Recall
    from search.benchmark.segmentation import Comparison
    from search.hits import Suggestion
    from search.officials.changes import Change
    from search.query.lexicon import Abbreviation


def segmentation(compared: Comparison) -> RenderableType:
    """Return a table of tokenizers and a line about identity."""
    table = Table("tokenizer", box=None, header_style="bold")
    for heading in ("KB/s", "load s", "memory MB", "F1"):
        table.add_column(heading, justify="right")
    for row in compared.rows:
        f1 = "–" if row.f1 is None else f"{row.f1:.4f}"
        table.add_row(row.name, f"{row.kb_s:,.0f}", f"{row.load_s:.2f}", f"{row.memory_mb:.0f}", f1)
    same = f"{compared.identical:,} of {compared.texts:,} texts identical to pyvi's"
    return Group(table, f"\n{compared.ratio:.1f} × pyvi · {same}")


def recall(rows: Sequence[Recall]) -> RenderableType:
    """Return a row for each way to spell the phrases."""
    table = Table("phrases", box=None, header_style="bold")
    for heading in ("queries", "found", "in the first ten"):
        table.add_column(heading, justify="right")
    for row in rows:
        found, in_top = row.found / row.queries, row.in_top / row.queries
        table.add_row(row.form, str(row.queries), f"{found:.1%}", f"{in_top:.1%}")
    return table


def analysis(tokens: Sequence[AnalysedToken]) -> RenderableType:
    """Return a row for each token: where it stands, its terms, the word that begins there."""
    headings = ("dòng", "vị trí", "chỗ", "âm tiết", "khóa", "mục từ khác", "từ ghép")
    table = Table(*headings, box=None, header_style="bold")
    for each in tokens:
        others = " ".join(term for term in each.terms if term != each.key)
        cells = (each.text, readable_key(each.key), readable_key(others), readable_key(each.word))
        places = (str(each.line), str(each.position), f"{each.start}–{each.end}")
        table.add_row(*places, *(Text(safe_line(cell)) for cell in cells))
    return table


def readable_key(key: str) -> str:
    """Return a key with the tone at its end as a number, which a terminal can show."""
    return key.translate(_TONE_NUMBERS)


#: The numbers of the VNI input method.
_TONE_NUMBERS = {0x301: "1", 0x300: "2", 0x309: "3", 0x303: "4", 0x323: "5"}


def suggestions(found: Sequence[Suggestion]) -> RenderableType:
    """Return a row for each suggestion."""
    table = Table("gợi ý", "loại", "bài", "mã bài", box=None, header_style="bold")
    for each in found:
        cells = (each.text, _KINDS[each.kind], str(each.articles), each.article_id)
        table.add_row(*(Text(safe_line(cell)) for cell in cells))
    return table


_KINDS = {
    SuggestionKind.TITLE: "tít",
    SuggestionKind.NAME: "tên",
    SuggestionKind.PHRASE: "cụm từ",
    SuggestionKind.TAG: "thẻ",
}


def abbreviations(known: Sequence[Abbreviation]) -> RenderableType:
    """Return a row for each sense; a star marks those that queries are widened by."""
    headings = ("dùng", "viết tắt", "dạng đầy đủ", "bài", "báo", "năm", "ghi chú")
    table = Table(*headings, box=None, header_style="bold")
    for each in known:
        first, last = each.years or ("", "")
        years = str(first) if first == last else f"{first}–{last}"
        decided = {"approved": "đã duyệt", "rejected": "đã loại"}.get(each.decided, "")
        notes = [
            decided,
            "có sẵn" if each.builtin else "",
            "tiếng nước ngoài" if each.foreign else "",
        ]
        table.add_row(
            "★" if each.used else "",
            Text(safe_line(each.abbreviation)),
            Text(safe_line(each.long_form)),
            str(each.articles),
            str(len(each.sources)),
            years,
            ", ".join(filter(None, notes)),
        )
    return table


def succession(changes: Sequence[Change]) -> RenderableType:
    """Return a paragraph for each change: since when, what became what, who says so."""
    lines = []
    for each in changes:
        became = Text(safe_line(f"{each.old} → {each.new}"))
        source = Text(safe_line(f" ({each.source})"), style="dim")
        lines.append(Hanging(became + source, indent=12, label=Text(f"{each.since:%d/%m/%Y}")))
    return Group(*lines)
