"""The codec: how Whoosh reads a segment that is one file of arrays.

What only Whoosh's own searcher needs is imported where it asks for it.

The names of this module and of ArraySegment are pickled into every index: they are file format.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec import base

from search.engines.whoosh.array_file import ArrayFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.document_reader import ArrayDocumentReader
    from search.engines.whoosh.terms_reader import ArrayTermsReader
    from search.hits import Kind

INDEX_NAME = "MAIN"
EXTENSION = ".arr"


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment of documents of one kind; Whoosh pickles it into the table of contents."""

    def __init__(self, kind: Kind, documents: int) -> None:
        super().__init__(INDEX_NAME)
        self.kind = str(kind)
        self.documents = documents
        self.deleted: frozenset[int] = frozenset()
        #: The group of each document that has near-copies, numbered through all segments.
        self.groups: dict[int, int] = {}

    def codec(self) -> ArrayCodec:
        """Return what reads this segment."""
        return ArrayCodec()

    @property
    def file_name(self) -> str:
        """The name of its one file."""
        name: str = self.make_filename(EXTENSION)
        return name

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self.documents

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Return the numbers of deleted documents."""
        return iter(self.deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Return whether a document is deleted."""
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002
        """Mark a document as deleted, or not."""
        self.deleted = self.deleted | {docnum} if delete else self.deleted - {docnum}

    def should_assemble(self) -> bool:
        """Return that its files stay apart: one within another could not be mapped."""
        return False


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads; our own writer writes, from columns of numbers."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        """Open the terms and postings of a segment."""
        from search.engines.whoosh.terms_reader import ArrayTermsReader

        return ArrayTermsReader(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocumentReader:
        """Open what a segment keeps of each document."""
        from search.engines.whoosh.document_reader import ArrayDocumentReader

        return ArrayDocumentReader(_open(storage, segment), segment)


def _open(storage: Any, segment: ArraySegment) -> ArrayFile:
    return ArrayFile(Path(storage.folder) / segment.file_name)
