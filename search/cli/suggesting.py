"""Commands that suggest: what may be about to be typed, what is like an article."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import ArticleId, Data, Json, readable
from search.settings import DataDirectory

Prefix = Annotated[
    list[str], typer.Argument(metavar="PREFIX", help="Phần đã gõ (what is typed so far).")
]
Suggestions = Annotated[
    int, typer.Option("--limit", help="Nhiều nhất mấy gợi ý (suggestions), 1–100.")
]
Articles = Annotated[int, typer.Option("--limit", help="Nhiều nhất mấy bài (articles), 1–1000.")]


def suggest(
    prefix: Prefix,
    limit: Suggestions = 10,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Gợi ý khi đang gõ (complete what is being typed).

    Ví dụ (example):  timbao suggest "chuyen doi s"
    """
    from search.cli.terminal import note, show, show_json
    from search.completing import Completer

    typed = readable(" ".join(prefix))
    with Completer.open(DataDirectory.resolve(data)) as completer:
        found = completer.suggest(typed, limit=limit)
    if json_output:
        from search import payloads

        show_json(payloads.suggestions(typed, found))
    elif found:
        from search.cli import tables

        show(tables.suggestions(found))
    else:
        note("Không có gợi ý (no suggestions)")
    if not found:
        raise typer.Exit(1)


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
