"""The options of the commands that measure, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Corpus = Annotated[
    Path, typer.Option("--corpus", help="Bài báo (articles in any form that index reads).")
]
Gold = Annotated[
    Path | None, typer.Option("--gold", help="Từ chuẩn (a CoNLL-U file to judge words by).")
]
Most = Annotated[int, typer.Option("--texts", help="Số đoạn văn (how many paragraphs to take).")]
Articles = Annotated[int, typer.Option(help="Số bài (how many articles to index).", min=1)]
Queries = Annotated[int, typer.Option(help="Số cụm từ (how many phrases to cut).", min=1)]
Seed = Annotated[int, typer.Option(help="Số gieo (the seed of the random choice).")]
Sizes = Annotated[
    list[int],
    typer.Option("--articles", help="Số bài, nhiều lần được (how many; give it again).", min=1),
]
Asked = Annotated[
    int, typer.Option("--queries", help="Số câu hỏi mỗi loại (queries of each class).", min=1)
]
Segments = Annotated[
    int, typer.Option(help="Số phần của chỉ mục (segments of each index: 1, or several).", min=1)
]
Engines = Annotated[
    list[str] | None,
    typer.Option("--engine", help="Chỉ máy này (only this engine; give it again for more)."),
]

Jobs = Annotated[int, typer.Option(help="Số tiến trình (processes to index with, too).", min=1)]

Processes = Annotated[
    list[int],
    typer.Option("--processes", help="Số tiến trình, nhiều lần được (how many; again).", min=1),
]

Typed = Annotated[str, typer.Option("--query", help="Câu hỏi (what to search for).")]
Runs = Annotated[int, typer.Option(help="Số lần chạy (runs of each command).", min=1)]
Aside = Annotated[
    Path | None,
    typer.Option("--corpus", help="Thay cho --data: bài để lập chỉ mục (articles to index aside)."),
]
