"""How baselines cut texts: plain rules, none of ours, so that nothing of ours helps them."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from search.vietnamese.segmenter import default_segmenter
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.article import Article

    Cut = Callable[[str], list[str]]

_RUN = re.compile(r"\w+")


def texts(article: Article) -> list[str]:
    """Return what is searched of an article, each text once: title, lead, paragraphs, captions."""
    title = "" if article.title_inferred else article.title
    captions = (caption.text for caption in article.captions)
    return list(filter(None, (title, article.lead, *article.paragraphs, *captions)))


def syllables(text: str) -> list[str]:
    """Return runs of letters and digits, in lower case."""
    return _RUN.findall(unicodedata.normalize("NFC", text).lower())


def bigrams(text: str) -> list[str]:
    """Return each syllable with the next."""
    return [f"{left} {right}" for left, right in pairwise(syllables(text))]


def folded(text: str) -> list[str]:
    """Return syllables without accents."""
    return [fold(each) for each in syllables(text)]


def folded_bigrams(text: str) -> list[str]:
    """Return each syllable with the next, without accents."""
    return [f"{left} {right}" for left, right in pairwise(folded(text))]


def words(text: str) -> list[str]:
    """Return the words of pyvi, in lower case."""
    return list(_words(unicodedata.normalize("NFC", text)))


def _words(text: str) -> Iterator[str]:
    for word in default_segmenter().tokenize(text).lower().split():
        if any(map(str.isalnum, word)):
            yield word
