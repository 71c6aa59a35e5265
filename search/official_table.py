"""Answers about people as CSV, for spreadsheets: no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from search.officials.people.terms import post

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.people.register import Person
    from search.people import Profile

_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_OF_APPEARANCES = (
    "person",
    "name",
    "published",
    "source",
    "article",
    "title",
    "sentence",
    "photos",
    "credits",
    "awards",
    "url",
)
_OF_PEOPLE = ("person", "name", "articles", "photos", "first", "last", "posts")


def appearances(profiles: Iterable[Profile]) -> str:
    """Return a row for each article in which each person is shown.

    Photos and their credits are in the same order; the awards are all of the person's.
    """
    return _table(
        _OF_APPEARANCES,
        (
            (
                each.person.id,
                each.person.name,
                seen.article.published.isoformat() if seen.article.published else "",
                seen.article.source,
                seen.article.id,
                seen.article.title,
                seen.sentence.text if seen.sentence else "",
                " | ".join(caption.text for caption, _ in seen.photos),
                " | ".join(caption.credit for caption, _ in seen.photos),
                "; ".join(shown.fact.name for shown in each.honours),
                seen.article.url,
            )
            for each in profiles
            for seen in each.articles
        ),
    )


def people(found: Iterable[Person]) -> str:
    """Return a row for each person."""
    return _table(
        _OF_PEOPLE,
        (
            (
                each.id,
                each.name,
                str(each.articles),
                str(each.photos),
                each.first,
                each.last,
                "; ".join(map(post, each.terms)),
            )
            for each in found
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue()


def _safe(cell: str) -> str:
    """Return a cell as text on one line; an apostrophe keeps a spreadsheet from computing it."""
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
