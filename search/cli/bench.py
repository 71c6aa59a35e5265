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
Articles = Annotated[int, typer.Option(help="Số bài (how many articles to index).", min=1)]
Queries = Annotated[int, typer.Option(help="Số cụm từ (how many phrases to cut).", min=1)]
Seed = Annotated[int, typer.Option(help="Số gieo (the seed of the random choice).")]


@app.command()
def segmentation(
    corpus: Corpus, gold: Gold = None, texts: Most = 20_000, json_output: Json = False
) -> None:
    """So cách tách từ với pyvi (compare our words with pyvi's).

    Each paragraph is compared as written, in lower case, in capitals, without accents and in NFD.
    """
    from search import payloads
    from search.benchmark.segmentation import compare
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("So từng đoạn") as comparing:
        compared = compare(corpus, most=texts, gold=gold, progress=comparing)
    if json_output:
        show_json(payloads.segmentation(compared))
    else:
        from search.cli import tables

        show(tables.segmentation(compared))


@app.command()
def recall(
    corpus: Corpus,
    articles: Articles = 1_000,
    queries: Queries = 200,
    seed: Seed = 1,
    json_output: Json = False,
) -> None:
    """Tìm cụm từ cắt từ tít (ask for phrases cut from titles).

    Each phrase is asked for as written, in other cases, without accents, in the other tone style
    and in NFD: how often is its article found, how often among the first ten.
    """
    from search import payloads
    from search.benchmark import recall as benchmark
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("Đo") as measuring:
        rows = benchmark.recall(
            corpus, articles=articles, queries=queries, seed=seed, progress=measuring
        )
    if json_output:
        show_json(payloads.recall(rows))
    else:
        from search.cli import tables

        show(tables.recall(rows))
