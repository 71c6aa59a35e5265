"""Merge segments by rank: the postings of a term are taken over as they are, nothing is analysed.

A segment's terms are numbered in order, so a range of the merged terms is a range of each
segment's. Ranges are cut to fit into memory, and each is sorted by one pass over small numbers.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.array_file_writer import ArrayFileWriter
from search.engines.whoosh.document_columns import DocumentColumns
from search.engines.whoosh.document_table import DocumentTable
from search.engines.whoosh.field_reader import FieldReader, open_fields
from search.engines.whoosh.field_writer import FieldWriter
from search.engines.whoosh.merged_terms import PairRanks, TermRanks
from search.engines.whoosh.postings import PostingRun, ramp
from search.failpoints import reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.postings import Integers

#: Bytes of postings, and terms, that are merged at a time: some 75 MB of memory.
_BYTES_AT_ONCE = 1 << 20
_TERMS_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A segment to be merged, without some deleted documents."""

    file: ArrayFile
    deleted: frozenset[int] = frozenset()

    def kept(self) -> Integers:
        """Return the documents that are left."""
        documents: int = self.file.meta["documents"]
        kept = np.ones(documents, np.bool_)
        kept[list(self.deleted)] = False
        return np.flatnonzero(kept)


def merge(sources: Sequence[Source], path: Path) -> int:
    """Write the documents of several segments of one kind as one segment; return how many.

    Raises OSError, and IndexDamaged where a source is not what was written.
    """
    kept = [source.kept() for source in sources]
    documents = sum(map(len, kept))
    file = ArrayFileWriter(path)
    try:
        tables = [DocumentTable(source.file) for source in sources]
        fields: dict[str, Any] = {"article_id": DocumentColumns.joined(tables, kept).write(file)}
        merger = _Merger(file, [open_fields(source.file) for source in sources], kept, documents)
        fields |= merger.merged()
        file.close({"kind": sources[0].file.meta["kind"], "documents": documents, "fields": fields})
    except BaseException:
        with suppress(OSError):
            file.cancel()
        raise
    return documents


class _Merger:
    """Merges all fields but the ids."""

    def __init__(
        self,
        file: ArrayFileWriter,
        sources: Sequence[Mapping[str, FieldReader]],
        kept: Sequence[Integers],
        documents: int,
    ) -> None:
        self._file = file
        self._sources = sources
        self._kept = kept
        self._documents = documents
        starts = np.cumsum([0, *map(len, kept)])
        self._numbers = [
            _new_numbers(each, fields, int(start))
            for each, fields, start in zip(kept, sources, starts[:-1], strict=True)
        ]

    def merged(self) -> dict[str, dict[str, Any]]:
        """Write every field; return what opening each needs."""
        names = dict.fromkeys(name for fields in self._sources for name in fields)
        del names["article_id"]
        pair_names = {name: base for name in names if (base := self._base(name))}
        about: dict[str, dict[str, Any]] = {}
        for name in names:
            if name in pair_names:
                continue
            ranks = TermRanks([fields.get(name) for fields in self._sources])
            about |= self._write(name, ranks)
            for pair_name, base in pair_names.items():
                if base == name and ranks.survivors.any():
                    parts = [fields.get(pair_name) for fields in self._sources]
                    written = self._write(pair_name, PairRanks(parts, ranks))
                    for each in written.values():  # none where all pairs were deleted
                        each["pairs_of"] = base
                    about |= written
        return about

    def _base(self, name: str) -> str | None:
        found = (fields[name].pairs_of for fields in self._sources if name in fields)
        return next(found)

    def _write(self, name: str, ranks: TermRanks | PairRanks) -> dict[str, dict[str, Any]]:
        readers = [fields.get(name) for fields in self._sources]
        held = [reader for reader in readers if reader is not None]
        positions = any(reader.has_positions for reader in held)
        most = max(reader.position_most for reader in held) if positions else None
        writer = FieldWriter(self._file, name, self._documents, most_position=most)
        for start, stop in _ranges(readers, ranks):
            run = self._run(readers, ranks, start, stop, positions=positions)
            counts = np.diff(run.firsts)
            ranks.survivors[start:stop] = counts > 0
            if not counts.all():
                run = _without_empty(run)
            writer.add(run)
        if not ranks.survivors.any():
            writer.cancel()
            return {}
        ranks.write(self._file, name)
        reached("merging")
        return {name: writer.finish(self._lengths(readers))}

    def _run(
        self,
        readers: Sequence[FieldReader | None],
        ranks: TermRanks | PairRanks,
        start: int,
        stop: int,
        *,
        positions: bool,
    ) -> PostingRun:
        """Return the postings of the merged terms numbered ``start`` to ``stop``."""
        parts = []
        for reader, of_source, numbers in zip(readers, ranks.ranks, self._numbers, strict=True):
            # numbers of another type would have numpy copy the whole array into that type
            wanted = np.array((start, stop), of_source.dtype)
            first, after = of_source.searchsorted(wanted).tolist()
            if reader is None or first == after:
                continue
            run = reader.run(first, after, positions=positions)
            terms = np.repeat(of_source[first:after] - start, np.diff(run.firsts))
            parts.append(_Part.of(run, terms, numbers[run.documents]))
        return _joined(parts, stop - start, positions=positions)

    def _lengths(self, readers: Sequence[FieldReader | None]) -> NDArray[np.int64]:
        return np.concatenate(
            [
                np.zeros(len(kept), np.int64) if reader is None else reader.lengths[kept]
                for reader, kept in zip(readers, self._kept, strict=True)
            ]
        )


def _new_numbers(kept: Integers, fields: Mapping[str, FieldReader], start: int) -> Integers:
    """Return the number that each document of a source has after merging, -1 for a deleted one."""
    numbers = np.full(fields["article_id"].documents, -1, np.int64)
    numbers[kept] = start + np.arange(len(kept))
    return numbers


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """The postings of a range of terms in one source: one column each, and their positions."""

    terms: Integers
    documents: Integers
    frequencies: Integers
    positions: Integers
    position_counts: Integers

    @classmethod
    def of(cls, run: PostingRun, terms: Integers, documents: Integers) -> _Part:
        """Return what is left of a run without the documents numbered -1."""
        counts = run.position_counts
        if counts is None or run.positions is None:
            counts = places = np.zeros(0, np.int64)
        else:
            places = run.positions
        kept = documents >= 0
        if kept.all():
            return cls(terms, documents, run.frequencies, places, counts)
        if len(counts):
            places, counts = places[np.repeat(kept, counts)], counts[kept]
        return cls(terms[kept], documents[kept], run.frequencies[kept], places, counts)


def _joined(parts: Sequence[_Part], terms: int, *, positions: bool) -> PostingRun:
    """Return the postings of all sources in the order of terms, then documents."""
    if not parts:
        nothing = np.zeros(0, np.int64)
        return PostingRun(np.zeros(terms + 1, np.int64), nothing, nothing, nothing, nothing)
    of_terms = np.concatenate([part.terms for part in parts])
    # documents of a later source have higher numbers: only the terms are left to sort
    order = np.argsort(of_terms.astype(np.uint16), kind="stable")
    firsts = np.append(0, np.cumsum(np.bincount(of_terms, minlength=terms)))
    documents = np.concatenate([part.documents for part in parts])[order]
    frequencies = np.concatenate([part.frequencies for part in parts])[order]
    if not positions:
        return PostingRun(firsts, documents, frequencies)
    places = np.concatenate([part.positions for part in parts])
    counts = np.concatenate([part.position_counts for part in parts])
    starts = (np.cumsum(counts) - counts)[order]
    counts = counts[order]
    places = places[np.repeat(starts, counts) + ramp(counts)]
    return PostingRun(firsts, documents, frequencies, places, counts)


def _without_empty(run: PostingRun) -> PostingRun:
    firsts = np.append(run.firsts[:-1][np.diff(run.firsts) > 0], run.firsts[-1])
    return PostingRun(firsts, run.documents, run.frequencies, run.positions, run.position_counts)


def _ranges(
    readers: Sequence[FieldReader | None], ranks: TermRanks | PairRanks
) -> Iterator[tuple[int, int]]:
    """Cut the merged terms into ranges of so many bytes and so many terms at most."""
    size = np.zeros(ranks.count + 1, np.int64)
    for reader, of_source in zip(readers, ranks.ranks, strict=True):
        if reader is not None:
            size[of_source + 1] += reader.sizes()
    np.cumsum(size, out=size)
    start = 0
    while start < ranks.count:
        stop = int(np.searchsorted(size, size[start] + _BYTES_AT_ONCE, "right")) - 1
        stop = min(max(stop, start + 1), start + _TERMS_AT_ONCE, ranks.count)
        yield start, stop
        start = stop
