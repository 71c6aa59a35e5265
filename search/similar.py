"""Articles like one that somebody reads: those that hold the terms that tell it from the rest."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from search.hits import SimilarPage
from search.presenter import Presenter
from search.query.tree import And, Phrase, Query
from search.suggesting.telling_terms import telling_terms
from search.vietnamese.patterns import SyllablePattern
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from search.article import Article
    from search.engines.engine import IndexReader
    from search.texts import Texts
    from search.vietnamese.analyzer import Analyzer

#: The first of the terms, which are marked where they stand: to look for all takes longer than
#: to find the articles.
_MARKED = 8


def similar(
    article: Article, archive: Texts, reader: IndexReader, analyzer: Analyzer, *, limit: int
) -> SimilarPage:
    """Return up to ``limit`` articles that are most like ``article``, itself not among them.

    The most telling of what they have in common with it is marked in them.
    """
    began = time.perf_counter()
    weights = telling_terms(article, analyzer, reader.term_frequencies, reader.articles)
    rows = [term.replace("_", " ").split() for term in weights]
    found = reader.holding_any(weights, limit=limit + 1).matches if weights else ()
    others = [match for match in found if match.article_id != article.id][:limit]
    articles = archive.articles([match.article_id for match in others])
    presenter = Presenter(Query("", And(tuple(map(_phrase, rows[:_MARKED])))), {})
    shown = [match for match in others if match.article_id in articles]
    return SimilarPage(
        article=article,
        terms=tuple(" ".join(map(traditional, row)) for row in rows),
        hits=tuple(presenter.hit(articles[match.article_id], match) for match in shown),
        took_ms=(time.perf_counter() - began) * 1000,
    )


def _phrase(keys: list[str]) -> Phrase:
    return Phrase(tuple(SyllablePattern(key, fold(key), strict=True) for key in keys))
