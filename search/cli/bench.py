"""Commands that measure: bench segmentation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.cli.options import Json  # noqa: TC001 - likewise

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Đo tốc độ và bộ nhớ (measure speed and memory).",
)

Corpus = Annotated[
    Path, typer.Option("--corpus", help="Bài báo (articles in any form that index reads).")
]
Gold = Annotated[
    Path | None, typer.Option("--gold", help="Từ chuẩn (a CoNLL-U file to judge words by).")
]
Most = Annotated[int, typer.Option("--texts", help="Số đoạn văn (how many paragraphs to take).")]


@app.callback()
def _bench() -> None:
    """Keep ``segmentation`` a command of its own while it is the only one."""


@app.command()
def segmentation(
    corpus: Corpus, gold: Gold = None, texts: Most = 20_000, json_output: Json = False
) -> None:
    """So cách tách từ với pyvi (compare our words with pyvi's).

    Each paragraph is compared as written, in lower case, in capitals, without accents and in NFD.
    """
    from search import payloads
    from search.benchmark.segmentation import compare
    from search.cli.terminal import show, show_json

    compared = compare(corpus, most=texts, gold=gold)
    if json_output:
        show_json(payloads.segmentation(compared))
    else:
        from search.cli import tables

        show(tables.segmentation(compared))
