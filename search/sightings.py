"""Where somebody is seen: the sentence that names them or says their post, and the photos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from search.officials.mentions import Field
from search.officials.people.appearances import places_from
from search.snippets import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.article import Article, Caption
    from search.hits import Snippet
    from search.officials.people.appearances import Place
    from search.officials.people.honours import Honour
    from search.officials.people.terms import Term


@dataclass(frozen=True, slots=True)
class SeenIn:
    """An article that names a person: the sentence that does, and the photos whose captions do.

    The sentence is None where only captions name them.
    """

    article: Article
    sentence: Snippet | None
    photos: tuple[tuple[Caption, Snippet], ...]


_Fact = TypeVar("_Fact", "Term", "Honour")


@dataclass(frozen=True, slots=True)
class Shown(Generic[_Fact]):
    """A post or an award of a person with a sentence that shows it, None where it is gone."""

    fact: _Fact
    article_id: str
    sentence: Snippet | None


def shown(fact: _Fact, article_id: str, known: Mapping[str, Article]) -> Shown[_Fact]:
    """Show a post or an award by its article, if that is among those ``known``."""
    [place] = places_from(fact.shown)
    article = known.get(article_id)
    return Shown(fact, article_id, _sentence(article, place) if article else None)


def seen_in(article: Article, places: Iterable[Place]) -> SeenIn:
    """Show the first place in the text that is no title, and each photo once."""
    texts: list[Place] = []
    photos: dict[int, Place] = {}
    for each in places:
        if each.photo:
            photos.setdefault(each.photo, each)
        else:
            texts.append(each)
    said = [each for each in texts if each.field is not Field.TITLE] or texts
    shown = tuple(
        (caption, _sentence(article, photos[caption.ordinal]))
        for caption in article.captions
        if caption.ordinal in photos
    )
    return SeenIn(article, _sentence(article, said[0]) if said else None, shown)


def _sentence(article: Article, place: Place) -> Snippet:
    if place.photo:
        [text] = (each.text for each in article.captions if each.ordinal == place.photo)
    else:
        text = {Field.TITLE: article.title, Field.LEAD: article.lead, Field.BODY: article.body}[
            place.field
        ]
    return around(place.field, text, place.start, place.end)
