"""The scores of one term in every document, kept while they are hot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import NOTHING, Found, Scores

if TYPE_CHECKING:
    from search.engines.whoosh.postings import Integers, TermPostings
    from search.engines.whoosh.segments import Segments, Stretch
    from search.engines.whoosh.term_cache import TermCache

    Part = tuple[Stretch, TermPostings]

#: A term in over an eighth of all documents is kept as a column: adding it is one operation then.
DENSE_SHARE = 8


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

    def at(self, name: str, term: str, documents: Integers) -> Scores:
        """Return the score of each of ``documents``, which ascend: 0 where it lacks the term.

        What is asked for once is worked out for these only; what is asked for again, for all, and
        kept.
        """
        key = (name, term)
        if key in self.cache or self.cache.asked_before(key):
            return self.of(name, term).at(documents, self.size)
        return self._read_at(name, term.encode(), documents)

    def count(self, name: str, term: str) -> int:
        """Return in how many documents a field has a term, deleted ones included."""
        return self.segments.statistics(name).count(term.encode())

    def joined(self, names: tuple[str, ...], term: str) -> Found:
        """Return the documents that hold a term in any of some fields taken as one text."""
        return self.cache.get((names, term), lambda: self.segments.joined(names).scores(term))

    def _read_at(self, name: str, term: bytes, documents: Integers) -> Scores:
        scores = np.zeros(len(documents), np.float32)
        norms = np.ones(len(documents), np.float32)
        statistics = self.segments.statistics(name)
        count = start = 0
        for stretch, reader in self.segments.readers(name):
            number = reader.find(term)
            if number is None:
                continue
            count += reader.document_frequency(number)
            start, own = stretch.part_of(documents)
            if len(own):
                within = slice(start, start + len(own))
                scores[within] = reader.term(number).frequencies_at(own)
                norms[within] = statistics.norms_at(reader, own)
        if count:
            norms += scores
            scores *= np.float32(statistics.idf(count))
            scores /= norms
        return scores

    def _decoded(self, name: str, term: bytes) -> Found:
        parts = [
            (stretch, reader.term(number))
            for stretch, reader in self.segments.readers(name)
            if (number := reader.find(term)) is not None
        ]
        count = sum(postings.count for _, postings in parts)
        if not count:
            return NOTHING
        idf = np.float32(self.segments.statistics(name).idf(count))
        norms = self.segments.norms(name)
        if count * DENSE_SHARE > self.size:
            documents, scores = None, column(parts, self.size)
        else:
            documents, scores = listed(parts, count)
            norms = norms[documents]
        # idf * tf / (tf + norm), in as few passes as can be
        norms = norms + scores
        scores *= idf
        scores /= norms
        return Found(documents, scores)


def column(parts: list[Part], size: int) -> Scores:
    """Return the frequency of a term in every document; ``parts`` of one document are added up."""
    frequencies = np.zeros(size, np.float32)
    for stretch, postings in parts:
        own = frequencies[stretch.first : stretch.after]
        dense = postings.dense()
        if dense is not None:
            own += dense
        else:
            documents, counts = postings.decode()
            own[documents] += 1 if counts is None else counts
    return frequencies


def listed(parts: list[Part], count: int) -> tuple[Integers, Scores]:
    """Return the documents that hold a term, and its frequency in each."""
    documents = np.empty(count, np.int64)
    frequencies = np.ones(count, np.float32)
    at = 0
    for stretch, postings in parts:
        after = at + postings.count
        found, counts = postings.decode()
        np.add(found, stretch.first, out=documents[at:after])
        if counts is not None:
            frequencies[at:after] = counts
        at = after
    return documents, frequencies
