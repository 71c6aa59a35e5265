"""What the file of people tells about time: a person's years and photos, who held a post when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.officials.people.appearances import places_from, posts_from
from search.officials.people.conditions import of_post
from search.officials.people.honours import honour_in
from search.officials.people.register import Seen
from search.officials.people.terms import term_in

if TYPE_CHECKING:
    from search.officials.people.appearances import Held
    from search.officials.people.asked import AskedPost
    from search.officials.people.honours import Honour
    from search.officials.people.register import Person, Register
    from search.officials.people.store import PeopleFile
    from search.officials.people.terms import Term


class Named(NamedTuple):
    """A person in one article, and the posts that it gives them."""

    person: Person
    posts: tuple[Held, ...]


class Chronicle:
    """Reads the file that a register reads, for the pages of people, posts and articles."""

    def __init__(self, file: PeopleFile, register: Register) -> None:
        self._file = file
        self._register = register

    def years(self, person: int) -> dict[str, int]:
        """Return how many articles of each year name a person; undated ones are under ``""``."""
        rows = self._file.rows(
            "SELECT substr(published, 1, 4) AS year, count(DISTINCT article) AS articles"
            " FROM appearance JOIN article ON number = article WHERE person = ?"
            " GROUP BY year ORDER BY year",
            (person,),
        )
        return {row["year"]: row["articles"] for row in rows}

    def seen(self, person: int, year: str, limit: int) -> list[Seen]:
        """Return the articles of a year that name a person, the latest first."""
        return self._seen("substr(published, 1, 4) = ?", [person, year, limit])

    def pictured(self, person: int, limit: int) -> list[Seen]:
        """Return the articles with a photo whose caption names a person, the latest first."""
        return self._seen("places LIKE '%:%'", [person, limit])  # only photos have a colon

    def _seen(self, condition: str, values: list[int | str]) -> list[Seen]:
        rows = self._file.rows(
            "SELECT id, published, group_concat(places, ' ') AS places FROM appearance"
            f" JOIN article ON number = article WHERE person = ? AND {condition}"
            " GROUP BY article ORDER BY published DESC, id LIMIT ?",
            values,
        )
        return [
            Seen(row["id"], row["published"], tuple(places_from(row["places"]))) for row in rows
        ]

    def honours(self, person: int) -> list[tuple[Honour, str]]:
        """Return a person's awards with ids of articles, the earliest first, undated ones last."""
        rows = self._file.rows(
            "SELECT award.*, id FROM award JOIN article ON article.number = article"
            " WHERE person = ? ORDER BY award.number",
            (person,),
        )
        return [(honour_in(row), row["id"]) for row in rows]

    def named_in(self, article_id: str) -> list[Named]:
        """Return whom an article names: those with a post first, then those it names most."""
        rows = self._file.rows(
            "SELECT person, posts FROM appearance JOIN article ON article.number = article"
            " WHERE article.id = ? ORDER BY posts = '', length(places) DESC, name",
            (article_id,),
        )
        people = {each.number: each for each in self._register.people(r["person"] for r in rows)}
        return [
            Named(people[row["person"]], tuple(posts_from(row["posts"])))
            for row in rows
            if row["person"] in people
        ]

    def holders(self, post: AskedPost, limit: int) -> list[tuple[Person, Term]]:
        """Return who was seen in a post and when, the latest first, undated ones last."""
        if post.empty:
            return []
        conditions, values = of_post(post)
        rows = self._file.rows(
            f"SELECT * FROM office WHERE {conditions} ORDER BY last DESC, articles DESC LIMIT ?",
            [*values, limit],
        )
        people = {each.number: each for each in self._register.people(r["person"] for r in rows)}
        return [(people[row["person"]], term_in(row)) for row in rows if row["person"] in people]
