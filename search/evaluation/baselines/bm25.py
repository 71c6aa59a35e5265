"""BM25 over lists of terms, one list a document: the formula of Lucene, and nothing else."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

K1, B = 1.2, 0.75


class _Postings(NamedTuple):
    """Documents and BM25 without idf, term by term; those of term t begin at ``firsts[t]``."""

    documents: NDArray[np.int32]
    impacts: NDArray[np.float32]
    firsts: NDArray[np.intp]


class Bm25:
    """Documents are added, then questions asked; after the first question nothing is added."""

    def __init__(self) -> None:
        self._terms: dict[str, int] = {}
        self._lengths = array("i")
        self._distinct = array("i")
        self._postings_terms = array("i")
        self._frequencies = array("i")

    def add(self, terms: Iterable[str]) -> None:
        """Add the next document; they are numbered from 0."""
        counted = Counter(terms)
        numbers = self._terms
        self._postings_terms.extend(numbers.setdefault(each, len(numbers)) for each in counted)
        self._frequencies.extend(counted.values())
        self._lengths.append(counted.total())
        self._distinct.append(len(counted))

    @cached_property
    def _postings(self) -> _Postings:
        lengths = np.array(self._lengths, np.float32)
        mean = max(float(lengths.mean()), 1.0)
        norms = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)
        terms = np.array(self._postings_terms)
        order = np.argsort(terms, kind="stable")
        documents = np.repeat(np.arange(len(lengths), dtype=np.int32), self._distinct)[order]
        frequencies = np.array(self._frequencies, np.float32)[order]
        impacts = frequencies / (frequencies + norms[documents])
        firsts = np.searchsorted(terms[order], np.arange(len(self._terms) + 1))
        return _Postings(documents, impacts, firsts)

    def scores(self, terms: Iterable[str]) -> NDArray[np.float32]:
        """Return every document's score for the terms of a question, each as often as asked."""
        documents, impacts, firsts = self._postings
        count = len(self._lengths)
        scores = np.zeros(count, np.float32)
        for term, times in Counter(terms).items():
            number = self._terms.get(term)
            if number is None:
                continue
            held = slice(firsts[number], firsts[number + 1])
            df = int(held.stop - held.start)
            idf = math.log(1 + (count - df + 0.5) / (df + 0.5))
            scores[documents[held]] += np.float32(times * idf) * impacts[held]
        return scores
