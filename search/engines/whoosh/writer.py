"""Change an index: adopt segments, delete documents, merge by tiers, and commit Whoosh's way."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, clean_files

from search.engines.near_copies import near_copies
from search.engines.whoosh.array_file import ArrayFile
from search.engines.whoosh.codec import INDEX_NAME, ArraySegment
from search.engines.whoosh.document_table import DocumentTable
from search.engines.whoosh.field_reader import open_fields
from search.engines.whoosh.merging import Source, merge
from search.engines.whoosh.schema import SCHEMA
from search.engines.whoosh.tiers import to_merge
from search.engines.whoosh.translating import reading_contents, translating_errors
from search.engines.whoosh.workshop import put_away
from search.errors import WriterBusy
from search.failpoints import reached
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from search.engines.engine import Part

#: Ids are looked up one by one where they are so few, else all ids of a segment are read.
_FEW = 100
#: To merge more documents takes memory that the tables of a process which builds take up.
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class NewFile:
    """A segment's file that no table of contents names yet."""

    name: str
    kind: Kind
    documents: int


@dataclass(frozen=True, slots=True)
class ArrayPart:
    """Files of new segments: see Part."""

    files: tuple[NewFile, ...]

    @property
    def articles(self) -> int:
        """How many articles they hold."""
        return sum(each.documents for each in self.files if each.kind is Kind.ARTICLE)


class WhooshWriter:
    """Collects changes and commits them together. Raises WriterBusy where another one does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._storage = _SyncedStorage(str(folder))
        with translating_errors(folder):
            self._lock = self._storage.lock(f"{INDEX_NAME}_WRITELOCK")
            if not self._lock.acquire():
                raise WriterBusy(folder / "WRITELOCK", "?")
        try:
            with translating_errors(folder), reading_contents(folder):
                toc = TOC.read(self._storage, INDEX_NAME, schema=SCHEMA)
        except BaseException:
            self._lock.release()
            raise
        self._generation: int = toc.generation
        self._segments: list[ArraySegment] = list(toc.segments)
        self._new: set[str] = set()
        self._contents: Path | None = None
        self._compacting = False

    def remove(self, article_ids: Collection[str]) -> None:
        """Hold nothing for these articles, whether held before or by a part adopted since."""
        wanted = {each.encode() for each in article_ids}
        with translating_errors(self._folder):
            for segment in self._segments:
                segment.deleted |= self._documents_of(segment, wanted)

    def _documents_of(self, segment: ArraySegment, wanted: set[bytes]) -> set[int]:
        ids = open_fields(self._open(segment))["article_id"]
        chosen: Collection[bytes] = wanted
        if len(wanted) > _FEW:
            chosen = wanted.intersection(ids.dictionary.terms())
        numbers = (ids.find(each) for each in chosen)
        return {
            document
            for number in numbers
            if number is not None
            for document in ids.postings(number)[0].tolist()
        }

    def adopt(self, part: Part) -> None:
        """Hold the articles of ``part``, none of which is held: remove them first."""
        assert isinstance(part, ArrayPart)  # noqa: S101 - made by this engine
        with translating_errors(self._folder):
            for each in part.files:
                segment = ArraySegment(each.kind, each.documents)
                (self._folder / each.name).rename(self._path(segment))
                self._new.add(segment.file_name)
                self._segments.append(segment)
                reached("renamed")

    def compact(self) -> None:
        """Arrange everything anew at the next commit, for searches to be as quick as can be."""
        self._compacting = True

    def commit(self) -> None:
        """Show all changes to readers opened from now on, together."""
        with translating_errors(self._folder):
            self._merge()
            reached("merged")
            self._segments = [each for each in self._segments if each.doc_count()]
            self._group()
            self._generation += 1
            self._contents = self._folder / f"_{INDEX_NAME}_{self._generation}.toc"
            _sync(self._folder)  # the names of segments, before anything names them
            TOC(SCHEMA, self._segments, self._generation).write(self._storage, INDEX_NAME)
            reached("contents")
            _sync(self._folder)
            # from here on the old state goes: an interruption must not take the new one too
            self._new.clear()
            self._contents = None
            reached("committed")
            clean_files(self._storage, INDEX_NAME, self._generation, self._segments)
            reached("cleaned")
        self._lock.release()

    def _group(self) -> None:
        """Find the near-copies among all articles."""
        segments = [each for each in self._segments if each.kind == Kind.ARTICLE]
        sources = [Source(self._open(each), each.deleted) for each in segments]
        signatures = [DocumentTable(each.file).signatures for each in sources]
        groups = near_copies(signatures, [each.kept() for each in sources])
        for segment, own in zip(segments, groups, strict=True):
            segment.groups = own

    def _merge(self) -> None:
        """Merge what the tiers call for, until they call for nothing."""
        if self._compacting:
            kinds = {each.kind for each in self._segments}
            for kind in sorted(kinds):
                group = [each for each in self._segments if each.kind == kind]
                if len(group) > 1 or group[0].deleted:
                    self._merge_group(group)
            return
        while group := to_merge(self._segments):
            self._merge_group(group)

    def _merge_group(self, group: Sequence[ArraySegment]) -> None:
        sources = [Source(self._open(each), each.deleted) for each in group]
        merged = ArraySegment(Kind(group[0].kind), sum(each.doc_count() for each in group))
        if merged.documents:
            if merged.documents > _MANY:
                put_away()
            self._new.add(merged.file_name)
            merge(sources, self._path(merged))
            at = self._segments.index(group[0])
            self._segments.insert(at, merged)
        self._segments = [each for each in self._segments if each not in group]

    def cancel(self) -> None:
        """Forget all changes."""
        # the table of contents first: it must never name a file that is gone
        for path in [*filter(None, [self._contents]), *map(self._folder.joinpath, self._new)]:
            with suppress(OSError):
                path.unlink()
        self._new.clear()
        self._lock.release()

    def _path(self, segment: ArraySegment) -> Path:
        return self._folder / segment.file_name

    def _open(self, segment: ArraySegment) -> ArrayFile:
        return ArrayFile(self._path(segment))


class _SyncedStorage(FileStorage):  # type: ignore[misc]
    """Brings a file to the disk before it takes the name by which readers find it."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: FBT001, FBT002
        """Rename a file: Whoosh does that with a table of contents alone."""
        _sync(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)


def _sync(path: Path) -> None:
    """Bring a file, or the names in a folder, safely to the disk."""
    if path.is_dir() and os.name != "posix":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
