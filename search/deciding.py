"""A user decides who is who: written to the data directory, and obeyed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import UsageError
from search.officials.people.decisions import add, apart, same
from search.officials.people.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.settings import DataDirectory


class NobodyThere(UsageError):
    """No person with an id, or not in an article. ``typed`` is what nobody has."""

    def __init__(self, typed: str) -> None:
        self.typed = typed
        super().__init__(
            f"Không có ai là {typed}; mã hiện trong: timbao official TÊN",
            f"Nobody is {typed}; ids are shown by: timbao official NAME",
        )


def joined(data: DataDirectory, one: str, other: str, obey: Callable[[], object]) -> str:
    """Take the people with two ids for one; return the id of the first.

    ``obey`` brings the file of people up to what was decided. Raises NobodyThere.
    """
    with Register.open(data) as register:
        first, second = (_appearances(register, each)[0] for each in (one, other))
    add(data.decisions, [same(first, second)])
    obey()
    return one


def parted(
    data: DataDirectory, person: str, article_ids: Sequence[str], obey: Callable[[], object]
) -> str:
    """Take a person in some articles for another one; return the id of who that is.

    ``obey`` as above. Raises NobodyThere, also for an article that does not name the person.
    """
    with Register.open(data) as register:
        names = _appearances(register, person)
    by_name: dict[str, list[str]] = {}
    for article_id in article_ids:
        name = next((name for name, each in names if each == article_id), None)
        if name is None:
            raise NobodyThere(f"{person} ({article_id})")
        by_name.setdefault(name, []).append(article_id)
    add(data.decisions, [apart(*each) for each in by_name.items()])
    obey()
    [name, *_] = by_name
    with Register.open(data) as register:
        return register.person_in(name, by_name[name][0])


def _appearances(register: Register, person_id: str) -> list[tuple[str, str]]:
    """Return the names that a person bears in articles, the first article first."""
    for number in register.identified(person_id):
        return register.appearances(number)
    raise NobodyThere(person_id)
