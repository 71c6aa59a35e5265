"""What an article defines, to be kept with it; a search needs only what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.vietnamese.abbreviations import definitions

if TYPE_CHECKING:
    from search.article import Article


@dataclass(frozen=True, slots=True)
class Learned:
    """What one article defines: abbreviations, each with its long form."""

    article_id: str
    pairs: tuple[tuple[str, str], ...]


def learned_from(article: Article) -> Learned:
    """Read the definitions in an article."""
    texts = (article.title, article.lead, *article.paragraphs)
    captions = [caption.text for caption in article.captions]
    found = {
        (each.abbreviation, each.long_form): None
        for text in (*texts, *captions)
        if "(" in text
        for each in definitions(text)
    }
    return Learned(article.id, tuple(found))
