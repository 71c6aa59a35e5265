"""Find and score what stands near each other, and rows in which a syllable may be any of many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import Scores, common
from search.engines.whoosh.occurrences import TermOccurrences
from search.engines.whoosh.wide_queries import MultiPhrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.term_scores import TermScores
    from search.engines.whoosh.wide_queries import NearTerms

    Holds = Callable[["_Places"], Integers]

_NONE = np.zeros(0, np.int64)
_ROW = 32  # bits of a position


@dataclass(frozen=True, slots=True, eq=False)
class WideFinder:
    """Answers the queries of ``wide_queries`` that look at positions."""

    terms: TermScores

    def documents(self, query: MultiPhrase | NearTerms, within: Integers | None = None) -> Integers:
        """Return the documents that match, of those ``within`` if any are given, ascending."""
        if isinstance(query, MultiPhrase):
            places = query.places
            holds = _in_a_row(query)
        else:
            places = [[word] for word in dict.fromkeys(query.words)]
            holds = _near(query)
        found = within
        for terms in sorted(places, key=lambda each: self._bound(query.fieldname, each)):
            held = self._holding(query.fieldname, terms)
            found = held if found is None else common(found, held, self.terms.size)
            if not len(found):
                return _NONE
        assert found is not None  # noqa: S101 - a query has places
        if isinstance(query, MultiPhrase) and len(places) == 1:
            return found
        rows = holds(_Places(self.terms, query.fieldname, found)) >> _ROW
        holding: Integers = found[rows[np.flatnonzero(np.diff(rows, prepend=-1))]]
        return holding

    def scores(self, query: MultiPhrase | NearTerms, documents: Integers, weight: float) -> Scores:
        """Return the scores of documents that match."""
        places = (
            query.places if isinstance(query, MultiPhrase) else [[word] for word in query.words]
        )
        total = np.zeros(len(documents), np.float32)
        for terms in places if len(documents) else ():
            best = np.zeros(len(documents), np.float32)
            for term in terms:
                found = self.terms.of(query.fieldname, term).at(documents, self.terms.size)
                np.maximum(best, found, out=best)
            total += best
        total *= np.float32(weight)
        return total

    def _bound(self, name: str, terms: Iterable[str]) -> int:
        return sum(self.terms.of(name, term).bound for term in terms)

    def _holding(self, name: str, terms: Sequence[str]) -> Integers:
        """Return the documents that hold any of the terms."""
        if len(terms) == 1:
            return self.terms.of(name, terms[0]).listed()[0]
        marked = np.zeros(self.terms.size, np.bool_)
        for term in terms:
            marked[self.terms.of(name, term).listed()[0]] = True
        return np.flatnonzero(marked)


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where terms stand in a field of some documents."""

    terms: TermScores
    name: str
    documents: Integers

    def of(self, terms: Iterable[str]) -> Integers:
        """Return every place of any of the terms: its document's place and its position."""
        parts = [self._occurrences(term).at(self.documents) for term in terms]
        return _merged([rows << _ROW | places for rows, places in parts]) if parts else _NONE

    def _occurrences(self, term: str) -> TermOccurrences:
        segments = self.terms.segments
        readers = ((stretch.first, reader) for stretch, reader in segments.readers(self.name))
        return self.terms.cache.get(
            (self.name, term, None),
            lambda: TermOccurrences(term.encode(), readers, segments.size),
        )


def _in_a_row(query: MultiPhrase) -> Holds:
    def ends(places: _Places) -> Integers:
        """Return where the last syllable of a row stands."""
        first, *others = query.places
        reached = places.of(first)
        for terms in others:
            reached = np.intersect1d(reached + 1, places.of(terms), assume_unique=True)
        return reached

    return ends


def _merged(ascending: Sequence[Integers]) -> Integers:
    """Return the numbers of several lists, each once, ascending."""
    if len(ascending) == 1:
        return ascending[0]
    every = np.concatenate(ascending)
    every.sort(kind="stable")  # finds the runs that are in order
    return every[np.diff(every, prepend=-1) > 0]


def _near(query: NearTerms) -> Holds:
    counts = Counter(query.words)

    def starts(places: _Places) -> Integers:
        """Return where windows begin that hold each term as often as it is asked for."""
        lists = {term: places.of([term]) for term in counts}
        every = _merged(list(lists.values()))
        # words of which one stands for the other, ban and bạn, may not share their only place
        others = len(query.words) - 1
        close = every[others:] - every[: len(every) - others] < query.window
        begins = every[: len(every) - others][close]
        for term, held in lists.items():
            before = held.searchsorted(begins)
            held_within = held.searchsorted(begins + query.window) - before
            begins = begins[held_within >= counts[term]]
        return begins

    return starts
