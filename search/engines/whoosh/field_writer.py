"""Write one field of a segment: postings in the order of its terms, and lengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.posting_blocks import encode
from search.engines.whoosh.postings import SINGLE, PostingRun

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.postings import Integers

#: Postings encoded at a time: what fits the processor's cache takes a third of the time.
_AT_ONCE = 400_000
_SHORT_SINGLE = np.uint32(1 << 31)


class FieldWriter:
    """Takes the postings of every term, in order. ``documents`` is how many the segment has."""

    def __init__(
        self, file: ArrayFileWriter, field: str, documents: int, *, most_position: int | None
    ) -> None:
        self._file = file
        self._field = field
        self._documents = documents
        self._postings = file.stream(f"{field}.postings", np.uint8)
        self._places: list[NDArray[np.uint64]] = []
        self._position_ends: list[Integers] = []
        self._positions = None
        self._most_position = most_position
        if most_position is not None:
            wide = most_position > np.iinfo(np.uint16).max
            self._positions = file.stream(f"{field}.positions", np.uint32 if wide else np.uint16)

    def add(self, run: PostingRun) -> None:
        """Write the postings of the next terms."""
        for part in _parts(run):
            places, content = encode(part, self._documents, self._postings.count)
            self._places.append(places)
            self._postings.write(content)
        if self._positions is not None:
            assert run.positions is not None  # noqa: S101 - the field has positions
            assert run.position_counts is not None  # noqa: S101
            counts = np.add.reduceat(run.position_counts, run.firsts[:-1], dtype=np.int64)
            self._position_ends.append(np.cumsum(counts) + self._positions.count)
            self._positions.write(run.positions)

    def finish(self, lengths: NDArray[Any]) -> dict[str, int]:
        """Write the rest; ``lengths`` are those of every document. Return what opening needs."""
        places = _joined(self._places, np.uint64)
        if self._postings.count < int(_SHORT_SINGLE):
            single = places >= SINGLE
            places = places.astype(np.uint32)
            places[single] |= _SHORT_SINGLE
        self._file.add(f"{self._field}.places", places)
        if self._positions is not None:
            ends = np.append(0, _joined(self._position_ends, np.int64))
            wide = self._positions.count > np.iinfo(np.uint32).max
            self._file.add(
                f"{self._field}.positionends", ends.astype(np.uint64 if wide else np.uint32)
            )
        longest = int(lengths.max(initial=0))
        wide = longest > np.iinfo(np.uint16).max
        self._file.add(f"{self._field}.lengths", lengths.astype(np.uint32 if wide else np.uint16))
        about = {"position_most": self._most_position} if self._most_position is not None else {}
        return about | {
            "length_total": int(lengths.sum(dtype=np.int64)),
            "length_count": int(np.count_nonzero(lengths)),
            "length_most": longest,
        }

    def cancel(self) -> None:
        """Write nothing: no term has a posting."""
        self._file.forget(f"{self._field}.postings", f"{self._field}.positions")


def _parts(run: PostingRun) -> Iterator[PostingRun]:
    """Cut a run between terms."""
    terms = len(run.firsts) - 1
    start = 0
    while start < terms:
        stop = int(np.searchsorted(run.firsts, run.firsts[start] + _AT_ONCE, "right")) - 1
        stop = min(max(stop, start + 1), terms)
        first, last = int(run.firsts[start]), int(run.firsts[stop])
        yield PostingRun(
            run.firsts[start : stop + 1] - first,
            run.documents[first:last],
            run.frequencies[first:last],
        )
        start = stop


def _joined(parts: list[NDArray[Any]], dtype: type) -> NDArray[Any]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)
