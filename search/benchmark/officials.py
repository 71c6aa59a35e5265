"""How long it takes to say who is meant: by name, by post, by a given name in an organisation."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

from search.benchmark.first_and_again import FirstAndAgain, first_and_again
from search.errors import UsageError
from search.officials.people.conditions import Wanted
from search.officials.people.register import Register
from search.people import People
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from search.officials.people.register import Person
    from search.officials.people.terms import Term
    from search.settings import DataDirectory

#: A typed name and an office, which may be empty.
Asked = tuple[str, str]

#: People to choose from: those in most articles, since they are asked for, and take longest.
_MOST_PEOPLE = 2_000


def officials(data: DataDirectory, *, queries: int, seed: int) -> list[FirstAndAgain]:
    """Time what ``timbao official`` asks, about people of a data directory chosen by ``seed``.

    Raises UsageError where nobody has a post, and what opening archive and people raises.
    """
    with closing(Register.open(data)) as register:
        listed = register.listed(Wanted(), _MOST_PEOPLE)
    held = [each for each in listed if any(term.organisation.name for term in each.terms)]
    if not held:
        raise UsageError("Chưa ai có chức vụ nào", "Nobody has a post yet")
    chance = random.Random(seed)  # noqa: S311 - a benchmark is to be repeated
    chosen = [chance.choice(held) for _ in range(queries)]
    kinds = {
        "name": [(each.name, "") for each in chosen],
        "name without accents": [(fold(each.name), "") for each in chosen],
        "post": [(_post(each), "") for each in chosen],
        "title": [(_term(each).title, "") for each in chosen],
        "given name, organisation": [
            (f"ông {each.name.split()[-1]}", _organisation(each)) for each in chosen
        ],
    }
    with People.open(data) as people:

        def ask(asked: Asked) -> object:
            typed, office = asked
            return people.find(typed, office=office)

        return [first_and_again(name, ask, asked) for name, asked in kinds.items()]


def _post(person: Person) -> str:
    term = _term(person)
    return f"{term.title} {term.organisation}"


def _organisation(person: Person) -> str:
    return str(_term(person).organisation)


def _term(person: Person) -> Term:
    return next(each for each in person.terms if each.organisation.name)
