"""Write what a segment keeps of each document: whose it is, its date, its facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.engines.engine import DIGEST_DIGITS
from search.engines.signatures import WIDTH
from search.engines.whoosh.dictionary import TermDictionary
from search.engines.whoosh.facet_column import KEPT, FacetColumn
from search.engines.whoosh.field_writer import FieldWriter
from search.engines.whoosh.postings import PostingRun
from search.engines.whoosh.schema import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from search.engines.documents import Document
    from search.engines.signatures import Signatures
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.document_table import DocumentTable
    from search.engines.whoosh.postings import Integers
    from search.hits import Facet

_ROWS_AT_ONCE = 1 << 15  # of signatures: 7 MB


@dataclass(frozen=True, slots=True, eq=False)
class DocumentColumns:
    """The documents of a segment in order, ``n`` of them."""

    article_ids: list[bytes]
    ordinals: NDArray[np.uint16]
    digests: NDArray[np.uint64]  # the first digits of the content hash, 0 for a photo
    published: NDArray[np.int32]  # YYYYMMDD, or UNDATED
    facets: dict[Facet, FacetColumn]
    signatures: Iterable[Signatures]  # (n, WIDTH) in all, read once; nothing for photos

    @classmethod
    def of(cls, documents: Sequence[Document]) -> DocumentColumns:
        """Return the columns of documents."""
        return cls(
            article_ids=[each.article_id.encode() for each in documents],
            ordinals=np.array([each.ordinal for each in documents], np.uint16),
            digests=np.array([_digest(each.content_hash) for each in documents], np.uint64),
            published=np.array([day_number(each.published) for each in documents], np.int32),
            facets={
                facet: FacetColumn.of([each.facets.get(facet, ()) for each in documents])
                for facet in KEPT
            },
            signatures=[_signatures(documents)],
        )

    @classmethod
    def joined(cls, tables: Sequence[DocumentTable], kept: Sequence[Integers]) -> DocumentColumns:
        """Return the ``kept`` documents of each of several segments, one after another."""
        chosen = list(zip(tables, kept, strict=True))
        return cls(
            article_ids=[table.article_ids[at] for table, rows in chosen for at in rows.tolist()],
            ordinals=np.concatenate([table.ordinals[rows] for table, rows in chosen]),
            digests=np.concatenate([table.digests[rows] for table, rows in chosen]),
            published=np.concatenate([table.published[rows] for table, rows in chosen]),
            facets={
                facet: FacetColumn.joined([each.facet(facet) for each in tables], kept)
                for facet in KEPT
            },
            signatures=(
                table.signatures[rows[at : at + _ROWS_AT_ONCE]]
                for table, rows in chosen
                if len(table.signatures)
                for at in range(0, len(rows), _ROWS_AT_ONCE)
            ),
        )

    def write(self, file: ArrayFileWriter) -> dict[str, int]:
        """Write the table, and the ids as a field to find documents by; return its lengths."""
        file.add("documents.ordinals", self.ordinals)
        file.add("documents.digests", self.digests)
        file.add("documents.published", self.published)
        for facet, column in self.facets.items():
            column.write(file, facet)
        stream = file.stream("documents.signatures", np.uint16)
        for some in self.signatures:
            stream.write(some.reshape(-1))
        return self._write_ids(file)

    def _write_ids(self, file: ArrayFileWriter) -> dict[str, int]:
        held: dict[bytes, list[int]] = {}
        for row, article_id in enumerate(self.article_ids):
            held.setdefault(article_id, []).append(row)
        terms = sorted(held)
        numbers = {term: number for number, term in enumerate(terms)}
        ids = np.array([numbers[each] for each in self.article_ids], np.uint32)
        file.add("documents.ids", ids)
        rows = [held[term] for term in terms]
        documents = np.array([row for each in rows for row in each], np.int64)
        TermDictionary.write(file, "article_id", terms)
        count = len(self.article_ids)
        writer = FieldWriter(file, "article_id", count, most_position=None)
        firsts = np.cumsum([0, *map(len, rows)])
        writer.add(PostingRun(firsts, documents, np.ones(len(documents), np.int64)))
        return writer.finish(np.zeros(count, np.int64))


def _signatures(documents: Sequence[Document]) -> Signatures:
    joined = b"".join(each.signature for each in documents)
    return np.frombuffer(joined, np.uint16).reshape(-1, WIDTH)


def _digest(content_hash: str) -> int:
    """Return what the index keeps of a content hash: its first 64 bits."""
    return int(content_hash[:DIGEST_DIGITS] or "0", 16)
