"""What one file of people holds of its articles, for another file that several go into."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from search.officials.people.appearances import Written
from search.officials.people.gathering import Gathered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.officials.people.store import PeopleFile


def gathered(file: PeopleFile) -> Iterator[Gathered]:
    """Yield who appears in each article, as it was put into ``file``."""
    rows = file.rows(
        "SELECT id, published, source, key, spelt, places, posts, awards FROM article"
        " JOIN appearance ON article = article.number JOIN name ON name = name.number"
        " ORDER BY article.number, name"
    )
    for (article_id, published, source), found in groupby(
        rows, key=itemgetter("id", "published", "source")
    ):
        people = tuple(
            Written(each["key"], each["spelt"], each["places"], each["posts"], each["awards"])
            for each in found
        )
        yield Gathered(article_id, published, source, people)
