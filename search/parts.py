"""One part of a large input into a cluster: any number of processes do so at once, anywhere.

Each part has an archive of its own beside the input. Whatever a part was doing when it was killed,
running it again comes to the same.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from search.accepting import Report, accepting
from search.archive.durable_files import write_durably
from search.archive.lock import Waiting, unnoticed, writer_lock
from search.archive.runs import recorded
from search.archive.store import Archive
from search.archive.watched_files import FileState, read_files, remember_files
from search.building import batched
from search.engines.opensearch.errors import PartsOutdated
from search.errors import IndexTrouble, StorageError
from search.following import Follower
from search.indexer import silent
from search.recognising import recognise
from search.settings import MEMORY_MB, DataDirectory
from search.sources.files import AS_IT_IS, Reading, Records
from search.sources.reader import Rejected
from search.sources.shards import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.opensearch.engine import OpenSearchEngine
    from search.following import Progress
    from search.sources.reader import Record
    from search.sources.shards import PartOf, Shards

#: Who fills the indexes of parts.
SHARED_HOME = "parts"
#: Files read and remembered together: a kill costs as many.
_FILES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Finished:
    """What a part that was indexed to its end has: the last change of its archive, and where."""

    part: str
    files: int
    articles: int
    change: int
    generations: tuple[str, ...]


@dataclass(frozen=True)
class PartIndexer:
    """Indexes one part of an input. ``engine`` is that of the data directory which names it."""

    shards: Shards
    part: PartOf
    engine: OpenSearchEngine
    reading: Reading = AS_IT_IS
    jobs: int = 1
    memory_mb: int = MEMORY_MB
    waiting: Waiting = unnoticed

    def index(
        self,
        reading: Progress = silent,
        progress: Progress = silent,
        recognising: Progress = silent,
    ) -> tuple[Report, int]:
        """Accept what is new in the part's files, then bring every generation up to it.

        Both the generation in use and one that is filled beside it get the articles. Raises
        PartsOutdated where both are of another version, CollectionTaken, ClusterError.
        """
        engine = self.engine.for_part(self.part.number)
        data = DataDirectory(self.shards.home(self.part))
        report = Report()
        with (
            writer_lock(data.lock, waiting=self.waiting),
            Archive(data.archive, create=True) as archive,
            recorded(data.archive, "index") as run,
        ):
            _unfinish(data)
            indexed = 0
            try:
                files = self._accept(data, archive, report, reading)
                generations = self._targets(engine)
                follower = Follower(engine, archive, data.archive, self.jobs, self.memory_mb)
                for each in generations:
                    indexed = max(indexed, _follow(follower, data, each, progress))
                recognise(data, archive, self.jobs, recognising)
            finally:
                run.counts = {**report.counts(), "indexed": indexed}
            _drop_others(data, engine, generations)
            held = archive.counts().articles
            finished = Finished(str(self.part), files, held, archive.last_change(), generations)
        write_durably(data.root / WHOLE, json.dumps(asdict(finished), indent=2))
        self.shards.put_back(self.part)
        return report, indexed

    def _accept(
        self, data: DataDirectory, archive: Archive, report: Report, progress: Progress
    ) -> int:
        """Keep what is in new or changed files; return how many files there are in all."""
        files = {name: FileState(*state) for name, state in self.shards.files(self.part).items()}
        known = read_files(data.archive)
        new = [name for name in sorted(files) if known.get(name) != files[name]]
        for names in batched(new, _FILES_AT_ONCE):
            with self.shards.local(names) as paths:
                for _ in accepting(archive, self._records(names, paths), report, progress):
                    pass
            remember_files(data.archive, {name: files[name] for name in names})
        return len(files)

    def _records(self, names: list[str], paths: list[Path]) -> Iterator[Record]:
        for name, path in zip(names, paths, strict=True):
            shown = self.shards.shown(name)
            for _, record in Records([path], self.reading):
                if isinstance(record, Rejected):
                    yield shown, replace(record, file=record.file.replace(str(path), shown, 1))
                else:
                    yield shown, record

    def _targets(self, engine: OpenSearchEngine) -> tuple[str, ...]:
        """Return the generations to be written to; the first worker of all makes the first one."""
        known = engine.shared()
        known.require(SHARED_HOME)
        if not known.in_use():
            known.begin(SHARED_HOME)
        found = tuple(dict.fromkeys(filter(None, (known.in_use(), known.filling()))))
        fit = tuple(each for each in found if known.fits(each))
        if not fit:
            raise PartsOutdated(engine.connection.index)
        return fit


def finished(data: DataDirectory) -> Finished | None:
    """Return what a part has come to, None where it has not come to its end."""
    try:
        known = json.loads((data.root / WHOLE).read_text("utf-8"))
        return Finished(**{**known, "generations": tuple(known["generations"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _unfinish(data: DataDirectory) -> None:
    try:
        (data.root / WHOLE).unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(data.root, error.strerror or str(error)) from error


def _follow(follower: Follower, data: DataDirectory, generation: str, progress: Progress) -> int:
    folder = data.indexes(follower.engine.name) / generation
    try:
        held = follower.fit(folder)
    except IndexTrouble:  # never begun there, or from another archive: all of it goes there again
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        held = follower.begin(folder)
    return follower.follow(folder, held, progress)


def _drop_others(data: DataDirectory, engine: OpenSearchEngine, kept: tuple[str, ...]) -> None:
    """Forget how far the part had come in generations that are gone."""
    for each in data.indexes(engine.name).iterdir():
        if each.is_dir() and each.name not in kept:
            shutil.rmtree(each, ignore_errors=True)
