"""Columns of analysed documents to a segment: each field is sorted by its terms and written.

Documents come in order, so a stable sort by the number of a term leaves every list of postings in
order too. Numbers below 65,536 sort in one pass (radix); that is three times as fast as sorting
codes of term, document and position.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.documents import FieldColumns
from search.engines.whoosh.array_file_writer import ArrayFileWriter
from search.engines.whoosh.completion_writer import CompletionWriter
from search.engines.whoosh.document_columns import DocumentColumns
from search.engines.whoosh.schema import column
from search.engines.whoosh.sorting import narrow
from search.engines.whoosh.syllable_writer import SyllableWriter, write_words
from search.hits import Kind
from search.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.documents import Batch, Document
    from search.engines.whoosh.key_groups import KeyGroups
    from search.vietnamese.vocabulary import Vocabulary

#: Where the words stand that are worth suggesting.
_SUGGESTED = {Field.TITLE, Field.LEAD}


class SegmentBuilder:
    """Collects batches of one kind and one vocabulary, and writes them as one segment."""

    def __init__(self, kind: Kind, vocabulary: Vocabulary, groups: KeyGroups) -> None:
        self._kind = kind
        self._vocabulary = vocabulary
        self._groups = groups
        self._documents: list[Document] = []
        self._columns: dict[str, list[FieldColumns]] = {}
        self._completions = CompletionWriter()
        #: Syllables collected so far: what the memory taken depends on.
        self.syllables = 0

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def add(self, batch: Batch) -> None:
        """Take the documents of a batch."""
        first = np.int32(len(self._documents))
        self._documents += batch.documents
        self._completions.add_namings(int(first), batch.namings)
        for name, columns in batch.fields.items():
            self._columns.setdefault(name, []).append(_numbered_from(columns, first))
            self.syllables += len(columns.keys)

    def write(self, path: Path) -> None:
        """Write what was taken to a file of arrays; nothing can be added then. Raises OSError."""
        file = ArrayFileWriter(path)
        try:
            fields: dict[str, Any] = {"article_id": DocumentColumns.of(self._documents).write(file)}
            for name in list(self._columns):
                # the batches of a field go before it is sorted: memory is for one of the two
                columns = _joined(self._columns.pop(name))
                fields |= self._write_field(file, column(self._kind, name), columns)
                if self._kind is Kind.ARTICLE and name in _SUGGESTED:
                    self._completions.add_words(
                        columns.words, columns.word_documents, self._vocabulary.words
                    )
            fields |= self._completions.write(file, self.documents)
            file.close({"kind": self._kind, "documents": self.documents, "fields": fields})
        except BaseException:
            with suppress(OSError):
                file.cancel()
            raise

    def _write_field(
        self, file: ArrayFileWriter, name: str, columns: FieldColumns
    ) -> dict[str, dict[str, Any]]:
        if not len(columns.keys):
            return {}
        syllables = SyllableWriter(file, name, self.documents, columns)
        words = write_words(file, name, self.documents, columns, self._vocabulary)
        return syllables.write(self._vocabulary, self._groups) | words


def _numbered_from(columns: FieldColumns, first: np.int32) -> FieldColumns:
    """Return the columns of a batch whose documents follow others, in as few bytes as hold them."""
    return FieldColumns(
        documents=narrow(columns.documents + first),
        keys=columns.keys,
        positions=narrow(columns.positions),
        followed=columns.followed,
        word_documents=narrow(columns.word_documents + first),
        words=columns.words,
        part_rows=columns.part_rows,
        part_keys=columns.part_keys,
    )


def _joined(parts: Sequence[FieldColumns]) -> FieldColumns:
    starts = np.cumsum([0, *(len(part.keys) for part in parts)])
    rows = [part.part_rows + start for part, start in zip(parts, starts[:-1], strict=True)]
    names = [name for name in FieldColumns.__slots__ if name != "part_rows"]
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return FieldColumns(part_rows=np.concatenate(rows), **joined)
