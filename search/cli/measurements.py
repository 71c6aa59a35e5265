"""Measurements as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from search.benchmark.segmentation import Comparison


def segmentation(compared: Comparison) -> RenderableType:
    """Return a table of tokenizers and a line about identity."""
    table = Table("tokenizer", box=None, header_style="bold")
    for heading in ("KB/s", "load s", "memory MB", "F1"):
        table.add_column(heading, justify="right")
    for row in compared.rows:
        f1 = "–" if row.f1 is None else f"{row.f1:.4f}"
        table.add_row(row.name, f"{row.kb_s:,.0f}", f"{row.load_s:.2f}", f"{row.memory_mb:.0f}", f1)
    ratio = compared.kb_s("timbao") / compared.kb_s("pyvi")
    same = f"{compared.identical:,} of {compared.texts:,} texts identical to pyvi's"
    return Group(table, f"\n{ratio:.1f} × pyvi · {same}")
