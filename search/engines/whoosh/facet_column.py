"""What the documents of a segment can be counted by: the values of one facet, in two columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import cut, write_terms
from search.hits import Facet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.postings import Integers

#: Facets that are kept; years and months are told from the dates.
KEPT = (Facet.SOURCE, Facet.SECTION, Facet.AUTHOR, Facet.CREDIT, Facet.TAG)


@dataclass(frozen=True, slots=True, eq=False)
class FacetColumn:
    """The values of one facet, as published, in some documents: ``v`` in all, any number in each.

    ``owners`` is None where every document has one value.
    """

    values: list[bytes]  # in the order of bytes, each once
    codes: Integers  # (v,) places in ``values``
    owners: Integers | None  # (v,) the document that has it, ascending

    @classmethod
    def of(cls, held: Sequence[Sequence[bytes]]) -> Self:
        """Return the column of documents that have these values."""
        values = sorted(set(chain.from_iterable(held)))
        places = {value: place for place, value in enumerate(values)}
        codes = np.array([places[value] for each in held for value in each], np.int64)
        owners = np.repeat(np.arange(len(held)), [len(each) for each in held])
        return cls._brief(values, codes, owners, len(held))

    @classmethod
    def joined(cls, columns: Sequence[FacetColumn], kept: Sequence[Integers]) -> Self:
        """Return the column of the ``kept`` documents of several, one after another."""
        values = sorted(set(chain.from_iterable(column.values for column in columns)))
        places = {value: place for place, value in enumerate(values)}
        codes, owners, first = [], [], 0
        for column, rows in zip(columns, kept, strict=True):
            held = column.owned()
            numbers = np.full(max(held.max(initial=0), rows.max(initial=0)) + 1, -1, np.int64)
            numbers[rows] = first + np.arange(len(rows))
            stay = numbers[held] >= 0
            moved = np.array([places[value] for value in column.values], np.int64)
            codes.append(moved[column.codes[stay]])
            owners.append(numbers[held[stay]])
            first += len(rows)
        joined = np.concatenate(codes)
        used, codes_of_used = np.unique(joined, return_inverse=True)
        values = [values[place] for place in used.tolist()]
        return cls._brief(values, codes_of_used, np.concatenate(owners), first)

    @classmethod
    def _brief(cls, values: list[bytes], codes: Integers, owners: Integers, documents: int) -> Self:
        one_each = np.array_equal(owners, np.arange(documents))
        return cls(values, codes, None if one_each else owners)

    def owned(self) -> Integers:
        """Return the document of each value."""
        return np.arange(len(self.codes)) if self.owners is None else self.owners

    def write(self, file: ArrayFileWriter, facet: Facet) -> None:
        """Write the column for ``read`` to read."""
        wide = len(self.values) > np.iinfo(np.uint16).max
        file.add(f"documents.{facet}", self.codes.astype(np.uint32 if wide else np.uint16))
        if self.owners is not None:
            file.add(f"documents.{facet}.owners", self.owners.astype(np.uint32))
        write_terms(file, f"facets.{facet}", self.values)

    @classmethod
    def read(cls, file: ArrayFile, facet: Facet) -> Self:
        """Return the column of a segment."""
        ends = file.read(f"facets.{facet}.ends")
        owners = f"documents.{facet}.owners"
        return cls(
            cut(file, f"facets.{facet}.letters", ends),
            file.read(f"documents.{facet}"),
            file.read(owners) if owners in file else None,
        )
