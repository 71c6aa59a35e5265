"""Which syllables of the index a shape stands for: where they may stand, the commonest first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from search.engines.engine import Expanded
from search.engines.fields import ALT, MOST_SYLLABLES, SEARCHED
from search.engines.shape_matching import Syllables
from search.engines.whoosh.dictionary import TermDictionary
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.schema import column, pairs
from search.query.shapes import beginning, by_key
from search.query.tree import Field
from search.vietnamese.patterns import FOLDED, VARIANT, SyllablePattern
from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import TONES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh.field_reader import FieldReader
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.segments import Segments, Stretch
    from search.hits import Kind
    from search.query.shapes import Shape
    from search.query.tree import Shaped

    Terms = tuple[str, ...]

_MOST_KEPT = 64


class Expander:
    """Expands shapes over the segments of one kind, and remembers the last of them."""

    def __init__(self, segments: Segments, kind: Kind) -> None:
        self._segments = segments
        self._kind = kind
        self._syllables: dict[tuple[int, str, bool], _Vocabulary] = {}
        self._known: dict[Shaped, Expanded] = {}

    def __call__(self, shaped: Shaped) -> Expanded:
        """Return what each part of ``shaped`` stands for."""
        if shaped not in self._known:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            self._known[shaped] = self._expanded(shaped)
        return self._known[shaped]

    def _expanded(self, shaped: Shaped) -> Expanded:
        """Begin with what is known, or else with the rarest shape, and go on to its neighbours."""
        names = self._columns(shaped.field)
        capped: list[int] = []

        def commonest(counts: Counter[str]) -> Terms:
            if len(counts) > MOST_SYLLABLES:
                capped.append(len(counts))
            ranked = sorted(counts, key=lambda term: (-counts[term], term))
            return tuple(ranked[:MOST_SYLLABLES])

        known: dict[int, Terms] = {
            at: (part.term,)
            for at, part in enumerate(shaped.parts)
            if isinstance(part, SyllablePattern)
        }
        if not known:
            found = {
                at: self._anywhere(shape, names)
                for at, shape in enumerate(shaped.parts)
                if not isinstance(shape, SyllablePattern)
            }
            rarest = min(found, key=lambda at: len(found[at]))
            known[rarest] = commonest(found[rarest])
        while len(known) < len(shaped.parts):
            at, beside = _next(known, len(shaped.parts))
            shape = shaped.parts[at]
            assert not isinstance(shape, SyllablePattern)  # noqa: S101 - else it were known
            counts = self._beside(shape, names, known[beside], after=beside < at)
            known[at] = commonest(counts)
        return Expanded(tuple(known[at] for at in range(len(known))), tuple(capped))

    def _columns(self, field: Field | None) -> list[str]:
        fields: list[str] = [*SEARCHED[self._kind]] if field is None else [field]
        if Field.CAPTION in fields:
            fields.append(ALT)
        return [column(self._kind, each) for each in fields]

    def _anywhere(self, shape: Shape, names: Sequence[str]) -> Counter[str]:
        """Return the terms of all syllables with a shape, and how many documents have each."""
        counts: Counter[str] = Counter()
        for name in names:
            for stretch, reader in self._segments.readers(name):
                counts.update(self._vocabulary(stretch, reader, shape).having(shape))
        return counts

    def _vocabulary(self, stretch: Stretch, reader: FieldReader, shape: Shape) -> _Vocabulary:
        """Return the few syllables that begin as a shape does, or all, which are remembered."""
        folded, letters = not by_key(shape), beginning(shape)
        if letters:
            return _Vocabulary(reader, _beginning(reader, letters, folded=folded), folded=folded)
        known = (stretch.first, reader.name, folded)
        if known not in self._syllables:
            every = _folds(reader) if folded else _keys(reader)
            self._syllables[known] = _Vocabulary(reader, every, folded=folded)
        return self._syllables[known]

    def _beside(
        self, shape: Shape, names: Sequence[str], terms: Terms, *, after: bool
    ) -> Counter[str]:
        """Return the keys with a shape that stand right after, or before, any of ``terms``."""
        counts: Counter[str] = Counter()
        self._segments.look_up((name, term) for name in names for term in terms)
        for stretch in self._segments.stretches:
            fields = stretch.segment.fields
            for name in names:
                if name in fields and pairs(name) in fields:
                    found = _neighbours(fields[name], fields[pairs(name)], terms, after=after)
                    counts.update(_with_frequencies(fields[name], found))
        keys = list(counts)
        folded = not by_key(shape)
        looked_at = Syllables(list(map(fold, keys)) if folded else keys, folded=folded)
        return Counter({keys[at]: counts[keys[at]] for at in looked_at.having(shape).tolist()})


class _Vocabulary:
    """Folds or keys of one field of a segment, and how many documents have each."""

    def __init__(self, reader: FieldReader, numbers: Integers, *, folded: bool) -> None:
        self._frequencies = _with_frequencies(reader, numbers)
        self._terms = list(self._frequencies)
        self._syllables = Syllables(
            [each.removeprefix(FOLDED) for each in self._terms], folded=folded
        )

    def having(self, shape: Shape) -> dict[str, int]:
        """Return the terms of those with a shape, with how many documents have each."""
        found = [self._terms[at] for at in self._syllables.having(shape).tolist()]
        return {term: self._frequencies[term] for term in found}


def _with_frequencies(reader: FieldReader, numbers: Integers) -> dict[str, int]:
    """Return the terms of these numbers, and in how many documents each is."""
    assert isinstance(reader.dictionary, TermDictionary)  # noqa: S101 - of no field of pairs
    terms = reader.dictionary.terms_at(numbers)
    counts = reader.document_frequencies(numbers).tolist()
    return {term.decode(): count for term, count in zip(terms, counts, strict=True)}


def _numbers(reader: FieldReader, letters: str) -> range:
    """Return the numbers of the terms that begin with some letters."""
    first = letters.encode()
    return range(reader.dictionary.position(first), reader.dictionary.position(first + b"\xff"))


def _beginning(reader: FieldReader, letters: str, *, folded: bool) -> Integers:
    if folded:
        return np.array(_numbers(reader, FOLDED + fold(letters)), np.int64)
    spelt = key(letters)
    return np.array(_numbers(reader, spelt[:-1] if spelt[-1] in TONES else spelt), np.int64)


def _folds(reader: FieldReader) -> Integers:
    return np.array(_numbers(reader, FOLDED), np.int64)


def _keys(reader: FieldReader) -> Integers:
    """Return the numbers of all terms without a sign."""
    signs = [_numbers(reader, VARIANT), _numbers(reader, FOLDED)]
    parts = [(0, signs[0].start), (signs[0].stop, signs[1].start), (signs[1].stop, len(reader))]
    return np.concatenate([np.arange(*each) for each in parts])


def _next(known: dict[int, Terms], size: int) -> tuple[int, int]:
    """Return a part that is not known, and its neighbour that is."""
    return next(
        (at, beside)
        for at in range(size)
        for beside in (at - 1, at + 1)
        if at not in known and beside in known
    )


def _neighbours(
    syllables: FieldReader, reader: FieldReader, terms: Terms, *, after: bool
) -> Integers:
    """Return the keys that stand beside any of ``terms`` in a segment, by their numbers.

    ``reader`` is of the pairs of ``syllables``.
    """
    dictionary = reader.dictionary
    assert isinstance(dictionary, PairDictionary)  # noqa: S101 - of a field of pairs
    parts = [part for term in terms for part in syllables.keys(term.encode())]
    if not after:
        firsts, seconds = dictionary.codes()
        return np.unique(firsts[np.isin(seconds, parts)])
    return dictionary.following(np.array(parts, np.int64))
