"""Commands that ask: search and show."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations
from search.hits import Kind, Sort
from search.settings import DataDirectory

Words = Annotated[list[str], typer.Argument(metavar="QUERY", help="What to search for.")]
Limit = Annotated[int, typer.Option(help="Hits on a page, 1 to 1000.")]
Page = Annotated[int, typer.Option(help="Which page, from 1.")]
SortBy = Annotated[Sort, typer.Option("--sort", help="The order of hits.")]
SourceName = Annotated[str, typer.Option("--source", help="Only articles of this source.")]
First = Annotated[
    str, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")
]
Last = Annotated[str, typer.Option("--to", metavar="DATE", help="Up to this day, month or year.")]
Within = Annotated[
    str, typer.Option("--in", metavar="FIELD", help="Look in this field: title, lead, body, …")
]
Captions = Annotated[bool, typer.Option("--captions", help="Find photo captions, one a hit.")]
Exact = Annotated[bool, typer.Option("--exact", help="Match accents exactly as typed.")]


def search(
    query: Words,
    limit: Limit = 10,
    page: Page = 1,
    sort: SortBy = Sort.RELEVANCE,
    source: SourceName = "",
    first: First = "",
    last: Last = "",
    within: Within = "",
    captions: Captions = False,
    exact: Exact = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Find articles or photo captions, best first.

    Example:  timbao search "chuyển đổi số" --from 2020 --sort newest
    """
    from search import payloads
    from search.cli.terminal import note, show, show_json
    from search.query.lexer import field_named
    from search.query.periods import period
    from search.searcher import Request, Searcher

    request = Request(
        text=" ".join(query),
        kind=Kind.CAPTION if captions else Kind.ARTICLE,
        sort=sort,
        limit=limit,
        page=page,
        exact=exact,
        within=field_named(within) if within else None,
        source=source,
        first=period(first)[0] if first else None,
        last=period(last)[1] if last else None,
    )
    with Searcher.open(DataDirectory.resolve(data)) as searcher:
        found = searcher.search(request)
    if json_output:
        show_json(payloads.result_page(found))
    elif found.hits:
        from search.cli import results

        show(results.result_page(found))
    else:
        from search.cli import results

        note(results.nothing(found))
    if not found.hits:
        raise typer.Exit(1)


def show(
    article_id: Annotated[str, typer.Argument(metavar="ID", help="The id of an article.")],
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Print one article as it was published."""
    from search import payloads
    from search.archive.store import Archive
    from search.cli import terminal

    with Archive(DataDirectory.resolve(data).archive) as archive:
        whole = archive.article(article_id.partition("#")[0])
    if json_output:
        terminal.show_json(payloads.article(whole))
    else:
        from search.cli import results

        terminal.show(results.article(whole))
