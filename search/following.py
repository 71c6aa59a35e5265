"""One index follows the archive: every change after the last it holds, round by round."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.archive.generations import Manifest, read_manifest, sweep, write_manifest
from search.building import Task, builders
from search.errors import IndexOutdated
from search.failpoints import reached
from search.query.lexicon import keep_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from search.archive.store import Archive
    from search.building import Builders, Built
    from search.engines.engine import Engine

#: Changes in one range at most: what one process builds in memory, and an interruption costs.
RANGE = 10_900
#: While changes still come, each process begins with so many.
AT_FIRST = 4_000
#: Ranges get smaller towards the end, so that all processes end together, but no smaller.
AT_LEAST = 2_500

#: Is told how much is done, and how much there is: 0 where nobody knows.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Follower:
    """Carries changes of the archive at ``path`` into the index in a folder.

    ``jobs`` processes analyse, each within ``memory_mb``.
    """

    engine: Engine
    archive: Archive
    path: Path
    jobs: int
    memory_mb: int

    def begin(self, folder: Path) -> Manifest:
        """Make an empty index in an empty folder; return its manifest."""
        self.engine.create(folder)
        reached("created")
        return write_manifest(folder, Manifest(self.engine.fingerprint))

    def fit(self, folder: Path) -> Manifest:
        """Return what an index fit for following holds. Raises IndexTrouble where it is not."""
        manifest = read_manifest(folder)
        if manifest.fingerprint != self.engine.fingerprint:
            raise IndexOutdated(folder, f"{manifest.fingerprint}, {self.engine.fingerprint}")
        if manifest.token != self.archive.token(manifest.change):
            raise IndexOutdated(folder, "another archive")
        sweep(folder, manifest)
        self.engine.reader(folder).close()
        return manifest

    def follow(
        self,
        folder: Path,
        held: Manifest,
        progress: Progress,
        *,
        coming: Iterable[object] = (),
        compact: bool = False,
    ) -> int:
        """Carry every change after those that are ``held``; return how many there were.

        ``coming`` is gone through meanwhile: each step of it may bring more changes. The manifest
        follows each commit; a crash between the two makes the next run carry the same changes
        again, which comes to the same.
        """
        run = _Run(self, folder, held, progress, compact=compact)
        try:
            with builders(self.jobs, run.advance) as working:
                run.carry(working, coming)
        except BaseException:
            # an error leaves the index as the last manifest has it
            sweep(folder, run.held)
            raise
        if run.carried:
            # after a kill between a commit and its manifest, what was built besides stood till now
            sweep(folder, run.held)
            keep_lexicon(self.archive.abbreviations)
        return run.carried


class _Run:
    """One index on its way to the archive's last change."""

    def __init__(
        self, follower: Follower, folder: Path, held: Manifest, progress: Progress, *, compact: bool
    ) -> None:
        self._follower = follower
        self._archive = follower.archive
        self._folder = folder
        self._progress = progress
        self._compact = compact
        self._begun_to = held.change  # the last change of the last range that began
        self._begun = self._done = self._total = 0  # changes; a total of 0 is not known yet
        self.held = held
        self.carried = 0

    def advance(self, count: int) -> None:
        """Note that so many changes more are built."""
        self._done += count
        self._progress(self._done, self._total)

    def carry(self, working: Builders, coming: Iterable[object]) -> None:
        """Build and commit range by range; several processes build while changes still come."""
        for _ in coming:
            # the first ranges are small, for nobody to stand idle; then whole ones: to merge
            # many small ones would take longer than to wait
            wanted = AT_FIRST if self._begun < working.jobs * AT_FIRST else RANGE
            if working.jobs > 1 and working.has_room and self._left() >= wanted:
                self._begin(working, wanted)
            self._commit_built(working)
        left = self._left()
        self._total = self._begun + left
        while left or working.busy:
            if left and working.has_room:
                self._begin(working, max(-(-left // working.jobs), AT_LEAST))
                left = self._left()
            else:
                working.wait()
            self._commit_built(working)

    def _left(self) -> int:
        return self._archive.count_changes(self._begun_to)

    def _begin(self, working: Builders, count: int) -> None:
        after, count = self._begun_to, min(count, RANGE)
        self._begun_to = self._archive.end_of_range(after, count)
        self._begun += count
        follower = self._follower
        engine, path, memory_mb = follower.engine, follower.path, follower.memory_mb
        working.begin(Task(engine, path, self._folder, after, self._begun_to, count, memory_mb))

    def _commit_built(self, working: Builders) -> None:
        for built in working.built():
            self._commit(built, compact=self._compact and not working.busy and not self._left())
            token = self._archive.token(built.last)
            self.held = write_manifest(
                self._folder, replace(self.held, change=built.last, token=token)
            )
            reached("sealed")
            self.carried += len(built.article_ids)

    def _commit(self, built: Built, *, compact: bool) -> None:
        writer = self._follower.engine.writer(self._folder)
        try:
            self._archive.abbreviations.learn(built.learned)
            writer.remove(built.article_ids)
            writer.adopt(built.part)
            reached("adopted")
            if compact:
                writer.compact()
            writer.commit()
        except BaseException:
            # what stopped the work is worth telling, not that a full disk won't have it undone
            with suppress(Exception):
                writer.cancel()
            raise
