"""The trip in: articles into the archive, and from the archive into an index."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from search.archive.database import now
from search.archive.generations import read_manifest, write_manifest
from search.archive.lock import writer_lock
from search.archive.quarantine import QuarantineEntry
from search.archive.store import Archive, Outcome
from search.article import Article
from search.engines.documents import documents
from search.engines.opening import generations
from search.sources.files import articles, inputs
from search.sources.reader import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from search.archive.store import Change
    from search.engines.engine import Engine, IndexWriter
    from search.settings import DataDirectory
    from search.vietnamese.analyzer import Analyzer
_Item = TypeVar("_Item")

#: The name of a file, and one thing read from it.
Record = tuple[str, Article | Rejected]

#: Articles in one transaction: few enough to hold in memory, enough to share the cost of a sync.
BATCH = 200
#: Rejected lines that a report repeats; the quarantine has them all.
MAX_REPORTED = 20
#: Articles between two commits of the index: what an interrupted run has to do again at most.
COMMIT_EVERY = 20_000


@dataclass(slots=True)
class Report:
    """What one run did with what it was given. ``rejected`` are the first MAX_REPORTED."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    quarantined: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many articles and rejected lines there were."""
        return self.outcomes.total() + self.quarantined

    def reject(self, record: Rejected) -> None:
        """Count one thing that could not be read."""
        self.quarantined += 1
        if len(self.rejected) < MAX_REPORTED:
            self.rejected.append(record)


class Progress(Protocol):
    """Is told how far the work is; ``total`` is 0 where nobody knows how much there is."""

    def __call__(self, done: int, total: int, /) -> None:
        """Take note."""


def silent(done: int, total: int, /) -> None:
    """Take note of nothing."""


class Indexer:
    """Writes to one data directory; holds its writer lock while it does."""

    def __init__(self, data: DataDirectory, engine: Engine, analyzer: Analyzer) -> None:
        self._data = data
        self._engine = engine
        self._analyzer = analyzer
        self._generations = generations(data, engine)

    def accept(self, records: Iterable[Record], progress: Progress = silent) -> Report:
        """Keep what was read: articles in the archive, what could not be read in its quarantine.

        ``records`` come file by file. Each batch is on the disk before the next one is read, and
        ``progress`` is told how many records are.
        """
        report = Report()
        file = None
        with writer_lock(self._data.lock), Archive(self._data.archive, create=True) as archive:
            for batch in batched(records):
                with archive.transaction():
                    for origin, record in batch:
                        if origin != file:
                            archive.quarantine.forget(origin)
                            file = origin
                        _keep(archive, origin, record, report)
                progress(report.records, 0)
        return report

    def remove(self, article_id: str) -> None:
        """Put a tombstone on an article and take it out of the index. Raises ArticleMissing."""
        with writer_lock(self._data.lock), Archive(self._data.archive) as archive:
            archive.remove(article_id)
        self.update()

    def restore(self, article_id: str) -> None:
        """Take the tombstone off an article and index it again. Raises ArticleMissing."""
        with writer_lock(self._data.lock), Archive(self._data.archive) as archive:
            archive.restore(article_id)
        self.update()

    def update(self, progress: Progress = silent) -> int:
        """Bring the index up to the archive; return how many articles changed in it.

        Where there is no index that this version can use, a new one is built.
        """
        with writer_lock(self._data.lock), Archive(self._data.archive) as archive:
            if not self._usable():
                return self._build(archive, progress)
            folder = self._generations.current()
            return self._follow(archive, folder, read_manifest(folder).change, progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Build a new index from the archive beside the old one and put it in use; count it.

        Searches go on in the old one meanwhile.
        """
        with writer_lock(self._data.lock), Archive(self._data.archive) as archive:
            return self._build(archive, progress)

    def _usable(self) -> bool:
        if not self._generations.exists:
            return False
        folder = self._generations.current()
        return read_manifest(folder).fingerprint == self._engine.fingerprint

    def _build(self, archive: Archive, progress: Progress) -> int:
        folder = self._generations.create()
        self._engine.create(folder)
        indexed = self._follow(archive, folder, 0, progress)
        self._generations.activate(folder)
        return indexed

    def _follow(self, archive: Archive, folder: Path, after: int, progress: Progress) -> int:
        """Carry every change numbered over ``after`` into the index in ``folder``."""
        total = archive.count_changes(after)
        done = 0
        while changes := archive.changes(after, limit=COMMIT_EVERY):
            with _committing(self._engine.writer(folder)) as writer:
                for batch in batched(changes):
                    self._carry(archive, batch, writer)
                    done += len(batch)
                    progress(done, total)
            after = changes[-1].number
            write_manifest(folder, self._engine.fingerprint, after)
        if not done:
            write_manifest(folder, self._engine.fingerprint, after)
        return done

    def _carry(self, archive: Archive, changes: list[Change], writer: IndexWriter) -> None:
        articles = archive.articles([change.article_id for change in changes])
        for change in changes:
            if change.article_id in articles:
                article = articles[change.article_id]
                writer.replace(article.id, documents(article, self._analyzer))
            else:
                writer.remove(change.article_id)


def read(paths: Sequence[str], *, file_format: str, default_source: str) -> Iterator[Record]:
    """Yield what is in files and folders (``-`` is standard input), each with its file's name.

    Raises SourceMissing before anything is read.
    """
    for found in inputs(paths):
        if isinstance(found, Rejected):
            yield found.file, found
        else:
            for record in articles(found, format=file_format, default_source=default_source):
                yield found.name, record


def dry_run(records: Iterable[Record]) -> Report:
    """Count what could be read, keeping nothing; every article counts as new."""
    report = Report()
    for _, record in records:
        if isinstance(record, Article):
            report.outcomes[Outcome.NEW] += 1
        else:
            report.reject(record)
    return report


@contextmanager
def _committing(writer: IndexWriter) -> Iterator[IndexWriter]:
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def batched(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Cut ``items`` into lists of BATCH, reading no further than asked."""
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _keep(archive: Archive, origin: str, record: Article | Rejected, report: Report) -> None:
    if isinstance(record, Article):
        report.outcomes[archive.accept(record, origin)] += 1
        return
    entry = QuarantineEntry(record.file, record.line, record.vi, record.en, record.excerpt, now())
    archive.quarantine.add([entry])
    report.reject(record)
