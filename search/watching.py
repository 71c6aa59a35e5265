"""Keep up with a folder: read each file that is new or changed there, once it is all written."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from search.archive.watched_files import FileState, read_files, remember_files
from search.errors import SourceMissing
from search.sources.files import AS_IT_IS, InputFile, Reading, Records, inputs

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A file that nobody wrote to for so long is taken for whole.
SETTLED_SECONDS = 2.0
_LOOK_EVERY_MS = 1000


class Watcher:
    """Finds the files of one folder that the archive at ``archive`` has not read as they are.

    A file counts as written when neither its size nor its time of change moved for SETTLED_SECONDS;
    one that is renamed into place counts at once where it was written before.
    """

    def __init__(self, folder: Path, archive: Path, reading: Reading = AS_IT_IS) -> None:
        if not folder.is_dir():
            raise SourceMissing(folder)
        self._folder = folder
        self._archive = archive
        self._reading = reading
        self._read = read_files(archive)
        self._noticed: dict[str, tuple[FileState, float]] = {}

    def settled(self) -> dict[str, FileState]:
        """Return the files that are to be read now, by name, as they are."""
        found = {}
        noticed = self._noticed
        self._noticed = {}
        for file in inputs([self._folder]):
            if not isinstance(file, InputFile) or file.path is None:
                continue  # a folder that cannot be looked into
            name, state = str(file.path), _state(file.path)
            if state is None or self._read.get(name) == state:
                continue
            before, since = noticed.get(name, (state, time.monotonic()))
            if before != state:
                since = time.monotonic()
            if _is_old(state) or time.monotonic() - since >= SETTLED_SECONDS:
                found[name] = state
            else:
                self._noticed[name] = (state, since)
        return found

    @property
    def waits(self) -> bool:
        """Whether there are files that may still be being written."""
        return bool(self._noticed)

    def records(self, files: dict[str, FileState]) -> Records:
        """Return what is in ``files``, read once."""
        return Records([name for name in sorted(files) if _state(Path(name))], self._reading)

    def remember(self, files: dict[str, FileState]) -> None:
        """Note that ``files`` were read; one that changed meanwhile is read again."""
        same = {name: state for name, state in files.items() if _state(Path(name)) == state}
        remember_files(self._archive, same)
        self._read.update(same)

    def rounds(self) -> Iterator[dict[str, FileState]]:
        """Yield the files to be read, whenever there are some, until the process is interrupted."""
        from watchfiles import watch

        if files := self.settled():
            yield files
        unwatched = True  # what came before the watch began brought no change to tell of
        for changes in watch(
            self._folder, raise_interrupt=True, rust_timeout=_LOOK_EVERY_MS, yield_on_timeout=True
        ):
            if (changes or self.waits or unwatched) and (files := self.settled()):
                yield files
            unwatched = False


def _state(path: Path) -> FileState | None:
    try:
        status = path.stat()
    except OSError:
        return None  # gone between the look at its folder and the look at it
    return FileState(status.st_size, status.st_mtime_ns)


def _is_old(state: FileState) -> bool:
    age = time.time() - state.changed / 1e9
    return age >= SETTLED_SECONDS
