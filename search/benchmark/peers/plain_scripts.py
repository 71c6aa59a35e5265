"""What anybody writes first: words from pyvi, one article at a time, into another's engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyvi import ViTokenizer

from search.benchmark.collection import PlainDocument
from search.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.article import Article


def pyvi_documents(articles: Iterable[Article]) -> Iterator[PlainDocument]:
    """Yield articles with the words of pyvi in lower case, ``chuyển_đổi số``."""
    for article in articles:
        texts: dict[Field, str] = {
            Field.TITLE: article.title,
            Field.LEAD: article.lead,
            Field.BODY: article.body,
            Field.CAPTION: "\n".join(caption.text for caption in article.captions),
        }
        yield PlainDocument(
            article.id,
            article.published.year if article.published else 0,
            article.source,
            {field.value: ViTokenizer.tokenize(text).lower() for field, text in texts.items()},
        )
