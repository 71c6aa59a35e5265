"""Whoosh as it comes, as a plain script uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import fields, index, qparser
from whoosh import query as stock

from search.benchmark.collection import FIELDS
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import Matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.benchmark.collection import Collection, PlainDocument
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery


class StockWhoosh:
    """TEXT fields, ``MultifieldParser``, and the BM25F and codec that nobody has to ask for."""

    name = "whoosh"
    index = "whoosh"
    most_articles = 10_000

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index all articles, one commit for each segment."""
        self.write(collection.documents(), folder, shares(collection.count, segments))

    def write(
        self, documents: Iterable[PlainDocument], folder: Path, shares: Sequence[int] = ()
    ) -> None:
        """Index documents, one commit for each share."""
        made = index.create_in(str(folder), _schema())
        for share in shared(documents, shares):
            writer = made.writer()
            for each in share:
                writer.add_document(id=each.id, source=each.source, year=each.year, **each.texts)
            writer.commit(merge=False)

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Open(folder)


def _schema() -> fields.Schema:
    texts = {field: fields.TEXT() for field in FIELDS}
    return fields.Schema(
        id=fields.ID(stored=True), source=fields.ID(sortable=True), year=fields.NUMERIC(), **texts
    )


class _Open:
    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()

    @property
    def segments(self) -> int | None:
        return len(self._searcher.leaf_searchers())

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        if query.folded:
            return None
        group = qparser.OrGroup if query.matching is Matching.ANY else qparser.AndGroup
        parser = qparser.MultifieldParser(
            list(FIELDS), self._searcher.schema, fieldboosts=FIELDS, group=group
        )
        typed = " ".join(query.tokens)
        asked = parser.parse(f'"{typed}"' if query.matching is Matching.PHRASE else typed)
        options = {}
        if query.year is not None:
            options["filter"] = stock.NumericRange("year", query.year, query.year)
        if query.counted:
            options["groupedby"] = "source"

        def run() -> list[str]:
            found = self._searcher.search(asked, limit=limit, **options)
            return [hit["id"] for hit in found]

        return run

    def close(self) -> None:
        self._searcher.close()
