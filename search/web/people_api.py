"""The HTTP API of people: ``timbao people`` and ``timbao official``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from search import official_payloads
from search.deciding import NobodyThere
from search.web.api import documented, json_response, to_json
from search.web.asking import Threads  # noqa: TC001 - FastAPI reads annotations
from search.web.people_parameters import (  # noqa: TC001 - likewise
    OfficialParameters,
    PeopleParameters,
)

if TYPE_CHECKING:
    from search.web.reading_threads import OpenedIndex

router = APIRouter(prefix="/api", default_response_class=Response)


@router.get("/people", responses=documented("people"))
async def people(parameters: Annotated[PeopleParameters, Query()], threads: Threads) -> Response:
    """List people: ``timbao people --json`` over HTTP."""
    wanted = parameters.wanted()

    def found(opened: OpenedIndex) -> bytes:
        with opened.people() as known:
            listed = known.listed(wanted, parameters.limit, typed=parameters.q)
        return to_json(official_payloads.people(listed))

    return json_response(await threads.ask(found))


@router.get("/people/{person:path}", responses=documented("person"))
async def person(
    person: Annotated[str, Path(description="An id, a name or a post.", max_length=200)],
    parameters: Annotated[OfficialParameters, Query()],
    threads: Threads,
) -> Response:
    """Say who somebody is and where they are mentioned: ``timbao official --json`` over HTTP."""

    def found(opened: OpenedIndex) -> bytes:
        with opened.people() as known:
            page = known.find(
                person,
                office=parameters.office,
                limit=parameters.limit,
                articles=parameters.articles,
                older=parameters.succession,
            )
        if not page.total:
            raise NobodyThere(person)
        return to_json(official_payloads.people_page(page))

    return json_response(await threads.ask(found))
