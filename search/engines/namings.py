"""What an article names, as printed, to be suggested to who begins to type it: names and tags."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.hits import SuggestionKind
from search.vietnamese.analyzer import syllables
from search.vietnamese.proper_names import proper_names
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from search.article import Article

_MEMORY = 1 << 14
_LONGEST = 100  # characters of a tag


class Naming(NamedTuple):
    """A text as printed, its letters without accents syllable by syllable, and what it is."""

    folded: str
    text: str
    kind: SuggestionKind


def namings_of(article: Article) -> set[Naming]:
    """Return what an article names in its title, lead, captions and tags.

    Bodies are not read for it: that would take a twentieth of the time of indexing, and whom an
    article is about is named before.
    """
    captions = " | ".join(caption.text for caption in article.captions)
    found = {
        _of_name(name, is_person)
        for text in (article.title, article.lead, captions)
        for name, is_person in proper_names(text)
    }
    tags = (" ".join(tag.split()) for tag in article.tags)
    found |= {_of_tag(tag) for tag in tags if len(tag) <= _LONGEST}
    return {each for each in found if each.folded}


@lru_cache(maxsize=_MEMORY)
def _of_name(name: str, is_person: bool) -> Naming:  # noqa: FBT001 - for the cache's sake
    kind = SuggestionKind.NAME if is_person else SuggestionKind.PHRASE
    return Naming(" ".join(map(fold, name.split(" "))), name, kind)


@lru_cache(maxsize=_MEMORY)
def _of_tag(tag: str) -> Naming:
    folded = " ".join(token.folded for token in syllables(tag))
    return Naming(folded, tag, SuggestionKind.TAG)
