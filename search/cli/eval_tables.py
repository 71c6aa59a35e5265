"""Judgements of ranking as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table

from search.cli.terminal import safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.evaluation.floors import Floor
    from search.evaluation.judging import Sample
    from search.evaluation.known_item_search import Success
    from search.evaluation.mentions import MentionScores
    from search.evaluation.page_facts import Item
    from search.evaluation.ranking import Evaluation
    from search.evaluation.significance import Comparison

#: How many of the topics that lost, and of those that gained, are shown.
_MOST_CHANGES = 10


def ranking(
    ours: Evaluation, baselines: Sequence[Evaluation] = (), compared: Comparison | None = None
) -> RenderableType:
    """Return a row for each system, and what changed against another run."""
    low, high = ours.interval("ndcg_10")
    parts: list[RenderableType] = [
        _systems([ours, *baselines]),
        f"{len(ours.topics)} câu hỏi (queries), {ours.form}; nDCG@10 ± 95 %: {low:.3f}–{high:.3f}",
    ]
    if compared:
        parts += ["", *_comparison(compared)]
    return Group(*parts)


def floors(rows: Sequence[Floor]) -> RenderableType:
    """Return a row for each set and form."""
    table = _table("nDCG@10", ["dạng (as)", "mức sàn (floor)", "đo được (measured)", ""])
    for row in rows:
        floor = "–" if row.floor is None else _three(row.floor)
        fell = "" if row.holds else "thấp hơn (below)"
        table.add_row(safe_line(row.set_name), row.form, floor, f"{row.measured:.4f}", fell)
    return table


def known_items(rows: Sequence[Success]) -> RenderableType:
    """Return a row for each kind of question, a column for each system."""
    systems = list(dict.fromkeys(row.system for row in rows))
    found = {(row.kind, row.system): row for row in rows}
    table = _table("success@10", [*systems, "câu (queries)"])
    for kind in dict.fromkeys(row.kind for row in rows):
        shares = [_three(found[kind, system].success_10) for system in systems]
        table.add_row(kind, *shares, str(found[kind, systems[0]].queries))
    return table


def mentions(scores: MentionScores, label: str) -> Table:
    """Return how well spans of a label were recognised."""
    table = _table(label, ["P", "R", "F1", "gold"])
    chosen = "tên Việt đủ họ (full names)" if scores.chosen_kind == "full_names" else "chức vụ"
    for name, score in (("tất cả (all)", scores.every), (chosen, scores.chosen)):
        numbers = map(_three, (score.precision, score.recall, score.f1))
        table.add_row(name, *numbers, str(score.gold))
    return table


def judging(sample: Sample) -> Table:
    """Return claims for a person to judge."""
    table = Table(box=None, header_style="bold")
    for column in ("bài (article)", "người (person)", "điều được nêu (claim)", "chỗ ấy (text)"):
        table.add_column(column)
    for each in sample.drawn:
        table.add_row(*map(safe_line, (each.article_id, each.name, each.claimed, each.text)))
    return table


def reading(items: Sequence[Item]) -> RenderableType:
    """Return a row for each item of a page, a column for each reader, and what each found."""
    readers = list(items[0].found) if items else []
    table = _table("trang (page)", ["", *readers])
    for item in items:
        marks = ["✓" if item.found[reader] else "–" for reader in readers]
        table.add_row(safe_line(item.page), item.name, *marks)
    counts = [str(sum(item.found[reader] for item in items)) for reader in readers]
    table.add_row(f"{len(items)}", "", *counts)
    return table


def _systems(evaluations: Sequence[Evaluation]) -> Table:
    table = _table("", ["nDCG@10", "MRR@10", "recall@10", "judged@10"])
    for each in evaluations:
        means = each.means
        numbers = (means.ndcg_10, means.mrr_10, means.recall_10, means.judged_10)
        table.add_row(each.system, *map(_three, numbers))
    return table


def _comparison(compared: Comparison) -> list[RenderableType]:
    difference = compared.after - compared.before
    said = (
        f"nDCG@10 {compared.before:.4f} → {compared.after:.4f} ({difference:+.4f}),"
        f" p = {compared.p:.4f}; {compared.better} tốt hơn (better),"
        f" {compared.worse} kém hơn (worse), trên (of) {compared.topics}"
    )
    table = _table("câu hỏi (query)", ["trước (before)", "nay (now)"])
    changes = compared.changes
    shown = changes if len(changes) <= 2 * _MOST_CHANGES else None
    for each in shown or (*changes[:_MOST_CHANGES], *changes[-_MOST_CHANGES:]):
        table.add_row(safe_line(each.topic), _three(each.before), _three(each.after))
    return [said, table] if changes else [said]


def _table(first: str, columns: Sequence[str]) -> Table:
    table = Table(box=None, header_style="bold")
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _three(number: float) -> str:
    return f"{number:.3f}"
