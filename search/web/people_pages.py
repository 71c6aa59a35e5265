"""The pages of people: who is meant, one person, who held a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response  # noqa: TC002 - FastAPI reads annotations

from search.deciding import NobodyThere
from search.web.asking import ReaderLanguage, Threads  # noqa: TC001 - likewise
from search.web.pages import page_response
from search.web.parameters import PageParameters, person_path
from search.web.people_parameters import (  # noqa: TC001 - likewise
    PeopleParameters,
    PersonParameters,
)
from search.web.people_view import year_chart
from search.web.rendering import render

if TYPE_CHECKING:
    from search.web.reading_threads import OpenedIndex

router = APIRouter(include_in_schema=False)

_HOLDERS = 100


@router.get("/people")
async def people(
    parameters: Annotated[PeopleParameters, Query()], threads: Threads, language: ReaderLanguage
) -> Response:
    """Show who may be meant; without a query those in most articles."""
    wanted = parameters.wanted()

    def found(opened: OpenedIndex) -> bytes:
        with opened.people() as known:
            listed = known.listed(wanted, parameters.limit + 1, typed=parameters.q)
        shown, more = listed[: parameters.limit], len(listed) > parameters.limit
        return render("people.html", language, parameters, "/people", people=shown, more=more)

    return page_response(await threads.ask(found))


@router.get("/people/{person_id:path}")
async def person(
    person_id: str,
    parameters: Annotated[PersonParameters, Query()],
    threads: Threads,
    language: ReaderLanguage,
) -> Response:
    """Show one person: posts, years, photos, who is named beside them, who else has the name."""

    def found(opened: OpenedIndex) -> bytes:
        with opened.people() as known:
            portrait = known.portrait(person_id, year=parameters.year, articles=parameters.articles)
        if portrait is None:
            raise NobodyThere(person_id)
        return render(
            "person.html",
            language,
            parameters,
            person_path(person_id),
            portrait=portrait,
            chart=year_chart(portrait.years),
        )

    return page_response(await threads.ask(found))


@router.get("/offices")
async def office(
    parameters: Annotated[PageParameters, Query()], threads: Threads, language: ReaderLanguage
) -> Response:
    """Show who was seen in a post or an organisation, the latest first."""

    def found(opened: OpenedIndex) -> bytes:
        with opened.people() as known:
            page = known.holders(parameters.q, _HOLDERS)
        return render("office.html", language, parameters, "/offices", page=page)

    return page_response(await threads.ask(found))
