"""How often syllables, and pairs of them, occur in a spelling: what restored accents rest on."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from search.engines.fields import SEARCHED, SPELT
from search.engines.whoosh.dictionary import TermDictionary, Wanted
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.schema import column, pairs
from search.hits import Kind
from search.vietnamese.patterns import FOLDED
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments

_Asked = TypeVar("_Asked")
_Answer = TypeVar("_Answer")

_COUNTED = tuple(column(Kind.ARTICLE, each) for each in SPELT)
_SEARCHED = tuple(column(Kind.ARTICLE, each) for each in SEARCHED[Kind.ARTICLE])
#: Answers kept: 10 MB at most, of what people ask for again and again.
_KEPT, _PAIRS_KEPT = 4096, 1 << 15


class SpellingCounts:
    """Counts the articles that hold something, field by field, those deleted lately included.

    ``spellings(folds)`` gives the keys that fold to each, with their counts, ``pairs(pairs)`` the
    count of each key right before another one, ``terms(terms)`` that of each term, searched
    anywhere. A whole list is looked for at once: in ten segments each alone would take ten times
    as long.
    """

    def __init__(self, segments: Segments) -> None:
        self.spellings = _Remembered(partial(_spellings, segments), _KEPT)
        self.pairs = _Remembered(partial(_pairs, segments), _PAIRS_KEPT)
        self.terms = _Remembered(partial(_terms, segments), _KEPT)


class _Remembered(Generic[_Asked, _Answer]):
    """Answers, kept; what is not known is asked for at once."""

    def __init__(self, ask: Callable[[list[_Asked]], Iterable[_Answer]], most: int) -> None:
        self._ask = ask
        self._most = most
        self._known: dict[_Asked, _Answer] = {}

    def __call__(self, asked: Sequence[_Asked]) -> list[_Answer]:
        if len(self._known) > self._most:
            self._known.clear()
        new = [each for each in dict.fromkeys(asked) if each not in self._known]
        if new:
            self._known.update(zip(new, self._ask(new), strict=True))
        return [self._known[each] for each in asked]


def _spellings(segments: Segments, folds: list[str]) -> list[Mapping[str, int]]:
    counts: Counter[bytes] = Counter()
    wanted = Wanted.of([f"{FOLDED}{each}".encode() for each in folds])
    for name in _COUNTED:
        for _, field in segments.readers(name):
            numbers = _numbers(field, wanted)
            numbers = numbers[numbers >= 0]
            members = field.groups.of_any(numbers) if field.groups else numbers.tolist()
            keys = np.array(members, np.int64)
            found = field.document_frequencies(keys).tolist()
            for term, count in zip(_dictionary(field).terms_at(keys), found, strict=True):
                counts[term] += count
    by_fold: dict[str, dict[str, int]] = {each: {} for each in folds}
    for term, count in counts.items():
        key = term.decode()
        if (folded := fold(key)) in by_fold:  # Đắc is behind dak too, being the same name
            by_fold[folded][key] = count
    return [MappingProxyType(each) for each in by_fold.values()]


def _pairs(segments: Segments, asked: list[tuple[str, str]]) -> list[int]:
    counts = np.zeros(len(asked), np.int64)
    keys = {key: at for at, key in enumerate(dict.fromkeys(chain.from_iterable(asked)))}
    wanted = Wanted.of([key.encode() for key in keys])
    firsts, seconds = np.array([[keys[key] for key in pair] for pair in asked], np.int64).T
    for name in _COUNTED:
        for stretch, field in segments.readers(pairs(name)):
            assert isinstance(field.dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
            parts = _numbers(stretch.segment.fields[name], wanted)
            _add(counts, field, field.dictionary.find_each(parts, firsts, seconds))
    return counts.tolist()


def _terms(segments: Segments, asked: list[str]) -> list[int]:
    counts = np.zeros(len(asked), np.int64)
    wanted = Wanted.of([each.encode() for each in asked])
    for name in _SEARCHED:
        for _, field in segments.readers(name):
            _add(counts, field, _numbers(field, wanted))
    return counts.tolist()


def _add(counts: Integers, field: FieldReader, numbers: Integers) -> None:
    """Add the documents that hold each of these terms, -1 for none."""
    held = np.flatnonzero(numbers >= 0)
    if len(held):
        counts[held] += field.document_frequencies(numbers[held])


def _numbers(field: FieldReader, wanted: Wanted) -> Integers:
    return _dictionary(field).find_each(wanted)


def _dictionary(field: FieldReader) -> TermDictionary:
    assert isinstance(field.dictionary, TermDictionary)  # noqa: S101 - of no field of pairs
    return field.dictionary
