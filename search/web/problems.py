"""Errors as answers: a problem (RFC 9457) for programs, a page with a way out for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from search import payloads
from search.deciding import NobodyThere
from search.errors import (
    ArchiveMissing,
    ArticleMissing,
    IndexMissing,
    InternalError,
    QueryError,
    SearchError,
    UsageError,
)
from search.web.languages import preferred
from search.web.parameters import MAX_QUERY, SearchParameters
from search.web.reading_threads import Overloaded
from search.web.rendering import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI
    from starlette.requests import Request as HttpRequest

_PROGRAMS = ("/api/", "/healthz", "/metrics", "/cite/", "/static/")
_FILES = (".json", ".csv", ".atom")


class NoSuchPage(UsageError):
    """Nothing at this address."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__("Không có trang nào ở địa chỉ này", "there is no page at this address")


def install(app: FastAPI) -> None:
    """Answer every error of ``app`` so."""

    async def known(request: HttpRequest, error: Exception) -> Response:
        assert isinstance(error, SearchError)  # noqa: S101 - it is installed for these
        return answer(request, error)

    async def invalid(request: HttpRequest, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - likewise
        return answer(request, _misused(error))

    async def http(request: HttpRequest, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 - likewise
        return answer(request, NoSuchPage(error.status_code), headers=error.headers)

    async def bug(request: HttpRequest, error: Exception) -> Response:
        return answer(request, InternalError(error))

    app.add_exception_handler(SearchError, known)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, bug)


def status_of(error: SearchError) -> int:
    """Return the HTTP status that an error comes with."""
    match error:
        case NoSuchPage():
            return error.status
        case ArticleMissing() | NobodyThere():
            return 404
        case UsageError():
            return 400
        case InternalError():
            return 500
        case _:
            return 503


def answer(
    request: HttpRequest, error: SearchError, headers: Mapping[str, str] | None = None
) -> Response:
    """Return the answer that tells of ``error``."""
    status = status_of(error)
    headers = dict(headers or {})
    if isinstance(error, Overloaded):
        headers["Retry-After"] = "5"
    path = request.url.path
    if path.startswith(_PROGRAMS) or path.endswith(_FILES):
        said = {
            "type": f"urn:timbao:error:{type(error).__name__}",
            "title": error.en,
            "status": status,
            **payloads.error(error),
        }
        body = json.dumps(said, ensure_ascii=False).encode()
        return Response(body, status, headers, media_type="application/problem+json")
    parameters = _asked(request)
    language = parameters.lang or preferred(request.headers.get("accept-language", ""))
    page = render(
        "problem.html",
        language,
        parameters,
        error=error,
        status=status,
        kind=_kind(error),
        literal=parameters.changed(q=error.literal) if isinstance(error, QueryError) else None,
    )
    return HTMLResponse(page, status, headers)


def _kind(error: SearchError) -> str:
    if isinstance(error, ArchiveMissing | IndexMissing):
        return "first-run"
    if isinstance(error, QueryError):
        return "query"
    return "misuse" if isinstance(error, UsageError) else "trouble"


def _asked(request: HttpRequest) -> SearchParameters:
    """Return what was asked as far as it can be understood, to be shown in the box."""
    given = request.query_params
    named = {name: given[name] for name in ("q", "kind", "sort", "exact", "lang") if name in given}
    try:
        return SearchParameters.model_validate(named)
    except ValidationError:
        return SearchParameters(q=given.get("q", "")[:MAX_QUERY])


def _misused(error: RequestValidationError) -> UsageError:
    said = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in error.errors())
    return UsageError(f"Tham số không dùng được: {said}", f"not a parameter that works: {said}")
