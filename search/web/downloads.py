"""A search in other forms, at the URL of its page: .json, .csv, .atom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest  # noqa: TC002 - FastAPI reads annotations
from starlette.responses import Response, StreamingResponse

from search import payloads
from search.web.api import json_response, to_json
from search.web.asking import Parameters, Threads  # noqa: TC001 - FastAPI reads annotations
from search.web.exports import atom, csv_header, csv_rows
from search.web.search_view import counted_request, with_people

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from search.hits import ResultPage
    from search.request import Request
    from search.web.reading_threads import ReadingThreads

router = APIRouter(include_in_schema=False)

MOST_ROWS = 10_000
_AT_ONCE = 200


@router.get("/search.json")
async def as_json(parameters: Parameters, threads: Threads) -> Response:
    """Return what the page shows, with its counts, as the API gives it."""
    request = counted_request(parameters)
    return json_response(
        await threads.ask(
            lambda opened: to_json(
                payloads.result_page(opened.searcher.search(with_people(request, opened.searcher)))
            )
        )
    )


@router.get("/search.csv")
async def as_csv(parameters: Parameters, threads: Threads) -> Response:
    """Return all hits from the first on, MOST_ROWS at most, as they are found."""
    request = replace(parameters.request(), limit=_AT_ONCE, page=1)
    first = await _rows(threads, request)  # what is wrong with the query is said before the rows
    return StreamingResponse(
        _table(threads, request, first),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": 'attachment; filename="timbao.csv"'},
    )


async def _rows(threads: ReadingThreads, request: Request) -> tuple[bytes, bool]:
    """Return the rows of one page, and whether there are more."""

    def rows(page: ResultPage) -> tuple[bytes, bool]:
        return csv_rows(page.hits), page.page < page.pages

    return await threads.ask(lambda opened: rows(opened.searcher.search(request)))


async def _table(
    threads: ReadingThreads, request: Request, first: tuple[bytes, bool]
) -> AsyncIterator[bytes]:
    rows, more = first
    yield csv_header() + rows
    for number in range(2, MOST_ROWS // _AT_ONCE + 1):
        if not more:
            return
        rows, more = await _rows(threads, replace(request, page=number))
        yield rows


@router.get("/search.atom")
async def as_feed(http: HttpRequest, parameters: Parameters, threads: Threads) -> Response:
    """Return the hits of the page as a feed."""
    request = parameters.request()
    base = str(http.base_url).rstrip("/")
    own, page_url = parameters.url("/search.atom"), parameters.url()
    body = await threads.ask(
        lambda opened: atom(
            opened.searcher.search(request),
            base=base,
            own_url=own,
            page_url=page_url,
            updated=opened.built_at,
        )
    )
    return Response(body, media_type="application/atom+xml")
