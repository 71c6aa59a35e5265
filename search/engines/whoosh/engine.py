"""Whoosh behind the Engine protocol: create, search and change an index in a folder."""

from __future__ import annotations

import pickle
import time
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from whoosh import index, query, sorting

from search.engines.engine import Match, Matches
from search.engines.fields import WEIGHTS
from search.engines.whoosh.schema import (
    SCHEMA,
    UNDATED,
    UNDATED_LATE,
    VERSION,
    alt,
    column,
    compounds,
)
from search.engines.whoosh.translation import translate
from search.errors import IndexDamaged, StorageError, WriterBusy
from search.hits import Kind, Sort
from search.vietnamese.analyzer import FINGERPRINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from whoosh.searching import Searcher
    from whoosh.writing import SegmentWriter

    from search.engines.documents import Document, Terms
    from search.query.tree import Query
    from search.vietnamese.patterns import SyllablePattern

_MEMORY_MB = 64
_PAUSE_SECONDS = 0.05
_OPENING_TRIES = 3  # of Whoosh's own ten each
_SORTED_BY = {
    Sort.RELEVANCE: None,
    Sort.NEWEST: sorting.FieldFacet("published", reverse=True),
    Sort.OLDEST: sorting.FieldFacet("published_late"),
}


class WhooshEngine:
    """Keeps each index as a Whoosh index."""

    name = "whoosh"
    fingerprint = f"{VERSION}+{FINGERPRINT}"

    def create(self, folder: Path) -> None:
        """Make an empty index in an empty folder."""
        with _translating_errors(folder):
            index.create_in(str(folder), SCHEMA)

    def reader(self, folder: Path) -> WhooshReader:
        """Open an index for searching."""
        return WhooshReader(folder, _open(folder))

    def writer(self, folder: Path) -> WhooshWriter:
        """Open an index for changing it."""
        with _translating_errors(folder), _opening(folder):
            opened = index.open_dir(str(folder), schema=SCHEMA)
            return WhooshWriter(folder, opened.writer(limitmb=_MEMORY_MB))


class WhooshReader:
    """Searches the state of an index at the time it was opened. Not for several threads."""

    def __init__(self, folder: Path, searcher: Searcher) -> None:
        self._folder = folder
        self._searcher = searcher

    def search(self, query: Query, *, kind: Kind, sort: Sort, offset: int, limit: int) -> Matches:
        """Return one page of matches: see IndexReader."""
        with _translating_errors(self._folder):
            found = self._searcher.search(
                translate(query, kind),
                # with a limit Whoosh drops what cannot reach the page, and counts too few
                limit=None,
                sortedby=_SORTED_BY[sort],
            )
            ranks = range(offset, min(offset + limit, len(found)))
            page = [self._match(found, rank) for rank in ranks]
            return Matches(total=len(found), matches=tuple(page))

    @staticmethod
    def _match(found: Any, rank: int) -> Match:
        stored = found[rank].fields()
        return Match(stored["article_id"], stored["ordinal"], float(found.score(rank) or 0.0))

    def frequency(self, syllable: SyllablePattern) -> int:
        """Return how many times articles hold it, counted by field."""
        with _translating_errors(self._folder):
            reader = self._searcher.reader()
            columns = [column(Kind.ARTICLE, field) for field in WEIGHTS[Kind.ARTICLE]]
            return sum(int(reader.doc_frequency(name, syllable.term)) for name in columns)

    def held(self) -> Iterator[tuple[str, str, int]]:
        """Return id, content hash and number of photos of every article held."""
        hashes: dict[str, str] = {}
        photos: Counter[str] = Counter()
        with _translating_errors(self._folder):
            for _, stored in self._searcher.reader().iter_docs():
                if stored["ordinal"]:
                    photos[stored["article_id"]] += 1
                else:
                    hashes[stored["article_id"]] = stored["content_hash"]
        for article_id in hashes.keys() | photos.keys():
            yield article_id, hashes.get(article_id, ""), photos[article_id]

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()


class WhooshWriter:
    """Collects changes and commits them together."""

    def __init__(self, folder: Path, writer: SegmentWriter) -> None:
        self._folder = folder
        self._writer = writer
        self._held = writer.searcher() if writer.segments else None

    def replace(self, article_id: str, documents: Iterable[Document]) -> None:
        """Hold these documents for an article instead of any held before."""
        self.remove(article_id)
        with _translating_errors(self._folder):
            for document in documents:
                self._writer.add_document(**_row(document))

    def remove(self, article_id: str) -> None:
        """Hold nothing for an article."""
        if self._held is not None:
            with _translating_errors(self._folder):
                held = query.Term("article_id", article_id)
                self._writer.delete_by_query(held, searcher=self._held)

    def commit(self) -> None:
        """Show all changes to readers opened from now on, together."""
        with _translating_errors(self._folder):
            self._close_held()
            self._writer.commit()

    def cancel(self) -> None:
        """Forget all changes and let go of the files, also after a commit that failed."""
        self._close_held()
        try:
            if not self._writer.is_closed:
                with _translating_errors(self._folder):
                    self._writer.cancel()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        """Free what Whoosh keeps after a full disk: its lock, and files half written."""
        for closing in (
            self._writer.perdocwriter.close,
            self._writer.fieldwriter.close,
            self._writer.pool.cleanup,
            self._writer._finish,  # noqa: SLF001 - the only place that frees the lock
        ):
            with suppress(Exception):
                closing()

    def _close_held(self) -> None:
        if self._held is not None:
            self._held.close()


def _row(document: Document) -> dict[str, Any]:
    kind = Kind.CAPTION if document.ordinal else Kind.ARTICLE
    day = int(document.published.strftime("%Y%m%d")) if document.published else None
    row: dict[str, Any] = {
        "article_id": document.article_id,
        "ordinal": document.ordinal,
        "content_hash": document.content_hash,
        "kind": kind,
        "published": day or UNDATED,
        "published_late": day or UNDATED_LATE,
    }
    columns = {column(kind, field): terms for field, terms in document.fields.items()}
    columns[alt(kind)] = document.alt
    for name, terms in columns.items():
        row |= _terms(name, terms)
    return row


def _terms(name: str, terms: Terms) -> dict[str, Any]:
    if not terms.keys:
        return {}
    return {name: terms, compounds(name): terms.compounds}


def _open(folder: Path) -> Searcher:
    """Open a searcher; a commit may delete the files it is about to read, so try again."""
    for _ in range(_OPENING_TRIES - 1):
        with suppress(FileNotFoundError), _opening(folder):
            return index.open_dir(str(folder), schema=SCHEMA).searcher()
        time.sleep(_PAUSE_SECONDS)
    with _translating_errors(folder), _opening(folder):
        return index.open_dir(str(folder), schema=SCHEMA).searcher()


@contextmanager
def _opening(folder: Path) -> Iterator[None]:
    """Tell what a damaged file makes Whoosh and pickle raise, which can be anything at all."""
    try:
        yield
    except index.LockError as error:
        raise WriterBusy(folder, "?") from error
    except OSError:
        raise
    except Exception as error:
        raise IndexDamaged(folder, f"{type(error).__name__}: {error}") from error


@contextmanager
def _translating_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise IndexDamaged(folder, f"missing: {error.filename}") from error
    except OSError as error:
        raise StorageError(folder, error.strerror or str(error)) from error
    except (index.IndexError, pickle.PickleError, EOFError, ValueError, KeyError) as error:
        raise IndexDamaged(folder, str(error)) from error
