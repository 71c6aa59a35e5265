"""The application that a server runs, put together."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from search.errors import SearchError
from search.settings import ServerSettings
from search.web import api, downloads, pages, people_api, people_pages, problems
from search.web.access_log import AccessLog
from search.web.guard import Guard
from search.web.parameters import SearchParameters
from search.web.reading_threads import ReadingThreads
from search.web.search_view import counted_request, search_view

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from search.web.reading_threads import OpenedIndex

_STATIC = Path(__file__).parent / "static"
_ROUTERS = (
    *(pages.router, people_pages.router, downloads.router),
    *(api.router, people_api.router, api.for_machines),
)
_SMALL = 500  # bytes; packing less makes it larger
_PACKING = 5  # 9 takes twice as long to save a fiftieth


def create_app(settings: ServerSettings | None = None) -> FastAPI:
    """Return the application; without ``settings``, with those of the environment."""
    settings = settings or ServerSettings.from_environment()
    app = FastAPI(
        title="Tìm Báo",
        description="Full-text search for Vietnamese regional news.",
        version=version("timbao"),
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_reading(settings),
    )
    for router in _ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=_STATIC))
    problems.install(app)
    # the one added last sees a request first
    app.add_middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=_PACKING)
    app.add_middleware(Guard, hosts=settings.hosts, token=settings.token())
    app.add_middleware(AccessLog)
    return app


def _reading(
    settings: ServerSettings,
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what holds an index open as long as the application runs."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.threads = threads = ReadingThreads(settings.data)
        warming = asyncio.create_task(_warmed(threads))
        yield
        warming.cancel()
        await asyncio.to_thread(threads.close)

    return lifespan


async def _warmed(threads: ReadingThreads) -> None:
    """Open the index before anybody asks; what is wrong with it whoever asks will be told."""
    with suppress(SearchError):
        await threads.warm(_counted)


def _counted(opened: OpenedIndex) -> None:
    """Find and count as for a page: of many people it takes seconds to read who is where."""
    parameters = SearchParameters(q="và")
    search_view(opened.searcher, counted_request(parameters), parameters)
