"""The scores of one term in every document, kept while they are hot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import NOTHING, Found

if TYPE_CHECKING:
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.segments import Segments, Stretch
    from search.engines.whoosh.term_cache import TermCache

    Parts = list[tuple[Stretch, FieldReader, int]]

#: A term in over an eighth of all documents is kept as a column: adding it is one operation then.
_DENSE_SHARE = 8


@dataclass(frozen=True, slots=True, eq=False)
class TermScores:
    """BM25 of single terms."""

    segments: Segments
    cache: TermCache

    @property
    def size(self) -> int:
        """How many documents there are."""
        return self.segments.size

    def of(self, name: str, term: str) -> Found:
        """Return the documents that hold a term in a field, each with its score."""
        return self.cache.get((name, term), lambda: self._decoded(name, term.encode()))

    def _decoded(self, name: str, term: bytes) -> Found:
        parts = [
            (stretch, reader, number)
            for stretch, reader in self.segments.readers(name)
            if (number := reader.find(term)) is not None
        ]
        count = sum(reader.document_frequency(number) for _, reader, number in parts)
        if not count:
            return NOTHING
        idf = np.float32(self.segments.statistics(name).idf(count))
        norms = self.segments.norms(name)
        if count * _DENSE_SHARE > self.size:
            frequencies = self._column(parts)
            scores = frequencies / (frequencies + norms)
            scores *= idf
            return Found(None, scores)
        return self._list(parts, idf, norms)

    def _column(self, parts: Parts) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        """Return the frequency of a term in every document."""
        frequencies = np.zeros(self.size, np.float32)
        for stretch, reader, number in parts:
            own = frequencies[stretch.first : stretch.after]
            dense = reader.dense(number)
            if dense is not None:
                own[:] = dense
            else:
                documents, counts = reader.postings(number)
                own[documents] = 1 if counts is None else counts
        return frequencies

    @staticmethod
    def _list(
        parts: Parts, idf: np.float32, norms: np.ndarray[tuple[int], np.dtype[np.float32]]
    ) -> Found:
        lists, scores = [], []
        for stretch, reader, number in parts:
            documents, frequencies = reader.postings(number)
            if stretch.first:
                documents = documents + stretch.first
            divisors = norms[documents]
            if frequencies is None:
                divisors += np.float32(1)
                scores.append(idf / divisors)
            else:
                counted = frequencies.astype(np.float32)
                divisors += counted
                counted *= idf
                counted /= divisors
                scores.append(counted)
            lists.append(documents)
        if len(parts) == 1:
            return Found(lists[0], scores[0])
        return Found(np.concatenate(lists), np.concatenate(scores))
