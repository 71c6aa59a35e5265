"""From a data directory to the engine and the index in use there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.archive.generations import Generations, read_manifest
from search.errors import IndexOutdated

if TYPE_CHECKING:
    from search.archive.store import Archive
    from search.engines.engine import Engine, IndexReader
    from search.settings import DataDirectory


def default_engine() -> Engine:
    """Return the engine in use; imported here, since a command that needs none is to be quick."""
    from search.engines.whoosh.engine import WhooshEngine

    return WhooshEngine()


def generations(data: DataDirectory, engine: Engine) -> Generations:
    """Return the generations of ``engine``'s indexes in ``data``."""
    return Generations(data.indexes(engine.name))


def behind(data: DataDirectory, engine: Engine, archive: Archive) -> int:
    """Return how many articles of ``archive`` changed later than the index in use knows."""
    known = read_manifest(generations(data, engine).current()).change
    return archive.count_changes(known)


def open_reader(data: DataDirectory, engine: Engine) -> IndexReader:
    """Open the index in use. Raises IndexMissing, IndexDamaged, IndexOutdated."""
    folder = generations(data, engine).current()
    built_by = read_manifest(folder).fingerprint
    if built_by != engine.fingerprint:
        raise IndexOutdated(folder, f"{built_by}, {engine.fingerprint}")
    return engine.reader(folder)
