"""The values of facets: those of an article, and what the spellings of one value share."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from search.hits import Facet
from search.vietnamese.characters import clean
from search.vietnamese.spelling import key

if TYPE_CHECKING:
    from search.article import Article


@lru_cache(maxsize=1 << 14)  # the same sources, sections and photographers come again and again
def facet_key(value: str) -> str:
    """Return ``value`` whatever its case, spaces, Unicode form and places of tone marks.

    >>> facet_key("Xã  hội") == facet_key("XÃ HỘI")
    True
    """
    return " ".join(map(key, clean(value).text.split()))


def facets_of(article: Article) -> dict[Facet, tuple[bytes, ...]]:
    """Return the values of an article, by facet."""
    return {
        Facet.SOURCE: facet_values(article.source),
        Facet.SECTION: facet_values(article.section),
        Facet.AUTHOR: facet_values(article.author),
        Facet.CREDIT: facet_values(*(caption.credit for caption in article.captions)),
        Facet.TAG: facet_values(*article.tags),
    }


@lru_cache(maxsize=1 << 12)  # most articles of a batch share a source, a section, an author
def facet_values(*texts: str) -> tuple[bytes, ...]:
    """Return the texts that are values of their own: the first spelling of each."""
    known: dict[str, str] = {}
    for text in texts:
        known.setdefault(facet_key(text), text)
    return tuple(text.encode() for value, text in known.items() if value)
