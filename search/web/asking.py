"""What routes are given: the threads that read, the parameters, the reader's language."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from starlette.requests import Request as HttpRequest  # noqa: TC002 - FastAPI reads annotations

from search.web.languages import Language, preferred
from search.web.parameters import SearchParameters
from search.web.reading_threads import ReadingThreads


def _threads(request: HttpRequest) -> ReadingThreads:
    threads: ReadingThreads = request.app.state.threads
    return threads


Parameters = Annotated[SearchParameters, Query()]
Threads = Annotated[ReadingThreads, Depends(_threads)]


def _language(request: HttpRequest) -> Language:
    asked = request.query_params.get("lang")
    if asked in {"vi", "en"}:
        return "en" if asked == "en" else "vi"
    return preferred(request.headers.get("accept-language", ""))


ReaderLanguage = Annotated[Language, Depends(_language)]
