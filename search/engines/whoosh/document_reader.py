"""What a segment keeps of each document, as Whoosh's own queries read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.codec import base
from whoosh.columns import ColumnReader

from search.engines.whoosh.document_table import DocumentTable
from search.engines.whoosh.field_reader import open_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.codec import ArraySegment

_PUBLISHED = "published"


class ArrayDocumentReader(base.PerDocumentReader):  # type: ignore[misc]
    """Ids, dates, lengths and deletions of the documents of a segment."""

    def __init__(self, file: ArrayFile, segment: ArraySegment) -> None:
        self._segment = segment
        self._table = DocumentTable(file)
        self._fields = open_fields(file)

    def doc_count(self) -> int:
        count: int = self._segment.doc_count()
        return count

    def doc_count_all(self) -> int:
        return self._segment.documents

    def has_deletions(self) -> bool:
        return bool(self._segment.deleted)

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname == _PUBLISHED

    def list_columns(self) -> list[str]:
        return [_PUBLISHED]

    def column_reader(self, fieldname: str, _column: Any) -> ColumnReader:
        assert fieldname == _PUBLISHED  # noqa: S101 - Whoosh asks has_column first
        return _ArrayColumn(self._table.published)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        field = self._fields.get(fieldname)
        return default if field is None else int(field.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        field = self._fields.get(fieldname)
        return 0 if field is None else field.length_total

    def min_field_length(self, fieldname: str) -> int:
        field = self._fields.get(fieldname)
        return 0 if field is None else int(field.lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        field = self._fields.get(fieldname)
        return 0 if field is None else field.length_most

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"article_id": self._table.article_id(docnum)}


class _ArrayColumn(ColumnReader):  # type: ignore[misc]
    """A column of numbers."""

    def __init__(self, values: NDArray[Any]) -> None:
        self._values = values

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, docnum: int) -> int:
        return int(self._values[docnum])

    def __iter__(self) -> Iterator[int]:
        return iter(self._values.tolist())
