"""Baselines by name, over the same articles."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.evaluation.baselines.mixtures import MIXTURES, mixtures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from search.article import Article
    from search.evaluation.system import System

_FTS5 = {"sqlite fts5": False, "sqlite fts5, folding": True}
_TANTIVY = "tantivy"
NAMES = (*_FTS5, _TANTIVY, *MIXTURES)


def baselines(
    articles: Callable[[], Iterable[Article]], names: Sequence[str] = NAMES
) -> list[System]:
    """Return systems that have read what ``articles`` gives, in the order of NAMES.

    Tantivy is left out where it is not installed. Raises UsageError for a name that is none.
    """
    for name in names:
        if name not in NAMES:
            known = ", ".join(NAMES)
            raise UsageError(
                f"Không có cách xếp {name}; có: {known}", f"No baseline {name}: {known}"
            )
    systems: list[System] = []
    if wanted := [name for name in _FTS5 if name in names]:
        from search.evaluation.baselines.sqlite_fts5 import Fts5

        systems += [Fts5(articles(), folding=_FTS5[name]) for name in wanted]
    if _TANTIVY in names and find_spec("tantivy"):
        from search.evaluation.baselines.tantivy_default import Tantivy

        systems.append(Tantivy(articles()))
    if mixed := [name for name in MIXTURES if name in names]:
        systems += mixtures(articles(), mixed)
    return systems
