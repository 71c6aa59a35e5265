"""Our BM25 for Whoosh's own searcher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel

from search.engines.whoosh.bm25 import FieldStatistics

if TYPE_CHECKING:
    from numpy.typing import NDArray


class LuceneBM25(WeightingModel):  # type: ignore[misc]
    """BM25 as ``bm25`` has it, a document at a time."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:  # noqa: ARG002
        """Return the scorer of one term in one segment."""
        leaves = [leaf for leaf, _ in searcher.get_parent().reader().leaf_readers()]
        fields = [f for leaf in leaves if (f := leaf._terms.fields.get(fieldname))]  # noqa: SLF001
        statistics = FieldStatistics(fields)
        field = searcher.reader()._terms.fields.get(fieldname)  # noqa: SLF001
        norms = statistics.norms(field) if field else np.zeros(0, np.float32)
        return _Scorer(statistics.idf(statistics.count(text)), norms)


class _Scorer(BaseScorer):  # type: ignore[misc]
    """Scores one term in the documents of one segment."""

    def __init__(self, idf: float, norms: NDArray[np.float32]) -> None:
        self._idf, self._norms = idf, norms

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        frequency = matcher.weight()
        return self._idf * float(frequency / (frequency + float(self._norms[matcher.id()])))
