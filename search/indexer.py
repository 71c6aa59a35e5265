"""The trip in: articles into the archive, and from the archive into an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from search.archive.database import now
from search.archive.generations import Manifest, read_manifest, sweep, write_manifest
from search.archive.lock import writer_lock
from search.archive.quarantine import QuarantineEntry
from search.archive.store import Archive, Outcome
from search.article import Article
from search.engines.documents import documents
from search.engines.opening import generations
from search.errors import IndexDamaged, IndexOutdated, IndexTrouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from search.archive.store import Change
    from search.engines.engine import Engine, IndexWriter
    from search.settings import DataDirectory
    from search.sources.reader import Record, Rejected
    from search.vietnamese.analyzer import Analyzer

_Item = TypeVar("_Item")


#: Is told how much is done, and how much there is: 0 where nobody knows.
Progress = Callable[[int, int], None]

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
        with self._writing() as archive:
            archive.remove(article_id)
        self.update()

    def restore(self, article_id: str) -> None:
        """Take the tombstone off an article and index it again. Raises ArticleMissing."""
        with self._writing() as archive:
            archive.restore(article_id)
        self.update()

    def update(self, progress: Progress = silent) -> int:
        """Bring the index up to the archive; return how many articles changed in it.

        Where no index fits this version and this archive, a new one is built.
        """
        with self._writing() as archive:
            try:
                folder = self._generations.current()
                return self._follow(archive, folder, self._manifest(archive, folder), progress)
            except IndexTrouble:
                return self._build(archive, progress)

    def rebuild(self, progress: Progress = silent) -> int:
        """Build a new index beside the old one and put it in use; return how many articles it has.

        Searches go on in the old one meanwhile, and afterwards where the building fails.
        """
        with self._writing() as archive:
            return self._build(archive, progress)

    @contextmanager
    def _writing(self) -> Iterator[Archive]:
        with Archive(self._data.archive) as archive, writer_lock(self._data.lock):
            yield archive

    def _manifest(self, archive: Archive, folder: Path) -> Manifest:
        """Return what an index fit for updating holds. Raises IndexTrouble where it is not."""
        manifest = read_manifest(folder)
        if manifest.fingerprint != self._engine.fingerprint:
            raise IndexOutdated(folder, f"{manifest.fingerprint}, {self._engine.fingerprint}")
        if manifest.token != archive.token(manifest.change):
            raise IndexOutdated(folder, "another archive")
        sweep(folder, manifest)
        self._engine.reader(folder).close()
        return manifest

    def _build(self, archive: Archive, progress: Progress) -> int:
        with self._generations.building() as folder:
            self._engine.create(folder)
            empty = write_manifest(folder, Manifest(self._engine.fingerprint))
            self._follow(archive, folder, empty, progress)
            return self._checked(archive, folder)

    def _checked(self, archive: Archive, folder: Path) -> int:
        """Return how many articles a new index has. Raises IndexDamaged unless it has them all."""
        with closing(self._engine.reader(folder)) as reader:
            held = Counter(hash(article_id) for article_id, _, _ in reader.held())
        held.subtract(hash(article_id) for article_id, _ in archive.hashes())
        if any(held.values()):
            raise IndexDamaged(folder, "it does not hold the articles of the archive")
        return len(held)

    def _follow(self, archive: Archive, folder: Path, held: Manifest, progress: Progress) -> int:
        """Carry every change after those that are ``held`` into the index in ``folder``.

        The manifest follows each commit. A crash between the two makes the next run carry the same
        changes again, which comes to the same.
        """
        total = archive.count_changes(held.change)
        done = 0
        while changes := archive.changes(held.change, limit=COMMIT_EVERY):
            with self._committing(folder, held) as writer:
                for batch in batched(changes):
                    self._carry(archive, batch, writer)
                    done += len(batch)
                    progress(done, total)
            last = changes[-1].number
            held = write_manifest(folder, replace(held, change=last, token=archive.token(last)))
        return done

    @contextmanager
    def _committing(self, folder: Path, manifest: Manifest) -> Iterator[IndexWriter]:
        """Commit at the end of the block; an error leaves the index as ``manifest`` has it."""
        writer = self._engine.writer(folder)
        try:
            yield writer
            writer.commit()
        except BaseException:
            # what stopped the work is worth telling, not that a full disk won't have it undone
            with suppress(Exception):
                writer.cancel()
            sweep(folder, manifest)
            raise

    def _carry(self, archive: Archive, changes: list[Change], writer: IndexWriter) -> None:
        articles = archive.articles([change.article_id for change in changes])
        with archive.transaction():
            for each in articles.values():
                archive.abbreviations.learn(each)
        for change in changes:
            if article := articles.get(change.article_id):
                writer.replace(article.id, documents(article, self._analyzer))
            else:
                writer.remove(change.article_id)


def dry_run(records: Iterable[Record]) -> Report:
    """Count what could be read, keeping nothing; every article counts as new."""
    report = Report()
    for _, record in records:
        if isinstance(record, Article):
            report.outcomes[Outcome.NEW] += 1
        else:
            report.reject(record)
    return report


def batched(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Cut ``items`` into lists of BATCH, reading no further than asked."""
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _keep(archive: Archive, origin: str, record: Article | Rejected, report: Report) -> None:
    if isinstance(record, Article):
        report.outcomes[archive.accept(record, origin)] += 1
    else:
        archive.quarantine.add([QuarantineEntry(**asdict(record), noted_at=now())])
        report.reject(record)
