"""The HTTP API: answers with the keys of ``--json``, errors as problems."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import Response

from search import inspection, payloads
from search.archive.store import Archive
from search.engines.configuration import engine_of
from search.web.asking import Parameters, Threads  # noqa: TC001 - FastAPI reads annotations
from search.web.parameters import MAX_QUERY

if TYPE_CHECKING:
    from search.settings import DataDirectory
    from search.web.reading_threads import OpenedIndex

_MOST_SUGGESTIONS = 20


@cache
def _examples() -> dict[str, Any]:
    text = (files("search.web") / "data" / "api_examples.json").read_text("utf-8")
    examples: dict[str, Any] = json.loads(text)
    return examples


def documented(name: str) -> dict[int | str, dict[str, Any]]:
    """Return how OpenAPI shows the answers of a route: one that succeeds, and a problem."""

    def answer(description: str, kind: str, example: str) -> dict[str, Any]:
        shown = {"schema": {"type": "object"}, "example": _examples()[example]}
        return {"description": description, "content": {kind: shown}}

    return {
        200: answer("The answer.", "application/json", name),
        "default": answer("What went wrong.", "application/problem+json", "problem"),
    }


def to_json(value: payloads.JsonObject) -> bytes:
    """Return ``value`` as it goes over the line."""
    return json.dumps(value, ensure_ascii=False).encode()


def json_response(body: bytes) -> Response:
    """Return an answer that is asked for anew each time."""
    headers = {"Cache-Control": "no-cache"}
    return Response(body, media_type="application/json", headers=headers)


router = APIRouter(prefix="/api", default_response_class=Response)


@router.get("/search", responses=documented("search"))
async def search(parameters: Parameters, threads: Threads) -> Response:
    """Search articles or photo captions: ``timbao search --json`` over HTTP."""
    request = parameters.request()

    def found(opened: OpenedIndex) -> bytes:
        return to_json(payloads.result_page(opened.searcher.search(request)))

    return json_response(await threads.ask(found))


@router.get("/suggest", responses=documented("suggest"))
async def suggest(
    threads: Threads,
    q: Annotated[str, Query(max_length=MAX_QUERY, description="What is typed so far.")] = "",
    limit: Annotated[int, Query(ge=1, le=_MOST_SUGGESTIONS)] = 8,
) -> Response:
    """Complete what is being typed."""

    def found(opened: OpenedIndex) -> bytes:
        return to_json(payloads.suggestions(q, opened.completer.suggest(q, limit=limit)))

    return json_response(await threads.ask(found))


@router.get("/articles/{article_id:path}", responses=documented("article"))
async def article(
    article_id: Annotated[str, Path(description="An id, as hits have it.")], threads: Threads
) -> Response:
    """Return an article as its paper published it."""

    def read(opened: OpenedIndex) -> bytes:
        return to_json(payloads.article(opened.archive.article(article_id)))

    return json_response(await threads.ask(read))


@router.get("/status", responses=documented("status"))
async def status(threads: Threads) -> Response:
    """Say what archive and index hold, and what could not be read."""
    return json_response(await threads.read(_status))


def _status(data: DataDirectory) -> bytes:
    known = inspection.status(data, engine_of(data))
    with Archive(data.archive) as archive:
        return to_json(payloads.status(known, archive.quarantine.entries()))


for_machines = APIRouter(include_in_schema=False)


@for_machines.get("/healthz")
async def healthz() -> Response:
    """Say that this process answers; whether there is an index is for /api/status."""
    return Response(b'{"status": "ok"}', media_type="application/json")


@for_machines.get("/metrics")
async def metrics() -> Response:
    """Return what Prometheus scrapes, of all worker processes together."""
    registry = None
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    body = generate_latest(registry) if registry else generate_latest()
    return Response(body, media_type=CONTENT_TYPE_LATEST)
