"""Where the score of a document comes from, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as stock

from search.engines.whoosh.queries import BestOf, Filtered, Joined, Raised, Without
from search.engines.whoosh.wide_queries import AtLeast, MultiPhrase, NearTerms
from search.explanation import Contribution, Stream
from search.vietnamese.patterns import FOLDED, VARIANT
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.spot_scorer import SpotScorer

#: Less than that is what rounding leaves.
LEAST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Explainer:
    """Takes scores apart. The parts of a document add up to its score before a second look."""

    spot: SpotScorer

    def contributions(self, query: stock.Query, document: int) -> list[Contribution]:
        """Return the parts of the score of a document that matches, the largest first."""
        parts = list(self._parts(query, 1.0, np.array([document])))
        return sorted(parts, key=lambda part: -part.score)

    def _parts(self, query: Any, weight: float, one: Any) -> Iterator[Contribution]:
        times = weight * getattr(query, "boost", 1.0)
        match query:
            case BestOf():
                each = [list(self._parts(sub, times, one)) for sub in query.subqueries]
                yield from max(each, key=lambda parts: sum(part.score for part in parts))
            case stock.Or() | stock.And() | AtLeast():
                for sub in query.subqueries:
                    yield from self._parts(sub, times, one)
            case Raised():
                yield from self._parts(query.a, weight, one)
                yield from self._parts(query.b, weight, one)
            case Filtered() | Without():
                yield from self._parts(query.a, weight, one)
            case _:
                score = float(self.spot.at(query, one, weight)[0])
                if score > LEAST:
                    yield self._part(query, score, one)

    def _part(self, query: Any, score: float, one: Any) -> Contribution:
        match query:
            case Joined():
                held = (
                    name
                    for name in query.fieldnames
                    if self.spot.terms.of(name, query.text).at(one, self.spot.terms.size)[0] > 0
                )
                return _of_term(query.text, tuple(held), score)
            case stock.Term():
                return _of_term(query.text, (query.fieldname,), score)
            case stock.Phrase() | NearTerms():
                stream = Stream.ROW if isinstance(query, stock.Phrase) else Stream.NEAR
                words = " ".join(map(_spelt, query.words))
                return Contribution(stream, words, (_field(query.fieldname),), score)
            case MultiPhrase():
                return Contribution(Stream.SHAPE, "", (_field(query.fieldname),), score)
            case _:
                return Contribution(Stream.ALL, "", (), score)


def _of_term(term: str, names: tuple[str, ...], score: float) -> Contribution:
    fields = tuple(map(_field, names))
    if " " in term:
        stream, words = Stream.PAIR, term.split(" ")
    elif "_" in term:
        stream, words = Stream.WORD, term.split("_")
    else:
        loose = term.startswith((FOLDED, VARIANT))
        stream, words = (Stream.LETTERS if loose else Stream.SYLLABLE), [term]
    return Contribution(stream, " ".join(map(_spelt, words)), fields, score)


def _spelt(term: str) -> str:
    return traditional(term.lstrip(FOLDED + VARIANT))


def _field(name: str) -> str:
    """Return the field of an article that a field of the index is made of."""
    return name.removeprefix("photo_").removesuffix("_pairs").removesuffix("_words")
