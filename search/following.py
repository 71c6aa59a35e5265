"""One index follows the archive: every change after the last it holds, round by round."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.archive.generations import Manifest, read_manifest, sweep, write_manifest
from search.building import RANGE, Task, batched, builders
from search.errors import IndexOutdated
from search.failpoints import reached
from search.query.lexicon import keep_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.archive.store import Archive
    from search.engines.engine import Engine, IndexWriter

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
        self, folder: Path, held: Manifest, progress: Progress, *, compact: bool = False
    ) -> int:
        """Carry every change after those that are ``held``; return how many there were.

        The manifest follows each commit. A crash between the two makes the next run carry the same
        changes again, which comes to the same.
        """
        total = self.archive.count_changes(held.change)
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            progress(done, total)

        with builders(self.jobs, total) as working:
            while tasks := self._tasks(folder, held, working.jobs):
                is_last = done + sum(task.count for task in tasks) >= total
                with self._committing(folder, held) as writer:
                    built = working.build(tasks, advance)
                    for each in built:
                        self.archive.abbreviations.learn(each.learned)
                        writer.remove(each.article_ids)
                        writer.adopt(each.part)
                    reached("adopted")
                    if compact and is_last:
                        writer.compact()
                last = built[-1].last
                token = self.archive.token(last)
                held = write_manifest(folder, replace(held, change=last, token=token))
                reached("sealed")
        if done:
            keep_lexicon(self.archive.abbreviations)
        return done

    def _tasks(self, folder: Path, held: Manifest, jobs: int) -> list[Task]:
        """Return the next ranges to build, about one for each process."""
        numbers = [each.number for each in self.archive.changes(held.change, limit=jobs * RANGE)]
        size = max(-(-len(numbers) // jobs), 1)
        starts = [held.change, *numbers[size - 1 :: size]]
        return [
            Task(self.engine, self.path, folder, after, len(part), self.memory_mb)
            for after, part in zip(starts, batched(numbers, size), strict=False)
        ]

    @contextmanager
    def _committing(self, folder: Path, manifest: Manifest) -> Iterator[IndexWriter]:
        """Commit at the end of the block; an error leaves the index as ``manifest`` has it."""
        writer = self.engine.writer(folder)
        try:
            yield writer
            writer.commit()
        except BaseException:
            # what stopped the work is worth telling, not that a full disk won't have it undone
            with suppress(Exception):
                writer.cancel()
            sweep(folder, manifest)
            raise
