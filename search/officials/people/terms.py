"""The posts of one person, from every article that shows one: since when and until when seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.officials.organisations import Organisation
from search.officials.people.appearances import name_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from search.officials.people.appearances import Held


class Showing(NamedTuple):
    """An article of a day, and the place in it that gives somebody a post.

    ``home`` is the province of the paper: see ``evidence.home``.
    """

    held: Held
    published: str
    article: int
    place: str
    home: str


@dataclass(frozen=True, slots=True)
class Term:
    """A post of a person: the days on which it was first and last said, in how many articles.

    Days are empty where none of the articles has one. ``article`` and ``shown`` are the latest
    place that says it.
    """

    title: str
    organisation: Organisation
    former: bool
    first: str
    last: str
    articles: int
    article: int
    shown: str
    home: str = ""


def term_in(row: sqlite3.Row) -> Term:
    """Read a row of the table of offices."""
    return Term(
        row["title"],
        Organisation(row["organisation"], row["place"]),
        bool(row["former"]),
        row["first"],
        row["last"],
        row["articles"],
        row["article"],
        row["shown"],
    )


def post(held: Term | Held) -> str:
    """Return a post as one would write it: ``nguyên Giám đốc Sở Y tế Nghệ An``."""
    return f"nguyên {office(held)}" if held.former else office(held)


def office(held: Term | Held) -> str:
    """Return a post as one would look for it, whether somebody still holds it or not."""
    organisation, whole = held.organisation, str(held.organisation)
    if organisation.name and held.title.lower().endswith(organisation.name.lower()):
        whole = organisation.place  # Bí thư Tỉnh ủy
    return " ".join(filter(None, (held.title, whole)))


def terms(showings: Iterable[Showing]) -> list[tuple[Term, list[Showing]]]:
    """Return one term for each post with all that shows it, the latest first.

    Where a place is left out, the post is the one that has it, if there is only one such.
    """
    by_post: dict[tuple[str, str, bool], dict[str, list[Showing]]] = {}
    for each in showings:
        name, place = each.held.organisation.key
        post = (name_key(each.held.title), name, each.held.former)
        by_post.setdefault(post, {}).setdefault(place, []).append(each)
    found = []
    for places in by_post.values():
        if len(places) == 2 and "" in places:  # noqa: PLR2004
            placeless = places.pop("")
            [placed] = places.values()
            placed += placeless
        found += [(_term(each), each) for each in places.values()]
    return sorted(found, key=lambda each: _lateness(each[0]), reverse=True)


def _lateness(term: Term) -> tuple[str, int, str]:
    return term.last, term.articles, term.title


def _term(showings: Sequence[Showing]) -> Term:
    dates = sorted(each.published for each in showings if each.published)
    latest = max(showings, key=lambda each: (each.published, each.article))
    return Term(
        title=_usual(each.held.title for each in showings),
        organisation=Organisation(
            _usual(each.held.organisation.name for each in showings),
            _usual(each.held.organisation.place for each in showings),
        ),
        former=latest.held.former,
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        articles=len({each.article for each in showings}),
        article=latest.article,
        shown=latest.place,
        home=latest.home,
    )


def _usual(texts: Iterable[str]) -> str:
    """Return the most frequent text that is not empty, of several the first by the alphabet."""
    counted = Counter(filter(None, texts)).items()
    return min(counted, key=lambda each: (-each[1], each[0]), default=("", 0))[0]
