"""The whole answer of `timbao search`: what somebody waits for who is at a page or an API."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.benchmark.peers.timbao import Timbao, segments_of
from search.building import batched
from search.engines.whoosh.engine import WhooshEngine
from search.hits import Facet
from search.officials.older_names import OlderNames
from search.people_filters import PeopleFilters
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory
from search.vietnamese.analyzer import default_analyzer

if TYPE_CHECKING:
    from pathlib import Path

    from search.benchmark.collection import Collection
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery


class WholeAnswer:
    """All that follows the ten matches too: near-copies as one, articles, marks, what was meant.

    It needs the archive, and so has an index of its own beside one.
    """

    name = "timbao, whole answer"
    index = "timbao, whole answer"
    most_articles = None

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index the articles as the other rows of ours have it, and keep them in an archive."""
        Timbao().build(collection, folder, segments)
        with Archive(DataDirectory(folder).archive, create=True) as archive:
            for batch in batched(collection.articles()):
                with archive.transaction():
                    for article in batch:
                        archive.accept(article, self.name)

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Open(folder)


class _Open:
    def __init__(self, folder: Path) -> None:
        data = DataDirectory(folder)
        self._folder = folder
        archive = Archive(data.archive)
        reader = WhooshEngine().reader(folder)
        self._searcher = Searcher(
            archive,
            reader,
            default_analyzer(),
            PeopleFilters(data),
            change=archive.last_change(),
            older=OlderNames.over(data),
        )

    @property
    def segments(self) -> int | None:
        return segments_of(self._folder)

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        year = query.year
        request = Request(
            text=query.text,
            limit=limit,
            first=date(year, 1, 1) if year else None,
            last=date(year, 12, 31) if year else None,
            facets=(Facet.SOURCE,) if query.counted else (),
        )

        def run() -> list[str]:
            return [hit.article.id for hit in self._searcher.search(request).hits]

        return run

    def close(self) -> None:
        self._searcher.close()
