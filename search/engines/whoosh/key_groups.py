"""Which terms without positions of their own a key belongs to: its folds and its variants."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from search.vietnamese.number_columns import look_up, runs
from search.vietnamese.patterns import index_terms
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from search.engines.whoosh.postings import Integers
    from search.vietnamese.vocabulary import Vocabulary


class KeyGroups:
    """The groups of every key of a vocabulary; it follows the vocabulary as that grows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._numbers: dict[str, int] = {}
        self._firsts, self._counts, self._groups = array("q"), array("q"), array("q")
        self.terms: list[bytes] = []

    def of(self, keys: Integers) -> tuple[Integers, Integers]:
        """Return each of ``keys`` once for every group of it, and the groups' numbers.

        Group ``number`` is ``terms[number]``.
        """
        for key in self._vocabulary.keys[len(self._firsts) :]:
            self._add(key)
        counts = look_up(self._counts, keys)
        at = runs(look_up(self._firsts, keys), counts)
        return np.repeat(keys, counts), look_up(self._groups, at)

    def _add(self, key: str) -> None:
        terms = index_terms(key, fold(key))[1:]
        self._firsts.append(len(self._groups))
        self._counts.append(len(terms))
        for term in terms:
            number = self._numbers.setdefault(term, len(self.terms))
            if number == len(self.terms):
                self.terms.append(term.encode())
            self._groups.append(number)
