"""Where a key stands: its positions in any document, found by one look-up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.found import where
from search.engines.whoosh.postings import ramp

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.postings import Integers

#: A key in over an eighth of all documents has a column with a start for each of them.
_DENSE_SHARE = 8


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """The occurrences of one key in a segment of ``size`` documents.

    Those of ``documents[i]``, or of document ``i`` where ``documents`` is None, are
    ``starts[i]`` to ``starts[i + 1]`` in the file's column of positions, from ``first`` on.
    """

    documents: Integers | None
    starts: NDArray[Any]
    size: int
    file: ArrayFile
    name: str
    first: int

    @classmethod
    def of(
        cls,
        documents: Integers,
        frequencies: NDArray[Any] | None,
        size: int,
        column: tuple[ArrayFile, str, int],
    ) -> Occurrences:
        """Return the occurrences of a key with these postings.

        ``column`` is where its positions are: the file, the array, the place of the first.
        """
        if frequencies is None:
            frequencies = np.ones(len(documents), np.uint8)
        if len(documents) * _DENSE_SHARE < size:
            starts = np.append(0, np.cumsum(frequencies, dtype=np.int64))
            return cls(documents, starts, size, *column)
        spread = np.zeros(size + 1, np.int32)
        spread[documents + 1] = frequencies
        return cls(None, np.cumsum(spread, out=spread), size, *column)

    @property
    def nbytes(self) -> int:
        """How much memory it takes; the positions are the file's."""
        return self.starts.nbytes + (0 if self.documents is None else self.documents.nbytes)

    def at(self, documents: Integers) -> tuple[Integers, Integers]:
        """Return every occurrence in ``documents``, which ascend.

        That is which of ``documents`` (its place in the array) and at what position, ascending.
        """
        rows, places = np.arange(len(documents)), documents
        if self.documents is not None:
            rows, places = where(documents, self.documents, self.size)
        firsts = self.starts[places].astype(np.int64)
        counts = self.starts[places + 1] - firsts
        places = np.repeat(firsts + self.first, counts) + ramp(counts)
        found = self.file.take(self.name, places)
        return np.repeat(rows, counts), found.astype(np.int64)
