"""Read what a segment keeps of each document: whose it is, its date, its facets."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.dictionary import TermDictionary, cut
from search.hits import Facet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile


class DocumentTable:
    """Ids, dates and facets of the documents of a segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._ids = TermDictionary(file, "article_id")

    @cached_property
    def article_ids(self) -> list[bytes]:
        """The id of every document's article."""
        ids = self._ids.terms()
        return [ids[number] for number in self._file.read("documents.ids").tolist()]

    def article_id(self, document: int) -> str:
        """Return the id of one document's article."""
        [number] = self._file.read("documents.ids", document, document + 1).tolist()
        return self._ids.term(number).decode()

    def ordinal(self, document: int) -> int:
        """Return the ordinal of one document: 0 for an article."""
        return int(self._file.read("documents.ordinals", document, document + 1)[0])

    @cached_property
    def ordinals(self) -> NDArray[Any]:
        """The ordinal of every document: 0 for an article."""
        return self._file.read("documents.ordinals")

    @cached_property
    def digests(self) -> NDArray[Any]:
        """The digest of every document's content."""
        return self._file.read("documents.digests")

    @cached_property
    def published(self) -> NDArray[Any]:
        """The day of every document, YYYYMMDD or UNDATED."""
        return self._file.read("documents.published")

    def facet(self, facet: Facet) -> tuple[NDArray[Any], list[str]]:
        """Return the code of every document, and the value of every code."""
        if facet is Facet.YEAR:
            years, codes = np.unique(self.published // 1_00_00, return_inverse=True)
            return codes, [str(year) if year else "" for year in years.tolist()]
        values = cut(self._file, f"facets.{facet}.letters", self._file.read(f"facets.{facet}.ends"))
        return self._file.read(f"documents.{facet}"), [value.decode() for value in values]
