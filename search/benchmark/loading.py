"""How fast processes fill one index of a cluster together: whole runs of ``index --part``."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from search.errors import UsageError
from search.indexer import silent
from search.parts import PartIndexer
from search.sources.files import distinct_articles
from search.sources.shards import FolderShards, PartOf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.article import Article
    from search.engines.opensearch.engine import OpenSearchEngine
    from search.following import Progress


@dataclass(frozen=True, slots=True)
class Loading:
    """So many processes, a part each: how many articles in how many seconds."""

    processes: int
    articles: int
    seconds: float

    @property
    def articles_s(self) -> float:
        """Articles a second, all processes together."""
        return self.articles / self.seconds


def loading(
    corpus: Path,
    engine: OpenSearchEngine,
    *,
    articles: int,
    processes: Sequence[int],
    progress: Progress = silent,
) -> list[Loading]:
    """Time each number of processes on the same articles, and delete what they made.

    Processes are begun before the time is taken. Raises SourceMissing, ClusterError, UsageError
    for a corpus without articles.
    """
    some = list(islice(distinct_articles(corpus), articles))
    if not some:
        raise UsageError(f"Không có bài nào ở {corpus}", f"There are no articles in {corpus}")
    rows = []
    for done, number in enumerate(processes, 1):
        named = replace(engine.connection, index=f"bench-{uuid4().hex[:8]}")
        rows.append(_timed(some, replace(engine, connection=named), number))
        progress(done, len(processes))
    return rows


def _timed(articles: Sequence[Article], engine: OpenSearchEngine, processes: int) -> Loading:
    with (
        TemporaryDirectory() as folder,
        ProcessPoolExecutor(processes, get_context("spawn")) as pool,
    ):
        parts = [PartOf(number, processes) for number in range(1, processes + 1)]
        for part in parts:
            _write(Path(folder), part, articles[part.number - 1 :: processes])
        list(pool.map(_ready, parts))
        began = perf_counter()
        try:
            list(pool.map(_index, [(Path(folder), part, engine) for part in parts]))
            return Loading(processes, len(articles), perf_counter() - began)
        finally:
            shared = engine.shared()
            for each in shared.generations():
                shared.delete(each)


def _write(folder: Path, part: PartOf, articles: Sequence[Article]) -> None:
    """Write a file that belongs to a part."""
    name = next(name for number in count() if part.has(name := f"{number}.jsonl"))
    with (folder / name).open("w", encoding="utf-8") as file:
        for each in articles:
            known: dict[str, object] = {
                "id": each.id,
                "title": each.title,
                "lead": each.lead,
                "body": each.body,
                "source": each.source,
                "published": each.published.isoformat() if each.published else None,
                "captions": [
                    {"text": one.text, "alt": one.alt, "credit": one.credit}
                    for one in each.captions
                ],
            }
            file.write(json.dumps(known, ensure_ascii=False) + "\n")


def _ready(_: PartOf) -> None:
    """Have a process that has imported what it needs."""


def _index(task: tuple[Path, PartOf, OpenSearchEngine]) -> None:
    folder, part, engine = task
    PartIndexer(FolderShards(folder), part, engine).index()
