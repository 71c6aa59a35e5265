"""Decide for many paragraphs at once which tokens begin a word: pyvi's chain, in columns.

The same sums as in ``segmenter_chain``, added in the same order, so that no decision can differ.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from search.vietnamese.number_columns import look_up
from search.vietnamese.segmenter_chain import ALONE, WordChain, rank
from search.vietnamese.tone_style import modern_tones

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.vietnamese.crf_model import WordModel
    from search.vietnamese.number_columns import Flags, Numbers, Rows, Scores

_IS_WORD, _STARTS_WORD = 1, 2  # bits: two syllables are in the dictionary; they start three
_ROUNDING = 1e-9  # far more than a sum of such weights can be off, far less than matters
_LONGEST_KEPT = 64  # characters


class WordColumns:
    """Scores tokens by their form, a number for what is written (``modern_tones`` style)."""

    def __init__(self, model: WordModel) -> None:
        self._chain = WordChain(model)
        self._take_weights(model)
        self._take_words(model)
        self.forget()

    def _take_weights(self, model: WordModel) -> None:
        def weight(feature: str) -> float:
            begin, inside = model.crf.states.get(feature, (0.0, 0.0))
            return inside - begin

        self._bigram_weight = weight("-1:word.bi_gram()")
        self._bigram_weight_before = weight("+1:word.bi_gram()")
        self._trigram_weight = weight("-2:word.tri_gram()")
        self._trigram_weight_before = weight("+2:word.tri_gram()")
        (begin_begin, begin_inside), (inside_begin, inside_inside) = model.crf.transitions
        self._from_begin = begin_inside - begin_begin
        self._from_inside = inside_inside - inside_begin
        self._to_go_on = begin_inside - inside_inside
        self._to_end = begin_begin - inside_begin

    def _take_words(self, model: WordModel) -> None:
        words = [*model.bigrams, *model.trigrams]
        in_words = sorted({syllable for word in words for syllable in word})
        self._dictionary = {syllable: number for number, syllable in enumerate(in_words, 1)}
        self._base = len(in_words) + 1
        self._pairs = np.zeros((self._base**2 >> 2) + 1, np.uint8)  # two bits a pair
        for bigram in model.bigrams:
            self._mark(bigram, _IS_WORD)
        for trigram in model.trigrams:
            self._mark(trigram[:2], _STARTS_WORD)
        self._triples = np.sort(np.array([self._code(word) for word in model.trigrams], np.int64))

    def _code(self, word: Sequence[str]) -> int:
        code = 0
        for syllable in word:
            code = code * self._base + self._dictionary[syllable]
        return code

    def _mark(self, pair: Sequence[str], bit: int) -> None:
        code = self._code(pair)
        self._pairs[code >> 2] |= bit << 2 * (code & 3)

    def forget(self) -> None:
        """Empty the table of forms: those given so far mean nothing any more."""
        self._forms: dict[str, int] = {}
        self._weights, self._weights_before, self._weights_after = (
            array("d"),
            array("d"),
            array("d"),
        )
        self._numbers, self._ranks = array("i"), array("b")

    def form(self, written: str) -> int:
        """Return the form of one of pyvi's tokens."""
        form = self._forms.get(written)
        if form is None:
            form = self._add(written)
            if len(written) <= _LONGEST_KEPT:
                self._forms[written] = form
        return form

    def _add(self, written: str) -> int:
        word = modern_tones(written)
        weight, weight_before, weight_after = self._chain.weights(word)
        self._weights.append(weight)
        self._weights_before.append(weight_before)
        self._weights_after.append(weight_after)
        self._numbers.append(self._dictionary.get(word.lower(), 0))
        self._ranks.append(ALONE if written == "\n" else rank(word))  # no word runs over it
        return len(self._ranks) - 1

    def continues(self, forms: Numbers, first: Flags) -> Flags:
        """Return which tokens continue the word of the token before them.

        ``forms`` are tokens of many paragraphs in a row, ``first`` is True at each paragraph's
        first token. All three arrays are ``(n,)``.
        """
        if not len(forms):
            return np.zeros(0, np.bool_)
        last = np.append(first[1:], True)
        inside = self._inside(self._leads(self._scores(forms, first), first), last)
        ranks = look_up(self._ranks, forms)
        inside[1:] &= (ranks[1:] > ALONE) & (ranks[1:] <= ranks[:-1])
        inside &= ~first
        return inside

    def _scores(self, forms: Numbers, first: Flags) -> Scores:
        """Return how much speaks for each token continuing a word, the labels around aside."""
        goes_on = ~first[1:]
        pairs, triples = self._dictionary_words(forms, first)
        scores = look_up(self._weights, forms)
        scores[1:] += look_up(self._weights_after, forms)[:-1] * goes_on
        scores[triples + 2] += self._trigram_weight
        scores[pairs + 1] += self._bigram_weight
        scores[:-1] += look_up(self._weights_before, forms)[1:] * goes_on
        scores[pairs] += self._bigram_weight_before
        scores[triples] += self._trigram_weight_before
        return scores

    def _dictionary_words(self, forms: Numbers, first: Flags) -> tuple[Rows, Rows]:
        """Return the rows where a dictionary word of two tokens begins, and of three."""
        numbers = look_up(self._numbers, forms).astype(np.int64)
        codes = numbers[:-1] * self._base + numbers[1:]
        bits = self._pairs[codes >> 2] >> (2 * (codes & 3)).astype(np.uint8) & 3
        bits[first[1:]] = 0
        pairs = np.flatnonzero(bits & _IS_WORD)
        begins = np.flatnonzero(bits[:-1] & _STARTS_WORD)
        begins = begins[~first[begins + 2]]
        wanted = codes[begins] * self._base + numbers[begins + 2]
        found = np.searchsorted(self._triples, wanted)
        found[found == len(self._triples)] = 0
        return pairs, begins[self._triples[found] == wanted]

    def _leads(self, scores: Scores, first: Flags) -> Scores:
        """Return by how much the best labels up to ``I_W`` at a row beat those up to ``B_W``.

        Viterbi's algorithm adds to each score what the row before hands on. Most rows hand on one
        of two constants whatever came before them; the others, under 1 %, are worked out in turn.
        """
        from_begin, from_inside = self._from_begin, self._from_inside
        to_end, to_go_on, change = self._to_end, self._to_go_on, from_begin + self._to_end
        least = np.where(first, 0.0, min(from_begin, from_inside) - _ROUNDING)
        most = np.where(first, 0.0, max(from_begin, from_inside) + _ROUNDING)
        surely_inside = scores + least > to_go_on
        handed_on = np.where(surely_inside, from_inside, from_begin)
        for row in np.flatnonzero((scores + most > to_end) & ~surely_inside).tolist():
            lead = float(scores[row] + (0.0 if first[row] else handed_on[row - 1]))
            if lead > to_end:
                handed_on[row] = from_inside if lead > to_go_on else change - lead
        leads = scores.copy()
        leads[1:] += handed_on[:-1] * ~first[1:]
        return leads

    def _inside(self, leads: Scores, last: Flags) -> Flags:
        """Return the better label of each row, seen from the end: True for ``I_W``.

        A lead between the two thresholds is ``I_W`` exactly before a ``B_W``, so in a run of them
        the labels alternate, counted from the row after the run.
        """
        inside = leads > np.where(last, 0.0, self._to_go_on)
        undecided = (leads > self._to_end) & ~inside & ~last
        rows, decided = np.flatnonzero(undecided), np.flatnonzero(~undecided)
        after = decided[np.searchsorted(decided, rows)]
        inside[rows] = inside[after] ^ ((after - rows) & 1).astype(np.bool_)
        return inside
