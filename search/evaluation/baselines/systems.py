"""Every baseline that is installed, over the same articles."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from search.article import Article
    from search.evaluation.system import System


def baselines(articles: Callable[[], Iterable[Article]]) -> list[System]:
    """Return systems that have read what ``articles`` gives, once each.

    Tantivy is one of them where it is installed.
    """
    from search.evaluation.baselines.mixtures import mixtures
    from search.evaluation.baselines.sqlite_fts5 import Fts5

    systems: list[System] = [Fts5(articles(), folding=folding) for folding in (False, True)]
    if find_spec("tantivy"):
        from search.evaluation.baselines.tantivy_default import Tantivy

        systems.append(Tantivy(articles()))
    return [*systems, *mixtures(articles())]
