"""Decide which syllables begin a word: pyvi's features and its chain of two labels."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from search.vietnamese.segmenter_syllables import Syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.vietnamese.crf_model import WordModel

ALONE, _LOWER_CASE, _TITLE_CASE = range(3)  # ranks of syllables
_IS_WORD, _STARTS_WORD = 1, 2  # bits: two syllables are in the dictionary; they start three


class WordChain:
    """Decides which syllables begin a word. Nothing in it changes, so threads may share it.

    Between two labels only differences matter: each weight here is what the model gives ``I_W``,
    the syllable continues a word, less what it gives ``B_W``, the syllable begins one.
    """

    def __init__(self, model: WordModel) -> None:
        states = model.crf.states
        self._weights = {name: inside - begin for name, (begin, inside) in states.items()}
        self._transitions = model.crf.transitions
        words = (*model.bigrams, *model.trigrams)
        in_words = sorted({syllable for word in words for syllable in word})
        self._numbers = {syllable: number for number, syllable in enumerate(in_words, 1)}
        self._base = len(in_words) + 1
        self._pairs = {self._number(word): _IS_WORD for word in model.bigrams}
        for start in (self._number(word[:2]) for word in model.trigrams):
            self._pairs[start] = self._pairs.get(start, 0) | _STARTS_WORD
        self._triples = frozenset(self._number(word) for word in model.trigrams)

    def _number(self, word: Sequence[str]) -> int:
        number = 0
        for syllable in word:
            number = number * self._base + self._numbers[syllable]
        return number

    def syllable(self, word: str) -> Syllable:
        """Work out all that does not depend on the neighbours of ``word``."""
        digits = self._weight("word.isdigit()") if word.isdigit() else 0.0
        return Syllable(
            weight=self._weight("bias") + self._look("", word) + digits,
            weight_before=self._look("+1:", word),
            weight_after=self._look("-1:", word),
            number=self._numbers.get(word.lower(), 0),
            rank=_rank(word),
        )

    def _look(self, place: str, word: str) -> float:
        """Weigh what can be seen of ``word`` from the syllable that has it at ``place``."""
        letters = word.lower().partition("\0")[0]  # CRFsuite takes a NUL for the end
        weight = self._weight(f"{place}word.lower():{letters}")
        if word.istitle():
            weight += self._weight(f"{place}word.istitle()")
        if word.isupper():
            weight += self._weight(f"{place}word.isupper()")
        return weight

    def _weight(self, attribute: str) -> float:
        return self._weights.get(attribute, 0.0)

    def beginnings(self, syllables: Sequence[Syllable]) -> list[int]:
        """Return the indices of the syllables that begin a word, ascending."""
        if not syllables:
            return []
        leads = self._leads(self._scores(syllables))
        (begin_begin, begin_inside), (inside_begin, inside_inside) = self._transitions
        if_inside, if_begin = begin_inside - inside_inside, begin_begin - inside_begin
        beginnings = []
        inside = leads[-1] > 0
        for at in range(len(leads) - 1, 0, -1):
            if not (inside and 0 < syllables[at].rank <= syllables[at - 1].rank):
                beginnings.append(at)
            inside = leads[at - 1] > (if_inside if inside else if_begin)
        beginnings.append(0)
        beginnings.reverse()
        return beginnings

    def _scores(self, syllables: Sequence[Syllable]) -> list[float]:
        """Return how much speaks for each syllable continuing a word, the labels around aside."""
        base, look_up, triples = self._base, self._pairs.get, self._triples
        bigram_before = self._weight("-1:word.bi_gram()")
        bigram_after = self._weight("+1:word.bi_gram()")
        trigram_before = self._weight("-2:word.tri_gram()")
        trigram_after = self._weight("+2:word.tri_gram()")
        scores: list[float] = []
        score = weight_after = 0.0  # of the syllable before: none yet
        number = started = 0
        for syllable in syllables:
            score_before, score = score + syllable.weight_before, syllable.weight + weight_after
            if started and started * base + syllable.number in triples:
                scores[-1] += trigram_after
                score += trigram_before
            pair = number * base + syllable.number
            number, weight_after, started = syllable.number, syllable.weight_after, 0
            known = look_up(pair)
            if known:
                if known & _IS_WORD:
                    score_before += bigram_after
                    score += bigram_before
                if known & _STARTS_WORD:
                    started = pair
            scores.append(score_before)
        scores.append(score)
        return scores[1:]

    def _leads(self, scores: Sequence[float]) -> list[float]:
        """Return by how much the best labels that end in ``I_W`` at each place beat ``B_W``.

        It is Viterbi's algorithm, which for two labels needs only the difference of their scores.
        """
        (begin_begin, begin_inside), (inside_begin, inside_inside) = self._transitions
        from_begin = begin_inside - begin_begin
        clear = min(begin_inside - inside_inside, begin_begin - inside_begin)
        lead = scores[0]
        leads = [lead]
        for score in scores[1:]:
            if lead <= clear:  # both labels had better come after B_W, as nearly always
                lead = score + from_begin
            else:
                to_inside = max(begin_inside, lead + inside_inside)
                lead = score + to_inside - max(begin_begin, lead + inside_begin)
            leads.append(lead)
        return leads


def _rank(word: str) -> int:
    """Rank for pyvi's last rule: marks and digits are never joined, nor ``việt`` with ``Nam``."""
    if word in string.punctuation or word[0].isdigit():
        return ALONE
    return _TITLE_CASE if word[0].istitle() else _LOWER_CASE
