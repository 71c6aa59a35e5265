"""What an article is about: the words and pairs of syllables that tell it from other articles."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from search.article import Article
    from search.vietnamese.analyzer import Analyzer

#: Terms that an article is known by: more add little and cost time.
MOST = 25
#: What an occurrence counts, against one in the body.
_TITLE, _LEAD, _ONCE = 3.0, 1.5, 1.5
#: A word says more than two syllables that only happen to stand side by side, or than one.
_LOOSE = 0.6


def telling_terms(
    article: Article,
    analyzer: Analyzer,
    frequencies: Callable[[Sequence[str]], Sequence[int]],
    articles: int,
) -> dict[str, float]:
    """Return the terms of ``article`` with the highest tf·idf, each with it, the highest first.

    A term is a word, its keys joined by ``_``, two neighbours with a space between, or one key;
    of ``articles`` so many hold each as ``frequencies`` says. Left out is what no other article
    holds, a pair that is a word already, and what stands once outside of the title: most pairs
    do, by chance.
    """
    counts = _counts(article, analyzer)
    terms = [term for term, count in counts.items() if count > _ONCE and not _is_word(term, counts)]
    weights = {
        term: (1 + log(counts[term])) * log(articles / held) * (1 if "_" in term else _LOOSE)
        for term, held in zip(terms, frequencies(terms), strict=True)
        if 1 < held < articles
    }
    chosen = sorted(weights, key=lambda term: (-weights[term], term))[:MOST]
    return {term: weights[term] for term in chosen}


def _is_word(pair: str, counts: Mapping[str, float]) -> bool:
    return " " in pair and pair.replace(" ", "_") in counts


def _counts(article: Article, analyzer: Analyzer) -> Mapping[str, float]:
    """Return how often each term occurs; what stands in the title counts more."""
    counts: defaultdict[str, float] = defaultdict(float)
    for text, weight in _texts(article):
        analysis = analyzer.analyse(text)
        for word in analysis.words:
            counts[word] += weight
        keys = [token.key for token in analysis.tokens]
        for left, right in pairwise(keys):
            counts[f"{left} {right}"] += weight
        for each in keys:
            counts[each] += weight
    return counts


def _texts(article: Article) -> Iterable[tuple[str, float]]:
    yield article.title, _TITLE
    yield article.lead, _LEAD
    yield from ((paragraph, 1.0) for paragraph in article.paragraphs)
    yield from ((caption.text, 1.0) for caption in article.captions)
