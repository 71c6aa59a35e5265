"""Tantivy, as a script with its Python package uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tantivy

from search.benchmark.collection import FIELDS
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import Matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.benchmark.collection import Collection, PlainDocument
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery

#: Enough for a segment to be written at once; what is not used is not taken.
_LARGE_HEAP = 3 << 30
_COUNT = {"sources": {"terms": {"field": "source", "size": 100}}}


class Tantivy:
    """One thread writes; the query is a tree of its query objects; it counts what it finds."""

    name = "tantivy"
    index = "tantivy"
    most_articles = None

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index all articles, one commit for each segment."""
        self.write(collection.documents(), folder, shares(collection.count, segments))

    def write(
        self, documents: Iterable[PlainDocument], folder: Path, shares: Sequence[int] = ()
    ) -> None:
        """Index documents, one commit for each share; without shares, as Tantivy likes."""
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(_LARGE_HEAP, 1) if shares else index.writer(num_threads=1)
        for share in shared(documents, shares):
            for each in share:
                writer.add_document(
                    tantivy.Document(id=each.id, source=each.source, year=each.year, **each.texts)
                )
            writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Open(folder)


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("source", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace")
    return builder.build()


class _Open:
    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        self._schema = index.schema
        self._searcher = index.searcher()

    @property
    def segments(self) -> int | None:
        return int(self._searcher.num_segments)

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        if query.folded:
            return None
        searcher, asked = self._searcher, self._query(query)

        def run() -> list[str]:
            found = searcher.search(asked, limit).hits
            if query.counted:
                searcher.aggregate(asked, _COUNT)
            return [searcher.doc(address)["id"][0] for _, address in found]

        return run

    def _query(self, query: PlainQuery) -> Any:
        make = tantivy.Query
        terms: list[Any] = list(query.tokens)
        if query.matching is Matching.PHRASE:
            found = self._any(lambda field: make.phrase_query(self._schema, field, terms))
        elif query.matching is Matching.ALL:
            every = [(tantivy.Occur.Must, self._anywhere(term)) for term in terms]
            found = make.boolean_query(every)
        else:
            flat = [(term, field) for term in terms for field in FIELDS]
            found = make.boolean_query(
                [(tantivy.Occur.Should, self._boosted(*each)) for each in flat]
            )
        if query.year is None:
            return found
        of_year = make.const_score_query(
            make.term_query(self._schema, "year", query.year, index_option="basic"), 0.0
        )
        return make.boolean_query([(tantivy.Occur.Must, found), (tantivy.Occur.Must, of_year)])

    def _anywhere(self, term: str) -> Any:
        return self._any(lambda field: tantivy.Query.term_query(self._schema, field, term))

    def _boosted(self, term: str, field: str) -> Any:
        one = tantivy.Query.term_query(self._schema, field, term)
        return tantivy.Query.boost_query(one, FIELDS[field])

    def _any(self, in_field: Any) -> Any:
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.boost_query(in_field(field), weight))
                for field, weight in FIELDS.items()
            ]
        )

    def close(self) -> None:
        del self._searcher
