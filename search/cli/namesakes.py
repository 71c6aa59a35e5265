"""Whose name was typed, above the hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.cli.terminal import safe_line

if TYPE_CHECKING:
    from search.namesakes import Namesakes


def named(found: Namesakes) -> str:
    """Return a line that says who has the name that was typed, and how to see more."""
    first, several = found.shown[0], f"{found.total} người cùng tên (namesakes)"
    parts = [first.name, first.post, f"{first.articles} bài (articles)"]
    parts += [several * (found.total > 1), f'timbao official "{first.name}"']
    return f"Người (person): {safe_line(' · '.join(filter(None, parts)))}"
