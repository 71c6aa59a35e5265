"""Look at the best documents again: how much of a query their opening and one passage hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from search.engines.fields import GAP, TEXT
from search.engines.weights import OPENING_SYLLABLES, OPENING_WEIGHT, PASSAGE_WEIGHT, RERANKED
from search.engines.whoosh.schema import column
from search.explanation import Contribution, Stream
from search.hits import Kind
from search.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from search.engines.clues import Clue
    from search.engines.whoosh.found import Found, Scores
    from search.engines.whoosh.phrases import PhraseFinder
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments
    from search.engines.whoosh.term_scores import TermScores

    Ranked = Callable[[int], tuple[Integers, Scores]]

#: A passage is so many blocks of positions, and the next begins one block on. Positions that are
#: left empty between paragraphs count: it is two short paragraphs, or most of a long one.
_BLOCK, _BLOCKS = 32, 3
#: What stands further down is not looked at: it is after thirty paragraphs or so.
_MOST_BLOCKS = 64
_TEXT = tuple(column(Kind.ARTICLE, field) for field in TEXT[Kind.ARTICLE])


class _Occurrences(NamedTuple):
    """In which of the documents which of the clues stands, and how far from where a text begins.

    A place in the title is below 0: the text begins after it.
    """

    rows: Integers
    clues: Integers
    places: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Reranker:
    """Scores where in an article the syllables of a query stand."""

    segments: Segments
    terms: TermScores
    phrases: PhraseFinder

    def ranked(self, found: Found, clues: Sequence[Clue]) -> Ranked:
        """Return what gives so many of ``found``, best first, RERANKED of them looked at again."""
        documents, scores = found.best(RERANKED)
        order = np.argsort(documents)
        documents, scores = documents[order], scores[order]
        scores = scores + self.scores(clues, documents)
        order = np.lexsort((documents, -scores))
        documents, scores = documents[order], scores[order]

        def best(most: int) -> tuple[Integers, Scores]:
            if most <= len(documents):
                return documents[:most], scores[:most]
            # nothing is added to what comes after them: it stays behind
            following, their_scores = found.best(most)
            return (
                np.concatenate([documents, following[len(documents) :]]),
                np.concatenate([scores, their_scores[len(documents) :]]),
            )

        return best

    def scores(self, clues: Sequence[Clue], documents: Integers) -> Scores:
        """Return what is added to the scores of ``documents``, which ascend."""
        passage, opening = self._passages_and_openings(clues, documents)
        return passage + opening

    def contributions(self, clues: Sequence[Clue], document: int) -> list[Contribution]:
        """Return what is added to the score of one document, and for what."""
        passage, opening = self._passages_and_openings(clues, np.array([document]))
        return [
            Contribution(Stream.PASSAGE, "", (), float(passage[0])),
            Contribution(Stream.OPENING, "", (), float(opening[0])),
        ]

    def _passages_and_openings(
        self, clues: Sequence[Clue], documents: Integers
    ) -> tuple[Scores, Scores]:
        """Return two parts of a score. A clue is worth what it is rare in the text of articles."""
        joined = self.segments.joined(_TEXT)
        rare = [joined.idf(self.terms.joined(_TEXT, clue.meant).count()) for clue in clues]
        shares = [clue.share for clue in clues]
        worth = np.multiply(shares, rare, dtype=np.float32)
        text, captions = self._text(clues, documents), self._captions(clues, documents)
        passage = np.maximum(
            _best_passage(text, worth, len(documents)),
            _best_passage(captions, worth, len(documents)),
        )
        opening = _opening(text, worth, len(documents))
        return np.float32(PASSAGE_WEIGHT) * passage, np.float32(OPENING_WEIGHT) * opening

    def _text(self, clues: Sequence[Clue], documents: Integers) -> _Occurrences:
        leads = self.segments.lengths(Field.LEAD)[documents].astype(np.int64)
        starts = {
            Field.TITLE: np.full(len(documents), np.iinfo(np.int32).min),
            Field.LEAD: np.zeros(len(documents), np.int64),
            Field.BODY: leads + GAP * (leads > 0),
        }
        return self._occurrences(clues, starts, documents)

    def _captions(self, clues: Sequence[Clue], documents: Integers) -> _Occurrences:
        starts = {Field.CAPTION: np.zeros(len(documents), np.int64)}
        return self._occurrences(clues, starts, documents)

    def _occurrences(
        self, clues: Sequence[Clue], starts: Mapping[Field, Integers], documents: Integers
    ) -> _Occurrences:
        """Return where clues stand in some fields, each of which begins at its start."""
        found = []
        for number, clue in enumerate(clues):
            for name, start in starts.items():
                rows, positions = self.phrases.occurrences(name, clue.meant).at(documents)
                numbers = np.full(len(rows), number)
                found.append(_Occurrences(rows, numbers, positions + start[rows]))
        return _Occurrences(*(np.concatenate(each) for each in zip(*found, strict=True)))


def _best_passage(found: _Occurrences, worth: Scores, documents: int) -> Scores:
    """Return the worth of the clues in that passage of each document that holds most of it."""
    blocks = found.places // _BLOCK
    near = (found.places >= 0) & (blocks < _MOST_BLOCKS)
    last = int(blocks[near].max(initial=0))
    held = np.zeros((documents, last + _BLOCKS, len(worth)), np.bool_)
    held[found.rows[near], blocks[near], found.clues[near]] = True
    passages = held[:, : last + 1].copy()
    for further in range(1, _BLOCKS):
        passages |= held[:, further : last + 1 + further]
    best: Scores = (passages.astype(np.float32) @ worth).max(axis=1)
    return best


def _opening(found: _Occurrences, worth: Scores, documents: int) -> Scores:
    """Return the worth of the clues in title and opening; twice is a third more than once."""
    counts = np.zeros((documents, len(worth)), np.float32)
    early = found.places < OPENING_SYLLABLES
    np.add.at(counts, (found.rows[early], found.clues[early]), 1)
    counts /= counts + 1
    opening: Scores = counts @ worth
    return opening
