"""The options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def readable(text: str) -> str:
    """Return ``text`` with U+FFFD for bytes that are not UTF-8, which no archive can hold."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Thư mục dữ liệu (data directory); else TIMBAO_DATA, else ./index_data.",
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="In ra một đối tượng JSON (one JSON object, errors too).")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Không hỏi lại (do not ask first).")]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Chỉ nói sẽ làm gì (say what would happen, change nothing)."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        min=1,
        help="Số tiến trình (processes that analyse); else one for each processor.",
        show_default=False,
    ),
]
Memory = Annotated[
    int,
    typer.Option("--memory", min=64, help="MB bộ nhớ cho mỗi tiến trình (memory of a process)."),
]
ArticleId = Annotated[
    str, typer.Argument(metavar="ID", help="Mã bài (an article's id).", callback=readable)
]
