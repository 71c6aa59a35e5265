"""Look at the best documents again: what of a query stands where in them, and how old they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.fields import GAP, TEXT
from search.engines.passages import TITLE, Occurrences, added_scores
from search.engines.recency import gains
from search.engines.weights import RERANKED
from search.engines.whoosh.occurrences import at_each
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

_TEXT = tuple(column(Kind.ARTICLE, field) for field in TEXT[Kind.ARTICLE])


@dataclass(frozen=True, slots=True, eq=False)
class Reranker:
    """Scores where in an article the syllables of a query stand, and prefers recent ones."""

    segments: Segments
    terms: TermScores
    phrases: PhraseFinder

    def ranked(self, found: Found, clues: Sequence[Clue], *, recent: bool = False) -> Ranked:
        """Return what gives so many of ``found``, best first, RERANKED of them looked at again.

        Where there is no clue, nothing is added for any; ``recent`` ones gain something.
        """
        documents, scores = found.best(RERANKED)
        order = np.argsort(documents)
        documents, scores = documents[order], scores[order]
        if clues:
            scores = scores + self.scores(clues, documents)
        if recent:
            scores = scores * (1 + self._gains(documents))
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

    def contributions(
        self, clues: Sequence[Clue], document: int, score: float, *, recent: bool = False
    ) -> list[Contribution]:
        """Return what is added to the ``score`` of one document, and for what."""
        one, parts = np.array([document]), {}
        if clues:
            passage, opening = self._passages_and_openings(clues, one)
            parts = {Stream.PASSAGE: float(passage[0]), Stream.OPENING: float(opening[0])}
        if recent:
            parts[Stream.RECENCY] = (score + sum(parts.values())) * float(self._gains(one)[0])
        return [Contribution(stream, "", (), part) for stream, part in parts.items()]

    def _gains(self, documents: Integers) -> Scores:
        return gains(self.segments.published[documents], self.segments.latest)

    def _passages_and_openings(
        self, clues: Sequence[Clue], documents: Integers
    ) -> tuple[Scores, Scores]:
        """Return two parts of a score. A clue is worth what it is rare in the text of articles."""
        joined = self.segments.joined(_TEXT)
        rare = [joined.idf(self.terms.joined(_TEXT, clue.meant).count()) for clue in clues]
        text, captions = self._text(clues, documents), self._captions(clues, documents)
        return added_scores(clues, rare, text, captions, len(documents))

    def _text(self, clues: Sequence[Clue], documents: Integers) -> Occurrences:
        leads = self.segments.lengths(Field.LEAD)[documents].astype(np.int64)
        starts = {
            Field.TITLE: np.full(len(documents), TITLE),
            Field.LEAD: np.zeros(len(documents), np.int64),
            Field.BODY: leads + GAP * (leads > 0),
        }
        return self._occurrences(clues, starts, documents)

    def _captions(self, clues: Sequence[Clue], documents: Integers) -> Occurrences:
        starts = {Field.CAPTION: np.zeros(len(documents), np.int64)}
        return self._occurrences(clues, starts, documents)

    def _occurrences(
        self, clues: Sequence[Clue], starts: Mapping[Field, Integers], documents: Integers
    ) -> Occurrences:
        """Return where clues stand in some fields, each of which begins at its start."""
        found = []
        for name, start in starts.items():
            terms = [self.phrases.occurrences(name, clue.meant) for clue in clues]
            numbers, rows, positions = at_each(terms, documents)
            found.append(Occurrences(rows, numbers, positions + start[rows]))
        return Occurrences(*(np.concatenate(each) for each in zip(*found, strict=True)))
