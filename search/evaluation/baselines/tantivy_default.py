"""Tantivy as it comes: its default tokenizer, its query parser, any word, its BM25."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy

from search.evaluation.baselines import cuts
from search.evaluation.runs import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.article import Article


class Tantivy:
    """Articles in an index in memory."""

    name = "tantivy"

    def __init__(self, articles: Iterable[Article]) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text")
        self._index = tantivy.Index(builder.build())
        writer = self._index.writer(num_threads=1)
        for article in articles:
            text = "\n".join(cuts.texts(article))
            writer.add_document(tantivy.Document(id=article.id, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        """Return the best articles: see System."""
        # words in lower case are no operators of its parser
        asked = self._index.parse_query(" ".join(cuts.syllables(text)), ["text"])
        searcher = self._index.searcher()
        hits = searcher.search(asked, limit).hits
        return [Ranked(searcher.doc(address)["id"][0], score) for score, address in hits]
