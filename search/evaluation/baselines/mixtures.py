"""Sums of BM25 over several cuts of the same texts: syllables, words, and the untuned mix."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.evaluation.baselines import cuts
from search.evaluation.baselines.bm25 import Bm25
from search.evaluation.runs import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from search.article import Article
    from search.evaluation.baselines.cuts import Cut

#: By name: what each cut of the text weighs. The mix is what was measured before this program was
#: written, and what it is to beat; folded cuts are what a text without accents is best served by.
MIXTURES: dict[str, dict[Cut, float]] = {
    "bm25, syllables": {cuts.syllables: 1.0},
    "bm25, pyvi words": {cuts.words: 1.0},
    "bm25, folded mix": {cuts.folded: 0.4, cuts.folded_bigrams: 0.6},
    "untuned mix": {cuts.syllables: 0.3, cuts.bigrams: 0.3, cuts.words: 0.4},
}


class Streams:
    """Articles cut in every way that some mixtures need, each way once."""

    def __init__(self, articles: Iterable[Article], wanted: Iterable[Cut]) -> None:
        self.ids: list[str] = []
        self.indexes: dict[Cut, Bm25] = {cut: Bm25() for cut in wanted}
        for article in articles:
            self.ids.append(article.id)
            texts = cuts.texts(article)
            for cut, index in self.indexes.items():
                index.add(chain.from_iterable(map(cut, texts)))


class Mixture:
    """A weighted sum of BM25 scores, each cut an index of its own."""

    def __init__(self, name: str, streams: Streams, weights: Mapping[Cut, float]) -> None:
        self.name = name
        self._streams = streams
        self._weights = weights

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        """Return the best articles: see System."""
        scores = np.zeros(len(self._streams.ids), np.float32)
        for cut, weight in self._weights.items():
            scores += np.float32(weight) * self._streams.indexes[cut].scores(cut(text))
        best = np.argsort(-scores, kind="stable")[:limit]
        return [Ranked(self._streams.ids[at], float(scores[at])) for at in best if scores[at] > 0]


def mixtures(articles: Iterable[Article], names: Iterable[str] = MIXTURES) -> list[Mixture]:
    """Return the mixtures of these names, over ``articles``."""
    weights = {name: MIXTURES[name] for name in names}
    streams = Streams(articles, dict.fromkeys(chain.from_iterable(weights.values())))
    return [Mixture(name, streams, each) for name, each in weights.items()]
