"""The scores of one term in every document of a segment, kept while they are hot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import NOTHING, Found, Scores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.whoosh.bm25 import FieldStatistics
    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.term_cache import TermCache

#: A term in over an eighth of all documents is kept as a column: adding it is one operation then.
_DENSE_SHARE = 8


@dataclass(frozen=True, slots=True, eq=False)
class TermScores:
    """BM25 of single terms in a segment of so many documents."""

    fields: Mapping[str, FieldReader]
    size: int
    statistics: Mapping[str, FieldStatistics]
    cache: TermCache[Found]
    norms: dict[str, Scores] = field(default_factory=dict)

    def of(self, name: str, term: str) -> Found:
        """Return the documents that hold a term in a field, each with its score."""
        return self.cache.get((name, term), lambda: self._decoded(name, term.encode()))

    def _decoded(self, name: str, term: bytes) -> Found:
        reader = self.fields.get(name)
        number = None if reader is None else reader.find(term)
        if reader is None or number is None:
            return NOTHING
        norms = self._norms(reader)
        idf = np.float32(self.statistics[name].idf(term))
        dense = reader.dense(number)
        if dense is not None:
            scores = dense.astype(np.float32)
            scores /= scores + norms
            scores *= idf
            return Found(None, scores)
        documents, frequencies = reader.postings(number)
        scores = norms[documents]
        if frequencies is None:
            scores += np.float32(1)
            np.divide(idf, scores, out=scores)
        else:
            scores += frequencies
            np.divide(frequencies, scores, out=scores, casting="same_kind")
            scores *= idf
        found = Found(documents, scores)
        if len(documents) * _DENSE_SHARE > self.size:
            return Found(None, found.spread(self.size))
        return found

    def _norms(self, reader: FieldReader) -> Scores:
        norms = self.norms.get(reader.name)
        if norms is None:
            norms = self.norms[reader.name] = self.statistics[reader.name].norms(reader)
        return norms
