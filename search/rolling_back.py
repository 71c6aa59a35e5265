"""Back to the index before: where the one that a rebuild has made turns out to be no good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.archive.lock import writer_lock
from search.archive.store import Archive
from search.engines.opening import generations
from search.errors import UsageError
from search.following import Follower
from search.settings import MEMORY_MB

if TYPE_CHECKING:
    from search.engines.engine import Engine
    from search.following import Progress
    from search.settings import DataDirectory


def roll_back(data: DataDirectory, engine: Engine, progress: Progress) -> str:
    """Have the generation before the one in use in use again; return its name.

    It gets what the archive has taken in since, first. The one that was in use is deleted. Raises
    UsageError where there is none before, IndexTrouble where it cannot be used any more.
    """
    with Archive(data.archive) as archive, writer_lock(data.lock):
        known = generations(data, engine)
        folder = known.former()
        if folder is None:
            raise UsageError(
                "Không còn chỉ mục trước đó; dựng lại bằng: timbao rebuild",
                "There is no index before this one any more; build one with: timbao rebuild",
            )
        follower = Follower(engine, archive, data.archive, jobs=1, memory_mb=MEMORY_MB)
        follower.follow(folder, follower.fit(folder), progress)
        known.put_back(folder)
        engine.put_in_use(folder)
        return folder.name
