"""The trip in: articles into the archive, and from the archive into an index."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from search.accepting import Report, accepting
from search.archive.generations import read_manifest
from search.archive.lock import Waiting, unnoticed, writer_lock
from search.archive.runs import recorded
from search.archive.space import folder_size, require_space
from search.archive.store import Archive
from search.engines.opening import generations
from search.errors import IndexDamaged, IndexTrouble
from search.failpoints import reached
from search.following import Follower, Progress
from search.officials.people.store import delete
from search.recognising import recognise
from search.settings import MEMORY_MB
from search.verification import verified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from search.engines.engine import Engine
    from search.settings import DataDirectory
    from search.sources.reader import Record


def silent(done: int, total: int, /) -> None:
    """Take note of nothing."""


class Indexer:
    """Writes to one data directory; holds its writer lock while it does.

    Unless ``people`` is False, it also works out who is mentioned.
    """

    def __init__(  # noqa: PLR0913 - all but two have a default
        self,
        data: DataDirectory,
        engine: Engine,
        *,
        jobs: int = 1,
        memory_mb: int = MEMORY_MB,
        waiting: Waiting = unnoticed,
        people: bool = True,
    ) -> None:
        self._data = data
        self._engine = engine
        self._jobs = jobs
        self._memory_mb = memory_mb
        self._waiting = waiting
        self._people = people
        self._generations = generations(data, engine)

    def index(
        self,
        records: Iterable[Record],
        reading: Progress = silent,
        progress: Progress = silent,
        recognising: Progress = silent,
    ) -> tuple[Report, int]:
        """Accept ``records`` and bring the index up to them: as ``accept`` and ``update`` do.

        Where several processes build, they begin while ``records`` are still being read.
        """
        report = Report()
        with (
            self._lock(),
            Archive(self._data.archive, create=True) as archive,
            recorded(self._data.archive, "index") as run,
        ):
            indexed = 0
            try:
                coming = accepting(archive, records, report, reading)
                indexed = self._bring_up(self._follower(archive), progress, coming)
                self._recognise(archive, recognising)
            finally:
                run.counts = {**report.counts(), "indexed": indexed}
            return report, indexed

    def accept(self, records: Iterable[Record], progress: Progress = silent) -> Report:
        """Keep what was read: articles in the archive, what could not be read in its quarantine.

        ``records`` come file by file. Each batch is on the disk before the next one is read, and
        ``progress`` is told how many records are.
        """
        report = Report()
        with self._lock(), Archive(self._data.archive, create=True) as archive:
            for _ in accepting(archive, records, report, progress):
                pass
        return report

    def remove(self, article_id: str) -> None:
        """Put a tombstone on an article and take it out of the index. Raises ArticleMissing."""
        with self._following() as follower:
            follower.archive.remove(article_id)
        self.update()

    def restore(self, article_id: str) -> None:
        """Take the tombstone off an article and index it again. Raises ArticleMissing."""
        with self._following() as follower:
            follower.archive.restore(article_id)
        self.update()

    def update(self, progress: Progress = silent) -> int:
        """Bring index and people up to the archive; return how many articles changed in the index.

        Where no index fits this version and this archive, a new one is built.
        """
        with self._following() as follower:
            indexed = self._bring_up(follower, progress)
            self._recognise(follower.archive)
            return indexed

    def _bring_up(
        self, follower: Follower, progress: Progress, coming: Iterable[object] = ()
    ) -> int:
        try:
            folder = self._generations.current()
            held = follower.fit(folder)
            self._generations.drop_former()
            return follower.follow(folder, held, progress, coming=coming)
        except IndexTrouble:
            return self._build(follower, progress, compact=False, coming=coming)

    def recognise(self) -> None:
        """Bring the people up to the archive, and to what was decided about them."""
        with self._following() as follower:
            self._recognise(follower.archive)

    def renew(
        self, progress: Progress = silent, recognising: Progress = silent
    ) -> tuple[bool, int]:
        """Bring a sound index up to the archive, and rebuild one that is not; people as well.

        Sound is what fits this version and this archive and is, in every byte, what was written.
        Return whether it was rebuilt, and how many articles changed in it or are in the new one.
        """
        with self._following() as follower:
            try:
                folder = self._generations.current()
                read_manifest(folder, check_all=True)
                held = follower.fit(folder)
                self._generations.drop_former()
                found = False, follower.follow(folder, held, progress)
            except IndexTrouble:
                found = True, self._build(follower, progress, compact=True)
            self._recognise(follower.archive, recognising)
            return found

    def rebuild(self, progress: Progress = silent, recognising: Progress = silent) -> int:
        """Build a new index beside the old one and put it in use; return how many articles it has.

        Searches go on in the old one meanwhile, and afterwards where the building fails. What an
        interrupted run has built is taken over. Raises NoSpace where it is sure not to fit. Who is
        mentioned is worked out anew, too.
        """
        with self._following() as follower, recorded(self._data.archive, "rebuild") as run:
            run.counts["indexed"] = self._build(follower, progress, compact=True)
            delete(self._data.people)
            self._recognise(follower.archive, recognising)
            return run.counts["indexed"]

    def _recognise(self, archive: Archive, progress: Progress = silent) -> None:
        if self._people:
            recognise(self._data, archive, self._jobs, progress)

    @contextmanager
    def _following(self) -> Iterator[Follower]:
        with Archive(self._data.archive) as archive, self._lock():
            yield self._follower(archive)

    def _follower(self, archive: Archive) -> Follower:
        return Follower(self._engine, archive, self._data.archive, self._jobs, self._memory_mb)

    def _lock(self) -> AbstractContextManager[None]:
        return writer_lock(self._data.lock, waiting=self._waiting)

    def _build(
        self,
        follower: Follower,
        progress: Progress,
        *,
        compact: bool,
        coming: Iterable[object] = (),
    ) -> int:
        self._check_space()
        taken_over = bool(self._generations.unfinished())
        try:
            return self._build_once(follower, progress, compact=compact, coming=coming)
        except IndexDamaged:
            if not taken_over:
                raise
        # what an earlier run had begun was no good, and is dropped
        return self._build_once(follower, progress, compact=compact, coming=coming)

    def _build_once(
        self, follower: Follower, progress: Progress, *, compact: bool, coming: Iterable[object]
    ) -> int:
        with self._generations.building(lambda each: _goes_on(follower, each)) as folder:
            begun = _goes_on(follower, folder)
            held = follower.fit(folder) if begun else follower.begin(folder)
            follower.follow(folder, held, progress, coming=coming, compact=compact)
            articles = verified(folder, self._engine, follower.archive)
            reached("verified")
        self._engine.put_in_use(folder)
        return articles

    def _check_space(self) -> None:
        """Raise NoSpace where a new generation is sure not to fit beside the one in use."""
        try:
            expected = folder_size(self._generations.current())
        except IndexTrouble:
            expected = self._data.archive.stat().st_size
        begun = sum(map(folder_size, self._generations.unfinished()))
        require_space(self._data.root, expected - begun)


def _goes_on(follower: Follower, folder: Path) -> bool:
    """Return whether an unfinished generation is whole so far, of this version and archive."""
    try:
        read_manifest(folder, check_all=True)
        return follower.fit(folder).change > 0
    except IndexTrouble:
        return False
