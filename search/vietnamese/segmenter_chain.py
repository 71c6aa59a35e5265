"""Decide which syllables begin a word: pyvi's features and its chain of two labels."""

from __future__ import annotations

import string
from itertools import compress, islice
from typing import TYPE_CHECKING

from search.errors import ModelUnreadable
from search.vietnamese.segmenter_syllables import Follower, Syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.vietnamese.crf_model import Crf, WordModel

ALONE, _LOWER_CASE, _TITLE_CASE = range(3)  # ranks of syllables
_NO_FOLLOWERS: dict[str, Follower] = {}
_NO_THIRDS: frozenset[str] = frozenset()
_SURE = float("inf")
_PAIR = 2
#: Of so many syllables the dictionary is looked through; for more it is put in order.
_FEW = 100


class WordChain:
    """Decides which syllables begin a word. Nothing in it changes, so threads may share it.

    Between two labels only differences matter: each weight here is what the model gives ``I_W``,
    the syllable continues a word, less what it gives ``B_W``, the syllable begins one.
    """

    def __init__(self, model: WordModel) -> None:
        self._take_weights(model.crf)
        self._model = model
        self._followers: dict[str, dict[str, Follower]] = {}

    def _take_weights(self, crf: Crf) -> None:
        weights = {name: inside - begin for name, (begin, inside) in crf.states.items()}
        features = {name.removeprefix("+1:").removeprefix("-1:") for name in weights}
        get = weights.get
        # of the syllable itself, of the next, of the one before
        self._weights = {
            each: (get(each, 0.0), get(f"+1:{each}", 0.0), get(f"-1:{each}", 0.0))
            for each in features
        }
        self._bigram_weights = [weights.get(f"{at}:word.bi_gram()", 0.0) for at in ("-1", "+1")]
        self._trigram_weights = [weights.get(f"{at}:word.tri_gram()", 0.0) for at in ("-2", "+2")]
        (begin_begin, begin_inside), (inside_begin, inside_inside) = crf.transitions
        # what a B_W or an I_W adds to the lead of I_W at the next place
        self._from_begin = begin_inside - begin_begin
        self._from_inside = inside_inside - inside_begin
        # the lead that makes I_W the better label before another I_W, and before a B_W
        self._to_go_on = begin_inside - inside_inside
        self._to_end = begin_begin - inside_begin
        if self._to_end > self._to_go_on:
            raise ModelUnreadable("its transitions are not those of pyvi 0.1.1")

    def _followers_of(self, first: str) -> dict[str, Follower]:
        """Return what may follow a syllable in a word: worked out when it is first met."""
        known = self._followers.get(first)
        if known is None:
            words = self._model.beginning_with(first, few=len(self._followers) < _FEW)
            ends = {word[1] for word in words if len(word) == _PAIR}
            thirds: dict[str, set[str]] = {}
            for word in words:
                if len(word) == _PAIR + 1:
                    thirds.setdefault(word[1], set()).add(word[2])
            known = self._followers[first] = {
                second: Follower(second in ends, frozenset(thirds.get(second, ())))
                for second in ends | thirds.keys()
            }
        return known

    def syllable(self, word: str) -> Syllable:
        """Work out all that does not depend on the neighbours of ``word``."""
        letters = word.lower()
        return Syllable(*self.weights(word), letters, self._followers_of(letters), rank(word))

    def weights(self, word: str) -> tuple[float, float, float]:
        """Return what ``word`` weighs itself, for the syllable before and for the one after."""
        own = of_next = of_previous = 0.0
        for feature in _features(word):
            weights = self._weights.get(feature)
            if weights:
                own += weights[0]
                of_next += weights[1]
                of_previous += weights[2]
        return own, of_next, of_previous

    def bounds(self, syllables: Sequence[Syllable]) -> list[int]:
        """Return where words begin, then the end: word 0 is ``syllables[bounds[0]:bounds[1]]``."""
        to_go_on, to_end = self._to_go_on, self._to_end
        begins = [True] * (len(syllables) + 1)
        inside, after = False, -1
        for at, lead in reversed(self._leads(self._scores(syllables))):
            inside = lead > (to_go_on if inside and after == at + 1 else to_end)
            if inside and at and 0 < syllables[at].rank <= syllables[at - 1].rank:
                begins[at] = False
            after = at
        return list(compress(range(len(begins)), begins))

    def _scores(self, syllables: Sequence[Syllable]) -> list[float]:
        """Return how much speaks for each syllable continuing a word, the labels around aside."""
        bigram_weight, bigram_weight_before = self._bigram_weights
        trigram_weight, trigram_weight_before = self._trigram_weights
        scores: list[float] = []
        score = weight_after = 0.0  # of the syllable before: none yet
        followers, thirds = _NO_FOLLOWERS, _NO_THIRDS
        for syllable in syllables:
            score_before = score + syllable.weight_before
            score = syllable.weight + weight_after
            weight_after = syllable.weight_after
            letters = syllable.letters
            if thirds:
                if letters in thirds:
                    scores[-1] += trigram_weight_before
                    score += trigram_weight
                thirds = _NO_THIRDS
            if letters in followers:
                follower = followers[letters]
                thirds = follower.thirds
                if follower.ends_word:
                    score_before += bigram_weight_before
                    score += bigram_weight
            followers = syllable.followers
            scores.append(score_before)
        scores.append(score)
        return scores[1:]

    def _leads(self, scores: Sequence[float]) -> list[tuple[int, float]]:
        """Return by how much the best labels up to ``I_W`` at a place beat those up to ``B_W``.

        It is Viterbi's algorithm, which for two labels needs only the difference of their scores.
        Places that are ``B_W`` whatever follows, the most of them, are left out.
        """
        from_begin, from_inside = self._from_begin, self._from_inside
        to_end, to_go_on, change = self._to_end, self._to_go_on, from_begin + self._to_end
        leads = []
        lead = scores[0] if scores else 0.0
        for at, score in enumerate(islice(scores, 1, None)):  # ``at`` is the place before
            if lead <= to_end:
                lead = score + from_begin
            else:
                leads.append((at, lead))
                lead = score + (from_inside if lead > to_go_on else change - lead)
        if lead > 0:
            leads.append((len(scores) - 1, _SURE))
        return leads


def _features(word: str) -> list[str]:
    """Return what pyvi notes of a syllable, by the names that its model has for it."""
    letters = word.lower().partition("\0")[0]  # CRFsuite takes a NUL for the end
    features = ["bias", f"word.lower():{letters}"]
    if word.istitle():
        features.append("word.istitle()")
    if word.isupper():
        features.append("word.isupper()")
    if word.isdigit():
        features.append("word.isdigit()")
    return features


def rank(word: str) -> int:
    """Return the rank of ``word`` in pyvi's last rule: marks and digits are never joined.

    Nor is ``việt`` with ``Nam``.
    """
    if word in string.punctuation or word[0].isdigit():
        return ALONE
    return _TITLE_CASE if word[0].istitle() else _LOWER_CASE
