"""Where terms stand in a row: pairs of syllables first, positions only where all pairs are."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import common
from search.engines.whoosh.occurrences import TermOccurrences
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.schema import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments, Stretch
    from search.engines.whoosh.term_cache import TermCache

_NONE = np.zeros(0, np.int64)
_PAIR = 2
_ROW = 32  # bits of a position


class PhraseFinder:
    """Finds the documents in which terms follow each other."""

    def __init__(self, segments: Segments, cache: TermCache) -> None:
        self._segments = segments
        self._cache = cache

    def documents(
        self, name: str, words: Sequence[str], slop: int = 1, within: Integers | None = None
    ) -> Integers:
        """Return the documents, of those ``within``, that hold ``words`` in this order.

        From one word to the next it is at most ``slop`` positions: 1 is side by side.
        """
        lists = []
        for held in self._lists(name, words, slop):
            if not len(held):
                return _NONE
            lists.append(held)
        lists.sort(key=len)
        if within is not None:
            lists.insert(0, within)
        found = lists[0]
        for held in lists[1:]:
            found = common(found, held, self._segments.size)
        if not len(found) or len(words) == 1 or (slop == 1 and len(words) == _PAIR):
            return found
        return self._in_a_row(name, words, slop, found)

    def _lists(self, name: str, words: Sequence[str], slop: int) -> Iterator[Integers]:
        """Yield lists of documents, each of which holds all documents that are wanted."""
        if slop == 1 and len(words) >= _PAIR:
            yield from (self._pair(name, *each) for each in pairwise(words))
        else:
            yield from (self._holding(name, word) for word in words)

    def _holding(self, name: str, word: str) -> Integers:
        """Return the documents that hold a term."""
        return _numbered_through(
            (stretch, reader.postings(number)[0])
            for stretch, reader in self._segments.readers(name)
            if (number := reader.find(word.encode())) is not None
        )

    def _pair(self, name: str, one: str, two: str) -> Integers:
        """Return the documents in which one term stands before another."""
        return self._cache.get((name, one, two), lambda: self._read_pair(name, one, two))

    def _read_pair(self, name: str, one: str, two: str) -> Integers:
        return _numbered_through(
            (stretch, _pair_in(stretch.segment.fields[name], reader, one.encode(), two.encode()))
            for stretch, reader in self._segments.readers(pairs(name))
        )

    def _in_a_row(
        self, name: str, words: Sequence[str], slop: int, documents: Integers
    ) -> Integers:
        """Return those of ``documents`` in which the positions of all words fit."""
        reached: Integers | None = None
        for word in words:
            rows, places = self._occurrences_in(documents, name, word).at(documents)
            here = rows << _ROW | places
            if reached is not None:
                before = np.searchsorted(reached, here) - 1
                fits = before >= 0
                fits[fits] = reached[before[fits]] >= here[fits] - slop
                here = here[fits]
            reached = here
        assert reached is not None  # noqa: S101 - a phrase has words
        rows = reached >> _ROW
        return documents[rows[np.flatnonzero(np.diff(rows, prepend=-1))]]

    def _occurrences_in(self, documents: Integers, name: str, word: str) -> TermOccurrences:
        """Return where a term is in ``documents``; in all others, too, if it is asked for again."""
        key = (name, word, None)
        if key in self._cache or self._cache.asked_before(key):
            return self.occurrences(name, word)
        readers = (
            (stretch.first, reader)
            for stretch, reader in self._segments.readers(name)
            if len(stretch.own(documents))
        )
        return TermOccurrences(word.encode(), readers, self._segments.size)

    def occurrences(self, name: str, word: str) -> TermOccurrences:
        """Return where a term stands in a field."""
        readers = ((stretch.first, reader) for stretch, reader in self._segments.readers(name))
        return self._cache.get(
            (name, word, None),
            lambda: TermOccurrences(word.encode(), readers, self._segments.size),
        )


def _pair_in(syllables: FieldReader, reader: FieldReader, one: bytes, two: bytes) -> Integers:
    """Return the documents of a segment in which a key of one term stands before one of two."""
    dictionary = reader.dictionary
    assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
    keys = product(syllables.keys(one), syllables.keys(two))
    found = (dictionary.find_pair(*each) for each in keys)
    lists = [reader.postings(number)[0] for number in found if number is not None]
    if not lists:
        return _NONE
    if len(lists) == 1:
        return lists[0]
    marked = np.zeros(reader.documents, np.bool_)
    for documents in lists:
        marked[documents] = True
    return np.flatnonzero(marked)


def _numbered_through(parts: Iterable[tuple[Stretch, Integers]]) -> Integers:
    """Return the documents of several segments by their numbers in all."""
    lists = [documents + stretch.first for stretch, documents in parts]
    return np.concatenate(lists) if lists else _NONE
