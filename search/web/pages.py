"""The pages that people read. Their URLs are their state."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest  # noqa: TC002 - FastAPI reads annotations
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from search import inspection
from search.archive.store import Archive
from search.engines.configuration import engine_of
from search.officials.people.store import PeopleMissing
from search.presenter import unmarked
from search.web.asking import (  # noqa: TC001 - FastAPI reads annotations
    Parameters,
    ReaderLanguage,
    Threads,
)
from search.web.citations import Style, citation
from search.web.parameters import SearchParameters, article_path
from search.web.rendering import render
from search.web.search_view import counted_request, search_view
from search.web.wording import PLACE_NAMES

if TYPE_CHECKING:
    from search.archive.quarantine import QuarantineEntry
    from search.inspection import Status
    from search.officials.people.chronicle import Named
    from search.settings import DataDirectory
    from search.web.languages import Language
    from search.web.reading_threads import OpenedIndex

router = APIRouter(include_in_schema=False)

_SIMILAR = 5
_QUARANTINED = 50
#: A page is another one in another language, and after every change of the index.
_HEADERS = {"Vary": "Accept-Language", "Cache-Control": "no-cache"}


def page_response(content: bytes) -> HTMLResponse:
    """Return a page that is asked for anew each time."""
    return HTMLResponse(content, headers=_HEADERS)


@router.get("/")
@router.get("/search")
async def search(parameters: Parameters, threads: Threads, language: ReaderLanguage) -> Response:
    """Show results; without a query the first page, which says how to begin."""
    if not parameters.q.strip():
        return page_response(await threads.ask(partial(_home, language, parameters)))
    request = counted_request(parameters)

    def results(opened: OpenedIndex) -> bytes:
        view = search_view(opened.searcher, request, parameters)
        return render(
            "search.html",
            language,
            parameters,
            view=view,
            page=view.page,
            places=PLACE_NAMES,
            built_at=opened.built_at,
        )

    return page_response(await threads.ask(results))


def _home(language: Language, parameters: SearchParameters, opened: OpenedIndex) -> bytes:
    return render("home.html", language, parameters, "/", articles=opened.articles)


@router.get("/articles/{article_id:path}")
async def article(
    article_id: str, parameters: Parameters, threads: Threads, language: ReaderLanguage
) -> Response:
    """Return an article as published, with what the query of the same URL finds in it marked."""
    request = parameters.request()

    def read(opened: OpenedIndex) -> bytes:
        if parameters.q.strip():
            whole = opened.searcher.article(article_id, request)
        else:
            whole = unmarked(opened.archive.article(article_id))
        similar = opened.searcher.similar(article_id, limit=_SIMILAR)
        named: list[Named] = []
        with suppress(PeopleMissing), opened.people() as people:
            named = people.named_in(article_id)
        citations = {style.value: citation(whole.article, style) for style in Style}
        return render(
            "article.html",
            language,
            parameters,
            article_path(article_id),
            whole=whole,
            article=whole.article,
            similar=similar.hits,
            named=named,
            citations=citations,
        )

    return page_response(await threads.ask(read))


@router.get("/cite/{style}/{article_id:path}")
async def cite(style: Style, article_id: str, threads: Threads) -> Response:
    """Return a citation, to be taken into another program."""
    text = await threads.ask(lambda opened: citation(opened.archive.article(article_id), style))
    suffix = {Style.PLAIN: "txt", Style.BIBTEX: "bib", Style.RIS: "ris"}[style]
    headers = {"Content-Disposition": f'attachment; filename="timbao.{suffix}"'}
    return PlainTextResponse(text, headers=headers)


@router.get("/status")
async def status(parameters: Parameters, threads: Threads, language: ReaderLanguage) -> Response:
    """Show what archive and index hold, and what could not be read."""
    known, quarantine = await threads.read(_status)
    context = {"known": known, "quarantine": quarantine}
    return page_response(render("status.html", language, parameters, "/status", **context))


def _status(data: DataDirectory) -> tuple[Status, list[QuarantineEntry]]:
    known = inspection.status(data, engine_of(data))
    with Archive(data.archive) as archive:
        return known, archive.quarantine.entries(_QUARANTINED)


@router.get("/help")
async def help_page(parameters: Parameters, language: ReaderLanguage) -> Response:
    """Show how to ask, and the keys."""
    return page_response(render("help.html", language, parameters, "/help"))


@router.get("/opensearch.xml")
async def opensearch(request: HttpRequest, language: ReaderLanguage) -> Response:
    """Return what a browser needs to search from its address bar."""
    base = str(request.base_url).rstrip("/")
    body = render("opensearch.xml", language, SearchParameters(), base=base)
    return Response(body, media_type="application/opensearchdescription+xml")
