"""Commands that ask: search, duplicates and show."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from search.cli.options import ArticleId, Data, Json  # noqa: TC001 - typer reads the annotations
from search.hits import Facet, Kind, Sort
from search.settings import DataDirectory

Words = Annotated[list[str], typer.Argument(metavar="QUERY", help="Điều cần tìm (the query).")]
Limit = Annotated[int, typer.Option(help="Số kết quả một trang (hits on a page), 1–1000.")]
Page = Annotated[int, typer.Option(help="Trang thứ mấy (which page), từ 1.")]
SortBy = Annotated[Sort, typer.Option("--sort", help="Thứ tự kết quả (the order of hits).")]
SourceName = Annotated[
    str, typer.Option("--source", help="Chỉ bài của báo này (only articles of this source).")
]
First = Annotated[
    str,
    typer.Option("--from", metavar="DATE", help="Từ ngày, tháng hay năm này (from then on)."),
]
Last = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Đến hết ngày, tháng hay năm này (up to then).")
]
Within = Annotated[
    str,
    typer.Option(
        "--in",
        metavar="FIELD",
        help="Chỉ tìm trong phần này (look only in): title, lead, body, caption, …",
    ),
]
Captions = Annotated[
    bool, typer.Option("--captions", help="Tìm từng chú thích ảnh (captions, one a hit).")
]
Exact = Annotated[
    bool, typer.Option("--exact", help="Đúng dấu như đã gõ (match accents exactly as typed).")
]
AllCopies = Annotated[
    bool,
    typer.Option("--all-copies", help="Hiện mọi bài gần giống nhau (near-copies one by one)."),
]
Filters = Annotated[
    list[str],
    typer.Option(
        "--filter",
        metavar="FACET=VALUE",
        help="Chỉ bài có giá trị này (only what has this value): section=Thời sự, year=2020, …",
    ),
]
Excluded = Annotated[
    list[str],
    typer.Option(
        "--exclude", metavar="FACET=VALUE", help="Trừ bài có giá trị này (without this value)."
    ),
]
Facets = Annotated[
    list[Facet],
    typer.Option("--facet", help="Đếm kết quả theo (count all hits by); có thể lặp lại."),
]
NoExpand = Annotated[
    bool,
    typer.Option("--no-expand", help="Không tìm cả dạng viết tắt hay đầy đủ (as typed only)."),
]
NoSuccession = Annotated[
    bool,
    typer.Option("--no-succession", help="Không tìm cả tên cũ (no older names)."),
]
NoRelax = Annotated[
    bool,
    typer.Option("--no-relax", help="Chỉ bài có đủ các từ (only what has every word)."),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Điểm từ đâu mà có (where each score comes from).")
]


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
    no_expand: NoExpand = False,
    no_succession: NoSuccession = False,
    no_relax: NoRelax = False,
    all_copies: AllCopies = False,
    filters: Filters = [],  # noqa: B006 - typer copies it
    excluded: Excluded = [],  # noqa: B006
    facets: Facets = [],  # noqa: B006
    explain: Explain = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Tìm bài hoặc chú thích ảnh (find articles or captions).

    Ví dụ (example):  timbao search "chuyển đổi số" --from 2020 --sort newest
    """
    from search.cli.terminal import note, show, show_json
    from search.query.facet_filters import facet_filters
    from search.query.names import field_named
    from search.query.periods import period
    from search.request import Request
    from search.searcher import Searcher

    request = Request(
        text=" ".join(query),
        kind=Kind.CAPTION if captions else Kind.ARTICLE,
        sort=sort,
        limit=limit,
        page=page,
        exact=exact,
        expand=not no_expand,
        succession=not no_succession,
        relax=not no_relax,
        within=field_named(within) if within else None,
        source=source,
        first=period(first)[0] if first else None,
        last=period(last)[1] if last else None,
        all_copies=all_copies,
        filters=facet_filters(filters, excluded),
        facets=tuple(dict.fromkeys(facets)),
        explain=explain,
    )
    with Searcher.open(DataDirectory.resolve(data)) as searcher:
        found = searcher.search(request)
    if json_output:
        from search import payloads

        show_json(payloads.result_page(found))
    else:
        from search.cli import results

        if found.hits:
            show(results.result_page(found))
        else:
            note(results.nothing(found))
    if not found.hits:
        raise typer.Exit(1)


def duplicates(data: Data = None, json_output: Json = False) -> None:
    """Liệt kê các nhóm bài gần giống nhau (list groups of near-copies)."""
    from search import payloads
    from search.cli import terminal
    from search.duplicates import duplicates

    groups = list(duplicates(DataDirectory.resolve(data)))
    if json_output:
        terminal.show_json(payloads.duplicates(groups))
    else:
        from search.cli import results

        terminal.show(results.duplicates(groups))
    if not groups:
        raise typer.Exit(1)


def show(
    article_id: ArticleId,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """In một bài như đã đăng (print an article)."""
    from search import payloads
    from search.cli import terminal
    from search.texts import opened_texts

    # `search --captions --json` calls the second photo of an article ID#2
    of_photo, _, _ = article_id.rpartition("#")
    with closing(opened_texts(DataDirectory.resolve(data))) as texts:
        known = texts.articles([article_id, of_photo])
        whole = known.get(article_id) or known.get(of_photo) or texts.article(article_id)
    if json_output:
        terminal.show_json(payloads.article(whole))
    else:
        from search.cli import results

        terminal.show(results.article(whole))
