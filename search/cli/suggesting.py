"""Commands that suggest: what is like an article."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import ArticleId, Data, Json  # noqa: TC001 - typer reads the annotations
from search.settings import DataDirectory

Articles = Annotated[int, typer.Option("--limit", help="Nhiều nhất mấy bài (articles), 1–1000.")]


def similar(
    article_id: ArticleId,
    limit: Articles = 10,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Tìm những bài giống một bài (find articles like one)."""
    from search.cli.terminal import note, show, show_json
    from search.searcher import Searcher

    with Searcher.open(DataDirectory.resolve(data)) as searcher:
        found = searcher.similar(article_id, limit=limit)
    if json_output:
        from search import payloads

        show_json(payloads.similar(found))
    elif found.hits:
        from search.cli import results

        show(results.similar(found))
    else:
        note("Không có bài nào giống (no article is like it)")
    if not found.hits:
        raise typer.Exit(1)
