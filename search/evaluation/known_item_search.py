"""Ask systems for articles by what is remembered of them: success@10."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.evaluation.baselines.systems import baselines as plain_systems
from search.evaluation.collection import archived, indexed
from search.evaluation.known_items import Remembered, without_asked
from search.evaluation.measures import CUT
from search.evaluation.system import Timbao
from search.indexer import silent
from search.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.evaluation.collection import Portion
    from search.evaluation.known_items import KnownItem
    from search.evaluation.system import System
    from search.following import Progress


@dataclass(frozen=True, slots=True)
class Success:
    """Of so many items of one kind, how many a system had among its first ten."""

    system: str
    kind: Remembered
    queries: int
    found: int

    @property
    def success_10(self) -> float:
        """The share found."""
        return self.found / self.queries


def known_item_search(
    portion: Portion,
    items: Sequence[KnownItem],
    baselines: Sequence[str] = (),
    progress: Progress = silent,
) -> list[Success]:
    """Index articles aside, without the captions asked with, and ask every system for ``items``.

    Tìm Báo is asked with any word enough, and as somebody types. Raises UsageError for a baseline
    that is none.
    """
    kept = without_asked(portion.articles(), items)
    with indexed(kept, progress=progress) as data, Searcher.open(data) as searcher:
        systems = [
            Timbao(searcher),
            Timbao(searcher, as_typed=True),
            *plain_systems(lambda: archived(data), baselines),
        ]
        return [row for system in systems for row in successes(system, items)]


def successes(system: System, items: Sequence[KnownItem]) -> list[Success]:
    """Ask all items of one system."""
    queries, found = Counter(item.kind for item in items), Counter[Remembered]()
    for item in items:
        ranking = system.ranked(item.text, CUT)
        found[item.kind] += any(each.article_id == item.article_id for each in ranking)
    return [Success(system.name, kind, queries[kind], found[kind]) for kind in queries]
