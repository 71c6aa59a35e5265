"""The chain over the rows of capitals of many articles at once: what ``NameChain.names`` says.

Its weights are whole thousandths, so that adding them up column by column gives the same numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.officials.capital_columns import (
    SYLLABLE,
    capital_rows,
    in_words,
    more_flags,
    shouted_names,
)
from search.officials.name_chain import INSIDE, NEVER, OUTSIDE, spans
from search.officials.row_weights import RowWeights
from search.officials.token_table import TokenTable
from search.vietnamese.number_columns import look_up, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.capital_columns import CapitalRows
    from search.officials.name_chain import NameChain
    from search.officials.name_spans import Place, Span
    from search.officials.token_table import CutTexts
    from search.vietnamese.number_columns import Flags, Numbers, Rows, Scores

    #: For each word of some rows, what speaks for the first of a name, and for a later one.
    WordScores = tuple[Scores, Scores]


@dataclass(slots=True)
class Judged:
    """The rows of one document in which the chain finds names: where each is, and the names in it.

    ``openings`` are single syllables that open a sentence and are seldom anything but names.
    """

    rows: list[tuple[Place, list[Span]]] = field(default_factory=list)
    openings: list[Place] = field(default_factory=list)

    def moved(self, steps: int) -> Judged:
        """Return the same with the texts counted from elsewhere."""
        return Judged(
            [((text + steps, at), names) for (text, at), names in self.rows],
            [(text + steps, at) for text, at in self.openings],
        )


class RowJudge:
    """Judges rows. It remembers what it has met, and belongs to one thread."""

    def __init__(self, model: NameChain) -> None:
        self._table = TokenTable(lambda word: more_flags(word, model.lexicon))
        self._weights = RowWeights(model, self._table)
        self._steps = np.array(model.steps)

    def cut(self, texts: Sequence[str]) -> CutTexts:
        """Cut texts; what was cut before means nothing any more."""
        if self._table.full:
            self._table.forget()
            self._weights.forget()
        return self._table.cut(texts)

    def judge(self, cut: CutTexts, documents: Rows) -> dict[int, Judged]:
        """Return what was found in each document in which there may be a name.

        ``documents`` are the numbers of the document that each text is of, ascending. One row of
        capitals is judged once for all its places in a document.
        """
        found: defaultdict[int, Judged] = defaultdict(Judged)
        for document in documents[shouted_names(cut)].tolist():
            found[document]
        rows = capital_rows(cut)
        if not len(rows.starts):
            return found
        behind = self._weights.behind(rows, cut)
        kept = ~in_words(cut, rows, behind[0] > 0)
        rows, behind = rows.where(kept), behind[1:, kept]
        numbers = self._weights.numbers(rows, cut)
        first, later = self._scores(rows, cut, numbers, behind)
        single = (rows.lengths == 1) & (cut.flags[rows.starts] & SYLLABLE > 0)
        alone = np.flatnonzero(single & (first[_firsts(rows.lengths)] > 0))
        grouped = np.flatnonzero(~single)
        words = np.repeat(~single, rows.lengths)
        scores = first[words], later[words]
        several, names = self._of_groups(rows, documents, grouped, numbers, scores)
        chosen = np.append(alone, several)
        texts = rows.texts[chosen]
        for document, text, start, opens, named in zip(
            documents[texts].tolist(),
            texts.tolist(),
            (rows.starts[chosen] - cut.first_tokens[texts]).tolist(),
            (single & rows.opens)[chosen].tolist(),
            chain([[(0, 1)]] * len(alone), names),
            strict=True,
        ):
            if opens:
                found[document].openings.append((text, start))
            else:
                found[document].rows.append(((text, start), named))
        return found

    def _scores(
        self, rows: CapitalRows, cut: CutTexts, numbers: Rows, behind: Scores
    ) -> WordScores:
        """Return the scores of all words of all rows."""
        weights = self._weights
        left, right = weights.left(rows), weights.right(rows)
        both = weights.both(left[0] + right[0])
        inner, positions = weights.inner, runs(look_up(weights.inner.firsts, numbers), rows.lengths)
        row = np.repeat(np.arange(len(numbers)), rows.lengths)
        firsts = _firsts(rows.lengths)
        at = np.arange(len(row)) - np.repeat(firsts, rows.lengths)
        on_left = np.minimum(at, 2)
        on_right = np.minimum(rows.lengths[row] - 1 - at, 2)
        border = weights.border(rows, cut)
        scores = []
        for which, own in enumerate((inner.first, inner.later)):
            score = look_up(own, positions) + both[which][row]
            score += left[1 + 3 * which + on_left, row] + right[1 + 3 * which + on_right, row]
            score[firsts] += border[which]
            score[firsts + rows.lengths - 1] += behind[which]
            scores.append(score)
        return scores[0], scores[1]

    def _of_groups(
        self, every: CapitalRows, documents: Rows, rows: Rows, numbers: Rows, scores: WordScores
    ) -> tuple[Rows, list[list[Span]]]:
        """Return which of ``rows`` have names, and those; equal ones of a document are one."""
        lengths = every.lengths[rows]
        documents, numbers = documents[every.texts[rows]], numbers[rows]
        codes, own, group, counts = np.unique(
            documents.astype(np.int64) << 32 | numbers,
            return_index=True,
            return_inverse=True,
            return_counts=True,
        )
        sizes = lengths[own]
        firsts = _firsts(sizes)
        at = np.arange(int(lengths.sum())) - np.repeat(_firsts(lengths), lengths)
        place = np.repeat(firsts[group], lengths) + at
        first, later = (
            np.bincount(place, each, int(sizes.sum())) / np.repeat(counts, sizes) for each in scores
        )
        allowed = look_up(
            self._weights.inner.allowed,
            runs(look_up(self._weights.inner.firsts, numbers[own]), sizes),
        )
        names: list[list[Span]] = [[] for _ in codes]
        for size in np.unique(sizes).tolist():
            chosen = np.flatnonzero(sizes == size)
            if size == 1:
                for each in chosen[first[firsts[chosen]] > 0].tolist():
                    names[each] = [(0, 1)]
                continue
            cells = firsts[chosen][:, np.newaxis] + np.arange(size)
            labels = self._labels(first[cells], later[cells], allowed[cells] > 0)
            some = np.flatnonzero(labels.any(axis=1))
            for each, row in zip(chosen[some].tolist(), labels[some].tolist(), strict=True):
                names[each] = spans(row)
        chosen = np.flatnonzero(np.array([*map(bool, names)], np.bool_)[group])
        return rows[chosen], [names[each] for each in group[chosen].tolist()]

    def _labels(self, first: Scores, later: Scores, allowed: Flags) -> Numbers:
        """Return the best labels of rows of one length, ``(rows, words)``: Viterbi's algorithm."""
        count, size = first.shape
        best = np.zeros((count, 3))
        best[:, 1] = first[:, 0]
        best[:, INSIDE] = NEVER
        came = np.zeros((size, count, 3), np.intp)
        for at in range(1, size):
            ways = best[:, :, np.newaxis] + self._steps
            ways[:, OUTSIDE, INSIDE] = NEVER
            came[at] = ways.argmax(axis=1)
            best = ways.max(axis=1)
            best[:, 1] += np.where(allowed[:, at], first[:, at], NEVER)
            best[:, INSIDE] += later[:, at]
        labels = np.zeros((count, size), np.int32)
        labels[:, -1] = best.argmax(axis=1)
        everyone = np.arange(count)
        for at in range(size - 1, 0, -1):
            labels[:, at - 1] = came[at, everyone, labels[:, at]]
        return labels


def _firsts(lengths: Rows) -> Rows:
    """Return where the words of each row begin among those of all."""
    firsts: Rows = np.cumsum(lengths) - lengths
    return firsts
