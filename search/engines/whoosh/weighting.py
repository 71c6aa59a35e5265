"""Our BM25 for Whoosh's own searcher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel

from search.engines.whoosh.bm25 import FieldStatistics, inverse_frequency, norms_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def joined_scores(searcher: Any, names: Sequence[str], text: str) -> tuple[list[int], list[float]]:
    """Return the documents of one segment with a term in any of some fields taken as one text.

    Each with its score, which ``JoinedFields`` reckons for all segments at once.
    """
    leaves = [leaf for leaf, _ in searcher.get_parent().reader().leaf_readers()]
    tables = [_lengths_and_frequencies(leaf, names, text.encode()) for leaf in leaves]
    lengths, frequencies = (np.concatenate(each) for each in zip(*tables, strict=True))
    documents = int(np.count_nonzero(lengths))
    norms = norms_of(lengths, int(lengths.sum()) / max(documents, 1))
    idf = inverse_frequency(documents, int(np.count_nonzero(frequencies)))
    scores = idf * frequencies / (frequencies + norms)
    start = 0
    for leaf, (own, _) in zip(leaves, tables, strict=True):
        if leaf is searcher.reader():
            scores = scores[start : start + len(own)]
        start += len(own)
    deleted = searcher.reader().is_deleted
    found = [each for each in np.flatnonzero(scores).tolist() if not deleted(each)]
    return found, scores[found].tolist()


def _lengths_and_frequencies(
    leaf: Any, names: Sequence[str], term: bytes
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    lengths, frequencies = np.zeros((2, leaf.doc_count_all()), np.int64)
    for name in names:
        field = leaf._terms.fields.get(name)  # noqa: SLF001
        if field:
            lengths += field.lengths
            number = field.find(term)
            if number is not None:
                documents, counts = field.postings(number)
                frequencies[documents] += 1 if counts is None else counts
    return lengths, frequencies
