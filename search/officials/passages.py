"""An article cut into the texts that mentions have offsets into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.capitals import Tokens
from search.officials.mentions import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.article import Article


@dataclass(frozen=True, slots=True)
class Passage:
    """A title, lead, body or caption; ``photo`` is the caption's ordinal, else 0."""

    field: Field
    photo: int
    tokens: Tokens


def passages(article: Article) -> Iterator[Passage]:
    """Yield what an article says, in the order of reading. Alternative texts are left out."""
    for field, photo, text in texts(article):
        yield Passage(field, photo, Tokens.of(text))


def texts(article: Article) -> list[tuple[Field, int, str]]:
    """Return the same uncut, without what is empty."""
    found = [
        (Field.TITLE, 0, article.title),
        (Field.LEAD, 0, article.lead),
        (Field.BODY, 0, article.body),
        *((Field.CAPTION, caption.ordinal, caption.text) for caption in article.captions),
    ]
    return [each for each in found if each[-1]]
