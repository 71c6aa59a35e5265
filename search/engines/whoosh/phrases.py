"""Where terms stand in a row: pairs of syllables first, positions only where all pairs are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import PairDictionary
from search.engines.whoosh.found import common
from search.engines.whoosh.schema import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.occurrences import Occurrences
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
        terms = [word.encode() for word in words]
        hits = [
            stretch.first + self._in_a_row(stretch, reader, terms, slop, own)
            for stretch, reader in self._segments.readers(name)
            if len(own := stretch.own(found)) and reader.has_positions
        ]
        return np.concatenate(hits) if hits else _NONE

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
        found = []
        for stretch, reader in self._segments.readers(pairs(name)):
            syllables = stretch.segment.fields[name]
            first, second = syllables.find(one.encode()), syllables.find(two.encode())
            if first is not None and second is not None:
                found.append((stretch, _pair_in(syllables, reader, first, second)))
        return _numbered_through(found)

    def _in_a_row(
        self,
        stretch: Stretch,
        reader: FieldReader,
        terms: Sequence[bytes],
        slop: int,
        documents: Integers,
    ) -> Integers:
        """Return the documents of a segment in which the positions of all terms fit."""

        def of_key(key: int) -> Occurrences:
            return self._cache.get(
                (reader.name, stretch.first, key), lambda: reader.occurrences(key)
            )

        reached: Integers | None = None
        for term in terms:
            number = reader.find(term)
            if number is None:
                return _NONE
            rows, places = reader.positions(number, documents, of_key)
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


def _pair_in(syllables: FieldReader, reader: FieldReader, one: int, two: int) -> Integers:
    """Return the documents of a segment in which a key of one term stands before one of two."""
    dictionary = reader.dictionary
    assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
    seconds = np.array(syllables.members(two))
    numbers: list[int] = []
    for first in syllables.members(one):
        numbers += dictionary.find_all(first, seconds).tolist()
    if len(numbers) == 1:
        return reader.postings(numbers[0])[0]
    marked = np.zeros(reader.documents, np.bool_)
    for number in numbers:
        marked[reader.postings(number)[0]] = True
    return np.flatnonzero(marked)


def _numbered_through(parts: Iterable[tuple[Stretch, Integers]]) -> Integers:
    """Return the documents of several segments by their numbers in all."""
    lists = [documents + stretch.first for stretch, documents in parts]
    return np.concatenate(lists) if lists else _NONE
