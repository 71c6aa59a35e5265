"""This engine, asked plain queries like the others, and asked as somebody types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from whoosh import query as stock
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.article import Revision
from search.benchmark.collection import FIELDS
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import Matching
from search.building import batched
from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.queries import Filtered, PublishedIn
from search.engines.whoosh.schema import SCHEMA, day_number
from search.hits import Facet, Kind, Sort
from search.query.parser import parse
from search.query.tree import And, Published, Query
from search.vietnamese.analyzer import default_analyzer

if TYPE_CHECKING:
    from collections.abc import Collection as Several
    from pathlib import Path

    from search.benchmark.collection import Collection
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery
    from search.engines.whoosh.reader import WhooshReader


_MEMORY_MB = 512


class Timbao:
    """The executor, given Whoosh's query objects: what the others do, and nothing besides."""

    name = "timbao"
    index = "timbao"
    most_articles = None

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index as `timbao index` does; the first segment is compacted before others follow."""
        engine = WhooshEngine()
        engine.create(folder)
        first, *rest = shared(collection.articles(), shares(collection.count, segments))
        for articles, compact in (([first], True), (rest, False)):
            writer = engine.writer(folder)
            for each in articles:
                writer.adopt(engine.build(folder, batched(map(Revision.of, each)), _MEMORY_MB))
            if compact:
                writer.compact()
            writer.commit()

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Plain(folder)


class TimbaoAsTyped(Timbao):
    """The whole of a search up to its ten matches: parsing, segmenting, all evidence for rank.

    Typed words must all match, so that a row of eight finds less than an OR of eight.
    """

    name = "timbao, as typed"

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _AsTyped(folder)


def segments_of(folder: Path) -> int:
    """Return how many segments of articles an index of ours has."""
    toc = TOC.read(FileStorage(str(folder)), INDEX_NAME, schema=SCHEMA)
    return len([each for each in toc.segments if each.kind == Kind.ARTICLE])


class _OpenIndex:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._reader: WhooshReader = WhooshEngine().reader(folder)

    @property
    def segments(self) -> int | None:
        return segments_of(self._folder)

    def close(self) -> None:
        self._reader.close()


class _Plain(_OpenIndex):
    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        executor = self._reader.executors[Kind.ARTICLE]
        asked = _whoosh_query(query)

        def run() -> list[str]:
            found = executor.run(asked, limit=limit, facets=_facets(query))
            return [match.article_id for match in found.matches]

        return run


class _AsTyped(_OpenIndex):
    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        analyzer = default_analyzer()

        def run() -> list[str]:
            asked = parse(query.text, compounds=lambda text: analyzer.analyse(text).words)
            if query.year:
                period = Published(date(query.year, 1, 1), date(query.year, 12, 31))
                asked = Query(asked.text, And((asked.root, period)))
            found = self._reader.search(
                asked,
                kind=Kind.ARTICLE,
                sort=Sort.RELEVANCE,
                offset=0,
                limit=limit,
                facets=_facets(query),
            )
            return [match.article_id for match in found.matches]

        return run


def _facets(query: PlainQuery) -> Several[Facet]:
    return (Facet.SOURCE,) if query.counted else ()


def _whoosh_query(query: PlainQuery) -> stock.Query:
    terms = [f"~{key}" if query.folded else key for key in query.keys]
    if query.matching is Matching.PHRASE:
        found = stock.Or([stock.Phrase(name, terms, boost=b) for name, b in FIELDS.items()])
    else:
        anywhere = [
            stock.Or([stock.Term(name, term, boost=boost) for name, boost in FIELDS.items()])
            for term in terms
        ]
        found = stock.And(anywhere) if query.matching is Matching.ALL else stock.Or(anywhere)
    if query.year is None:
        return found
    first, last = (day_number(date(query.year, *day)) for day in ((1, 1), (12, 31)))
    return Filtered(found, PublishedIn(first, last))
