"""Read what a segment keeps of each document: whose it is, its date, its facets."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.signatures import WIDTH
from search.engines.whoosh.dictionary import TermDictionary
from search.engines.whoosh.facet_column import FacetColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from search.engines.signatures import Signatures
    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.postings import Integers
    from search.hits import Facet
    from search.labels import DocumentKey

#: Of what an ordinal takes in the key of a document.
ORDINAL_BITS = 16


class DocumentTable:
    """Ids, dates and facets of the documents of a segment."""

    def __init__(self, file: ArrayFile) -> None:
        self._file = file
        self._ids = TermDictionary(file, "article_id")

    @cached_property
    def _terms(self) -> list[bytes]:
        return self._ids.terms()

    @cached_property
    def article_ids(self) -> list[bytes]:
        """The id of every document's article."""
        ids = self._terms
        return [ids[number] for number in self._file.read("documents.ids").tolist()]

    def article_id(self, document: int) -> str:
        """Return the id of one document's article."""
        [number] = self._file.read("documents.ids", document, document + 1).tolist()
        return self._ids.term(number).decode()

    @cached_property
    def _keys(self) -> tuple[Integers, Integers]:
        """All documents in the order of their keys, and these."""
        keys = self._file.read("documents.ids").astype(np.int64) << ORDINAL_BITS | self.ordinals
        order = np.argsort(keys)
        return order, keys[order]

    def rows(self, keys: Iterable[DocumentKey]) -> Integers:
        """Return the document that has each key, -1 where none has."""
        terms = self._terms  # a binary search on the disk is slow where ids begin alike
        wanted = []
        for article_id, ordinal in keys:
            encoded = article_id.encode()
            place = bisect_left(terms, encoded)
            there = place < len(terms) and terms[place] == encoded
            wanted.append(place << ORDINAL_BITS | ordinal if there else -1)
        order, held = self._keys
        asked = np.array(wanted, np.int64)
        places = np.minimum(np.searchsorted(held, asked), len(held) - 1)
        return np.where(held[places] == asked, order[places], -1)

    def keyed(self, articles: Mapping[bytes, int]) -> Integers:
        """Return each document's key made of its article's number, below 0 where that has none."""
        numbers = np.array([articles.get(each, -1) for each in self._terms], np.int64)
        keys: Integers = numbers[self._file.read("documents.ids")] << ORDINAL_BITS | self.ordinals
        return keys

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

    @cached_property
    def signatures(self) -> Signatures:
        """The signature of every article, ``(n, WIDTH)``; of photos nothing."""
        return self._file.read("documents.signatures").reshape(-1, WIDTH)

    def facet(self, facet: Facet) -> FacetColumn:
        """Return the values of every document, of a facet that is KEPT."""
        return FacetColumn.read(self._file, facet)
