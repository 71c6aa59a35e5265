"""Read one field of a segment: terms, postings, positions, lengths."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh import postings
from search.engines.whoosh.dictionary import Members, TermDictionary
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.posting_blocks import decode_many
from search.engines.whoosh.postings import HEAD, SINGLE, PostingRun, TermPostings
from search.vietnamese.patterns import GROUP_MARKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.dictionary import Wanted
    from search.engines.whoosh.postings import Integers

_SHORT = 4  # bytes of a place, where they are enough
_SHORT_SINGLE = 1 << 31
_MOST_NUMBERS = 2_000  # terms whose numbers are remembered
_SHORT_REST = np.uint64((1 << 31) - 1)


class FieldReader:
    """One field of a segment of so many ``documents``; terms are known by their numbers."""

    def __init__(
        self, file: ArrayFile, name: str, documents: int, parts: FieldReader | None = None
    ) -> None:
        self.name = name
        self.documents = documents
        about = file.meta["fields"][name]
        self.length_total: int = about["length_total"]
        self.length_count: int = about["length_count"]
        self.length_most: int = about["length_most"]
        self.position_most: int = about.get("position_most", 0)
        self.pairs_of: str | None = about.get("pairs_of")
        self._file = file
        self._places, self._postings = f"{name}.places", f"{name}.postings"
        self._positions, self._ends = f"{name}.positions", f"{name}.positionends"
        self.has_positions = self._positions in file
        self._single = _SHORT_SINGLE if file.dtype(self._places).itemsize == _SHORT else int(SINGLE)
        self.dictionary = _dictionary(file, name, parts)
        self._numbers: dict[bytes, int | None] = {}
        self.groups = Members(file, name) if f"{name}.groups" in file else None

    def __len__(self) -> int:
        return len(self.dictionary)

    def find(self, term: bytes) -> int | None:
        """Return the number of a term, None if it is not there."""
        if term not in self._numbers:
            if len(self._numbers) > _MOST_NUMBERS:
                self._numbers.clear()
            self._numbers[term] = self.dictionary.find(term)
        return self._numbers[term]

    def look_up(self, wanted: Wanted) -> None:
        """Look many terms up at once, so that ``find`` knows their numbers."""
        if isinstance(self.dictionary, TermDictionary):
            self._numbers |= self.dictionary.find_many(wanted)

    def document_frequency(self, number: int) -> int:
        """Return in how many documents a term is, deleted ones included."""
        place = int(self._file.read(self._places, number, number + 1)[0])
        if place >= self._single:
            return 1
        return postings.count_at(self._file.read(self._postings, place, place + HEAD), 0)

    def document_frequencies(self, numbers: Integers) -> Integers:
        """Return in how many documents each of some terms is, deleted ones included."""
        places = self._file.take(self._places, numbers)
        counts = np.ones(len(places), np.int64)
        written = np.flatnonzero(places < self._single)
        heads = places[written].astype(np.int64)[:, None] + np.arange(1, HEAD)
        found = self._file.take(self._postings, heads.ravel())
        counts[written] = found.view("<u4")
        return counts

    def postings(self, number: int) -> tuple[Integers, NDArray[Any] | None]:
        """Return the documents of a term, ascending, and its frequencies (None: all are 1)."""
        return self.term(number).decode()

    def term(self, number: int) -> TermPostings:
        """Return the postings of a term, to be decoded when they are needed."""
        nearby = self._file.read(self._places, number, number + 2)
        place, *following = nearby.tolist()
        if place >= self._single:
            return TermPostings.alone(place ^ self._single, self.documents)
        # the next term ends it, if that has bytes
        end = following[0] if following and following[0] < self._single else None
        if end is None:
            head = self._file.read(self._postings, place, place + HEAD)
            end = place + postings.size(head, 0, self.documents)
        content = self._file.read(self._postings, place, end)
        return TermPostings.of(content, self.documents)

    def keys(self, term: bytes) -> list[int]:
        """Return the numbers of the keys that a term stands for: of a key, its own."""
        number = self.find(term)
        if number is None:
            return []
        if self.groups is None or not term.startswith(GROUP_MARKS):
            return [number]
        return self.groups.of(number)

    def first_position(self, key: int) -> int:
        """Return where the positions of a key begin. Only keys have positions of their own."""
        return int(self._file.read(self._ends, key, key + 1)[0])

    def positions(self, places: Integers) -> NDArray[Any]:
        """Return the positions at some places of the column of all of them."""
        return self._file.take(self._positions, places)

    @cached_property
    def lengths(self) -> NDArray[Any]:
        """The exact length of the field in every document, 0 where it has none: ``(N,)``."""
        return self._file.read(f"{self.name}.lengths")

    def lengths_at(self, documents: Integers) -> NDArray[Any]:
        """Return the exact length of the field in some documents."""
        return self._file.take(f"{self.name}.lengths", documents)

    def run(self, start: int, stop: int, *, positions: bool = False) -> PostingRun:
        """Decode the postings of the terms numbered ``start`` to ``stop``."""
        places = self._all_places(start, stop)
        written = places[places < SINGLE]
        content = np.zeros(0, np.uint8)
        if len(written):
            first, last = int(written[0]), int(written[-1])
            head = self._file.read(self._postings, last, last + HEAD)
            size = postings.size(head, 0, self.documents)
            content = self._file.read(self._postings, first, last + size)
            places = np.where(places < SINGLE, places - np.uint64(first), places)
        firsts, documents, frequencies = decode_many(content, places, self.documents)
        if not positions:
            return PostingRun(firsts, documents, frequencies)
        ends = self._file.read(self._ends, start, stop + 1).astype(np.int64)
        has_positions = np.repeat(np.diff(ends) > 0, np.diff(firsts))
        return PostingRun(
            firsts,
            documents,
            frequencies,
            self._file.read(self._positions, int(ends[0]), int(ends[-1])).astype(np.int64),
            frequencies * has_positions,
        )

    def sizes(self) -> Integers:
        """Return how many bytes the postings of each term take: ``(t,)``, at least one."""
        places = self._all_places(0, len(self))
        written = np.flatnonzero(places < SINGLE)
        sizes = np.ones(len(places), np.int64)
        ends = np.append(places[written][1:], self._file.count(self._postings))
        sizes[written] = ends.astype(np.int64) - places[written].astype(np.int64)
        return sizes

    def _all_places(self, start: int, stop: int) -> NDArray[np.uint64]:
        places = self._file.read(self._places, start, stop)
        if places.itemsize > _SHORT:
            return places
        single = places >= _SHORT_SINGLE
        wide = places.astype(np.uint64)
        wide[single] = (wide[single] & _SHORT_REST) | SINGLE
        return wide


def _dictionary(
    file: ArrayFile, name: str, parts: FieldReader | None
) -> TermDictionary | PairDictionary:
    if parts is None:
        return TermDictionary(file, name)
    assert isinstance(parts.dictionary, TermDictionary)  # noqa: S101 - no pairs of pairs are made
    return PairDictionary(file, name, parts.dictionary, parts.find)


def open_fields(file: ArrayFile) -> dict[str, FieldReader]:
    """Open every field of a segment's file."""
    documents: int = file.meta["documents"]
    fields: dict[str, FieldReader] = {}
    about = file.meta["fields"]
    for name in sorted(about, key=lambda name: "pairs_of" in about[name]):
        base = about[name].get("pairs_of")
        fields[name] = FieldReader(file, name, documents, fields[base] if base else None)
    return fields
