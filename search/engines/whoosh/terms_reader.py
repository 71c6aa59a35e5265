"""Terms and postings of a segment as Whoosh's own queries read them, one at a time."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from search.engines.whoosh.field_reader import FieldReader, open_fields
from search.engines.whoosh.occurrences import TermOccurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.array_file import ArrayFile

Term = tuple[str, bytes]


class _Missing(TermNotFound, KeyError):  # type: ignore[misc]
    """Whoosh's readers catch a KeyError where its queries catch TermNotFound."""


class ArrayTermsReader(base.TermsReader):  # type: ignore[misc]
    """All terms of a segment."""

    def __init__(self, file: ArrayFile) -> None:
        self.file = file
        self.fields = open_fields(file)

    def _find(self, name: str, term: bytes) -> tuple[FieldReader, int]:
        field = self.fields.get(name)
        number = None if field is None else field.find(term)
        if field is None or number is None:
            raise _Missing(f"{name}:{term!r}")
        return field, number

    def __contains__(self, term: Term) -> bool:
        field = self.fields.get(term[0])
        return field is not None and field.find(term[1]) is not None

    def indexed_field_names(self) -> list[str]:
        """Return the names of all fields."""
        return sorted(self.fields)

    def terms(self) -> Iterator[Term]:
        """Yield every term, field by field."""
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, name: str, prefix: bytes) -> Iterator[Term]:
        """Yield the terms of a field from the first that is not less than ``prefix``."""
        field = self.fields.get(name)
        if field is not None:
            for number in range(field.dictionary.position(prefix), len(field)):
                yield name, field.dictionary.term(number)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """Yield every term with its statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, name: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """Yield terms as ``terms_from`` does, with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(name, prefix))

    def term_info(self, name: str, term: bytes) -> TermInfo:
        """Return the statistics of a term."""
        return _term_info(*self._find(name, term))

    def frequency(self, name: str, term: bytes) -> float:
        """Return how often a term occurs."""
        weight: float = self.term_info(name, term).weight()
        return weight

    def doc_frequency(self, name: str, term: bytes) -> int:
        """Return in how many documents a term is."""
        field, number = self._find(name, term)
        return field.document_frequency(number)

    def cursor(self, name: str, fieldobj: Any) -> _Cursor:
        """Return a cursor over the terms of a field."""
        return _Cursor(self.fields[name], fieldobj)

    def matcher(self, name: str, term: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """Return the postings of a term."""
        return ArrayMatcher(*self._find(name, term), (name, term), format_, scorer)

    def close(self) -> None:
        """Let go of the file."""
        self.fields = {}


def _term_info(field: FieldReader, number: int) -> TermInfo:
    documents, frequencies = field.postings(number)
    if frequencies is None:
        frequencies = np.ones(len(documents), np.uint8)
    lengths = field.lengths[documents]
    return TermInfo(
        weight=float(frequencies.sum(dtype=np.int64)),
        df=len(documents),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(frequencies.max()),
        minid=int(documents[0]),
        maxid=int(documents[-1]),
    )


class _Cursor(base.FieldCursor):  # type: ignore[misc]
    """Walks along the terms of a field."""

    def __init__(self, field: FieldReader, fieldobj: Any) -> None:
        self._field, self._fieldobj, self._at = field, fieldobj, 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        encoded = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._at = self._field.dictionary.position(encoded)
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        if not self.is_valid():
            return None
        text: str = self._fieldobj.from_bytes(self._field.dictionary.term(self._at))
        return text

    def term_info(self) -> TermInfo | None:
        return _term_info(self._field, self._at) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._at < len(self._field)


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of one term, for matchers of Whoosh to step through."""

    def __init__(
        self, field: FieldReader, number: int, term: Term, format_: Any, scorer: Any
    ) -> None:
        self._field, self._term = field, term
        self.format, self.scorer = format_, scorer
        documents, frequencies = field.postings(number)
        self._documents: list[int] = documents.tolist()
        if frequencies is None:
            frequencies = np.ones(len(documents), np.uint8)
        self._frequencies: list[float] = frequencies.astype(float).tolist()
        self._at = 0

    def is_active(self) -> bool:
        return self._at < len(self._documents)

    def copy(self) -> ArrayMatcher:
        copied = object.__new__(type(self))
        copied.__dict__.update(self.__dict__)
        return copied

    def reset(self) -> None:
        self._at = 0

    def id(self) -> int:
        return self._documents[self._at]

    def all_ids(self) -> Iterator[int]:
        return iter(self._documents[self._at :])

    def weight(self) -> float:
        return self._frequencies[self._at]

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at += 1
        return False

    def skip_to(self, target: int) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._at = bisect_left(self._documents, target, self._at)
        return False

    @cached_property
    def _positions(self) -> list[list[int]]:
        """The positions of every document."""
        documents = np.array(self._documents, np.int64)
        found = TermOccurrences(self._term[1], [(0, self._field)], self._field.documents)
        rows, places = found.at(documents)
        counts = np.bincount(rows, minlength=len(documents))
        firsts = np.cumsum(counts) - counts
        return [
            places[first : first + count].tolist()
            for first, count in zip(firsts.tolist(), counts.tolist(), strict=True)
        ]

    def value(self) -> bytes:
        if self._field.has_positions:
            encoded: bytes = self.format.encode(self._positions[self._at])
            return encoded
        return int(self.weight()).to_bytes(4, "big")

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._positions[self._at]
        return super().value_as(astype)

    def supports_block_quality(self) -> bool:
        return False
