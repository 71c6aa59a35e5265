"""Which articles are near-copies of each other, group by group."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.engines.configuration import engine_of
from search.engines.opening import open_reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article
    from search.settings import DataDirectory


def duplicates(data: DataDirectory) -> Iterator[list[Article]]:
    """Yield the articles of each group of near-copies, the earliest first, undated ones last.

    The largest groups come first. Raises ArchiveMissing, IndexMissing and kin.
    """
    with Archive(data.archive) as archive:
        with closing(open_reader(data, engine_of(data))) as reader:
            groups = sorted(reader.near_copies(), key=lambda ids: (-len(ids), min(ids)))
        for ids in groups:
            yield sorted(archive.articles(ids).values(), key=_age)


def _age(article: Article) -> tuple[date, str]:
    return article.published or date.max, article.id
