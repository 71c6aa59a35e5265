"""What a query finds, and how the best of it are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from search.engines.whoosh.postings import Integers

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]

_COLUMNS = 128
#: Times the nanoseconds of a binary search those of a look-up by number, as measured.
_SEARCH_COST = 50
_MARK_COST = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Documents with their scores, which are above 0: all that are listed match.

    ``documents`` ascend; where they are None, ``scores`` is of every document there is, 0
    for one that does not match. Nobody changes either array: it may be in a cache.
    """

    documents: Integers | None
    scores: Scores

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.scores.nbytes + (0 if self.documents is None else self.documents.nbytes)

    @property
    def bound(self) -> int:
        """At most how many documents match."""
        return len(self.scores)

    def listed(self) -> tuple[Integers, Scores]:
        """Return the documents that match, and their scores."""
        if self.documents is not None:
            return self.documents, self.scores
        documents = np.flatnonzero(self.scores > 0)
        return documents, self.scores[documents]

    def spread(self, size: int) -> Scores:
        """Return the score of each of so many documents."""
        if self.documents is None:
            return self.scores
        scores = np.zeros(size, np.float32)
        scores[self.documents] = self.scores
        return scores

    def at(self, documents: Integers, size: int) -> Scores:
        """Return the scores of some documents, 0 where one does not match."""
        if self.documents is None:
            scores: Scores = self.scores[documents]
            return scores
        if few(documents, self.documents, size):
            present, places = where(documents, self.documents, size)
            found = np.zeros(len(documents), np.float32)
            found[present] = self.scores[places]
            return found
        spread: Scores = self.spread(size)[documents]
        return spread

    def without(self, deleted: Integers) -> Found:
        """Return what is left when some documents do not count."""
        if not len(deleted):
            return self
        if self.documents is None:
            scores = self.scores.copy()
            scores[deleted] = 0
            return Found(None, scores)
        kept = ~np.isin(self.documents, deleted, assume_unique=True)
        return Found(self.documents[kept], self.scores[kept])

    def matching(self, size: int) -> Flags:
        """Return which of so many documents match."""
        if self.documents is None:
            return self.scores > 0
        matching = np.zeros(size, np.bool_)
        matching[self.documents] = True
        return matching

    def only(self, passing: Flags) -> Found:
        """Return what is left when only some documents count."""
        if self.documents is None:
            return Found(None, self.scores * passing)
        kept = passing[self.documents]
        return Found(self.documents[kept], self.scores[kept])

    def count(self) -> int:
        """Return how many documents match."""
        if self.documents is not None:
            return len(self.documents)
        return int(np.count_nonzero(self.scores > 0))

    def best(self, most: int) -> tuple[Integers, Scores]:
        """Return the ``most`` highest scores with their documents, best first.

        Equal scores come in the order of the documents.
        """
        documents, scores = self._candidates(most)
        if len(scores) > 4 * most:
            least = np.partition(scores, len(scores) - most)[len(scores) - most]
            kept = np.flatnonzero(scores >= least)
            documents, scores = documents[kept], scores[kept]
        order = np.lexsort((documents, -scores))[:most]
        return documents[order], scores[order]

    def _candidates(self, most: int) -> tuple[Integers, Scores]:
        """Return documents with their scores, among them the best ``most``."""
        if self.documents is not None:
            return self.documents, self.scores
        rows = len(self.scores) // _COLUMNS
        if rows < _COLUMNS or most > _COLUMNS // 2:
            return self.listed()
        # each column of a table has a highest score: the lowest of the best ones is a lower bound
        highest = self.scores[: rows * _COLUMNS].reshape(_COLUMNS, rows).max(axis=0)
        least = np.partition(highest, rows - most)[rows - most] if rows > most else 0
        if least <= 0:
            return self.listed()
        documents = np.flatnonzero(self.scores >= least)
        return documents, self.scores[documents]


NOTHING = Found(np.zeros(0, np.int64), np.zeros(0, np.float32))


def largest(keys: Integers, most: int) -> Integers:
    """Return the places of the ``most`` largest keys, which all differ, the largest first."""
    if len(keys) > most:
        places = np.argpartition(keys, len(keys) - most)[len(keys) - most :]
        return places[np.argsort(-keys[places])]
    return np.argsort(-keys)


def few(wanted: Integers, held: Integers, size: int) -> bool:
    """Return whether looking for each of ``wanted`` costs less than marking all of ``held``."""
    return len(wanted) * _SEARCH_COST < len(held) + _MARK_COST * size


def where(wanted: Integers, held: Integers, size: int) -> tuple[Integers, Integers]:
    """Return which of ``wanted`` are in ``held``, by their places there and here."""
    if not len(held):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    if few(wanted, held, size):
        places = np.searchsorted(held, wanted)
        places[places == len(held)] = 0
    else:
        slots = np.zeros(size, np.int32)
        slots[held] = np.arange(len(held), dtype=np.int32)
        places = slots[wanted].astype(np.int64)
    present = np.flatnonzero(held[places] == wanted)
    return present, places[present]


def common(wanted: Integers, held: Integers, size: int) -> Integers:
    """Return those of ``wanted`` that are in ``held``."""
    if few(wanted, held, size):
        return wanted[where(wanted, held, size)[0]]
    marked = np.zeros(size, np.bool_)
    marked[held] = True
    return wanted[marked[wanted]]
