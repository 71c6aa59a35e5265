"""Where terms stand in a row: pairs of syllables first, positions only where all pairs are."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import PairDictionary
from search.engines.whoosh.found import Found, common
from search.engines.whoosh.schema import pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.term_cache import TermCache

_NONE = np.zeros(0, np.int64)
_NO_SCORES = np.zeros(0, np.float32)
_ROW = 32  # bits of a position


class PhraseFinder:
    """Finds the documents of one segment in which terms follow each other."""

    def __init__(
        self, fields: Mapping[str, FieldReader], size: int, cache: TermCache[Found]
    ) -> None:
        self._fields = fields
        self._size = size
        self._cache = cache

    def documents(
        self, name: str, words: Sequence[str], slop: int = 1, within: Integers | None = None
    ) -> Integers:
        """Return the documents, of those ``within``, that hold ``words`` in this order.

        From one word to the next it is at most ``slop`` positions: 1 is side by side.
        """
        field = self._fields.get(name)
        if field is None or not field.has_positions:
            return _NONE
        numbers = [field.find(word.encode()) for word in words]
        known = [number for number in numbers if number is not None]
        if len(known) < len(words):
            return _NONE
        lists = self._lists(field, known, slop)
        lists.sort(key=len)
        if within is not None:
            lists.insert(0, within)
        found = lists[0]
        for held in lists[1:]:
            found = common(found, held, self._size)
        if len(known) == 1 or not len(found) or (slop == 1 and len(known) == 2):  # noqa: PLR2004
            return found
        return self._in_a_row(field, known, slop, found)

    def _lists(self, field: FieldReader, numbers: Sequence[int], slop: int) -> list[Integers]:
        """Return lists of documents, each of which holds all that can match."""
        pair_field = self._fields.get(pairs(field.name))
        if slop > 1 or len(numbers) == 1 or pair_field is None:
            return [field.postings(number)[0] for number in numbers]
        return [self._pair(field, pair_field, *each) for each in pairwise(numbers)]

    def _pair(self, field: FieldReader, pair_field: FieldReader, one: int, two: int) -> Integers:
        """Return the documents in which one term stands before another."""
        made = self._cache.get(
            (pair_field.name, one, two),
            lambda: Found(self._read_pair(field, pair_field, one, two), _NO_SCORES),
        )
        assert made.documents is not None  # noqa: S101 - they were just given
        return made.documents

    def _read_pair(
        self, field: FieldReader, pair_field: FieldReader, one: int, two: int
    ) -> Integers:
        dictionary = pair_field.dictionary
        assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
        seconds = np.array(field.members(two))
        numbers: list[int] = []
        for first in field.members(one):
            numbers += dictionary.find_all(first, seconds).tolist()
        if len(numbers) == 1:
            return pair_field.postings(numbers[0])[0]
        marked = np.zeros(self._size, np.bool_)
        for number in numbers:
            marked[pair_field.postings(number)[0]] = True
        return np.flatnonzero(marked)

    def _in_a_row(
        self, field: FieldReader, numbers: Sequence[int], slop: int, documents: Integers
    ) -> Integers:
        """Return the documents in which the positions of all terms fit."""
        reached: Integers | None = None
        for number in numbers:
            rows, places = field.positions(number, documents)
            here = rows << _ROW | places
            if reached is not None:
                before = np.searchsorted(reached, here) - 1
                fits = before >= 0
                fits[fits] = reached[before[fits]] >= here[fits] - slop
                here = here[fits]
            reached = here
        assert reached is not None  # noqa: S101 - a phrase has words
        return documents[np.unique(reached >> _ROW)]
