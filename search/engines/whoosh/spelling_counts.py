"""How often syllables, and pairs of them, occur in a spelling: what restored accents rest on."""

from __future__ import annotations

from functools import lru_cache, partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from search.engines.fields import SPELT
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.schema import column, pairs
from search.hits import Kind
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments

_COUNTED = tuple(column(Kind.ARTICLE, each) for each in SPELT)
#: Answers kept: 10 MB at most, of what people ask for again and again.
_KEPT = 4096


class SpellingCounts:
    """Counts the articles that hold something, field by field, those deleted lately included.

    ``spellings(folded)`` gives the keys that fold to ``folded``, each with its count, and
    ``pair_frequencies(firsts, seconds)`` the count of each key right before each other one.
    """

    def __init__(self, segments: Segments) -> None:
        self.spellings = lru_cache(_KEPT)(partial(_spellings, segments))
        self.pair_frequencies = lru_cache(_KEPT)(partial(_pair_frequencies, segments))


def _spellings(segments: Segments, folded: str) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for name in _COUNTED:
        for _, field in segments.readers(name):
            members = field.keys(f"~{folded}".encode())
            found = field.document_frequencies(np.array(members, np.int64)).tolist()
            for member, count in zip(members, found, strict=True):
                key = field.dictionary.term(member).decode()
                counts[key] = counts.get(key, 0) + count
    # other spellings of a name are behind its fold too: Đắc for dak
    return MappingProxyType({key: n for key, n in counts.items() if fold(key) == folded})


def _pair_frequencies(
    segments: Segments, firsts: tuple[str, ...], seconds: tuple[str, ...]
) -> Integers:
    counts = np.zeros((len(firsts), len(seconds)), np.int64)
    for name in _COUNTED:
        for stretch, pair_field in segments.readers(pairs(name)):
            field = stretch.segment.fields[name]
            dictionary = pair_field.dictionary
            assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
            numbers = dictionary.find_each(_numbers(field, firsts), _numbers(field, seconds))
            held = numbers >= 0
            if held.any():
                counts[held] += pair_field.document_frequencies(numbers[held])
    counts.setflags(write=False)  # whoever asks again gets the same array
    return counts


def _numbers(field: FieldReader, keys: tuple[str, ...]) -> Integers:
    """Return the number of each key; one that no term has where the field does not have it."""
    found = (field.find(key.encode()) for key in keys)
    return np.array([len(field) if number is None else number for number in found], np.int64)
