"""How long a search takes: each engine, each class of queries, hot and cold, side by side."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from search.archive.space import folder_size
from search.benchmark.collection import Collection
from search.benchmark.peers.installed import installed
from search.benchmark.queries import sample
from search.indexer import silent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.benchmark.peers.peer import Peer
    from search.benchmark.queries import PlainQuery, QueryClass
    from search.following import Progress

_REPEATS = 5
_OPENINGS = 5
#: Whoever takes longer than that is repeated twice, and asked fewer queries of a class.
_SLOW_SECONDS = 0.05
_SLOW_REPEATS = 2
_SLOW_QUERIES = 10


@dataclass(frozen=True, slots=True)
class Timing:
    """One engine and class: milliseconds over so many queries, hot, and in a new reader each."""

    articles: int
    engine: str
    query_class: QueryClass
    queries: int
    p50_ms: float
    p95_ms: float
    cold_p50_ms: float
    cold_p95_ms: float


@dataclass(frozen=True, slots=True)
class OpenedIndex:
    """One engine's index: its segments, if it has such, its size, the time to open it."""

    articles: int
    engine: str
    segments: int | None
    index_mb: float
    open_ms: float


@dataclass(slots=True)
class Latencies:
    """All of one run, in the order measured.

    ``left_out`` are numbers of articles with the engines for which they were too many.
    """

    indexes: list[OpenedIndex] = field(default_factory=list)
    timings: list[Timing] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What to compare: engines (all that are installed unless named) on articles of a corpus.

    ``sizes`` are numbers of articles, ``queries`` are so many of each class, drawn by ``seed``.
    """

    corpus: Path
    sizes: Sequence[int]
    queries: int
    segments: int = 1
    seed: int = 1
    engines: Sequence[str] = ()


def latency(comparison: Comparison, progress: Progress = silent) -> Latencies:
    """Time the engines, each on the same words and with the same queries.

    They take turns, query by query, so that whatever else the machine does slows down all alike.
    Raises SourceMissing, and UsageError for an unknown engine or an empty corpus.
    """
    peers = installed(comparison.engines)
    measured = Latencies()
    for size in sorted(set(comparison.sizes)):
        with TemporaryDirectory() as folder:
            collection = Collection.of(comparison.corpus, size, Path(folder), progress)
            chosen = [each for each in peers if _bears(each, collection.count)]
            measured.left_out += [(collection.count, p.name) for p in peers if p not in chosen]
            indexes = {each.index: Path(folder, each.index) for each in chosen}
            for each in chosen:
                if not indexes[each.index].exists():
                    indexes[each.index].mkdir()
                    each.build(collection, indexes[each.index], comparison.segments)
            queries = sample(collection, comparison.queries, comparison.seed)
            contestants = [_Contestant(each, indexes[each.index]) for each in chosen]
            _ask_all(contestants, queries, progress)
            for entrant in contestants:
                measured.indexes.append(entrant.opened_index(collection.count))
                measured.timings += entrant.timings(collection.count)
                entrant.close()
            if collection.count < size:  # a larger one would be the same
                break
    return measured


def _bears(peer: Peer, articles: int) -> bool:
    return peer.most_articles is None or articles <= peer.most_articles


def _ask_all(
    contestants: Sequence[_Contestant], queries: Sequence[PlainQuery], progress: Progress
) -> None:
    gc.collect()
    gc.freeze()  # what indexing left on the heap is nothing to be searched each time
    try:
        for done, query in enumerate(queries, 1):
            for each in contestants:
                each.ask(query)
            progress(done, len(queries))
    finally:
        gc.unfreeze()


class _Contestant:
    """One engine, open, and what it has taken so far."""

    def __init__(self, peer: Peer, folder: Path) -> None:
        self._peer = peer
        self._folder = folder
        self._opened = peer.open(folder)
        self._hot: dict[QueryClass, list[float]] = {}
        self._cold: dict[QueryClass, list[float]] = {}

    def ask(self, query: PlainQuery) -> None:
        """Ask a query until it is hot and a few times more, then once in an index just opened."""
        hot = self._hot.setdefault(query.query_class, [])
        prepared = self._opened.prepared(query)
        is_slow = len(hot) >= _SLOW_QUERIES and median(hot) > _SLOW_SECONDS
        if prepared is None or is_slow:
            return
        repeats = _SLOW_REPEATS if _timed(prepared) > _SLOW_SECONDS else _REPEATS
        if repeats == _REPEATS:
            prepared()
        hot.append(median(_timed(prepared) for _ in range(repeats)))
        opened = self._peer.open(self._folder)
        if again := opened.prepared(query):
            self._cold.setdefault(query.query_class, []).append(_timed(again))
        opened.close()

    def opened_index(self, articles: int) -> OpenedIndex:
        """Return what the index is like."""
        opening = median(_timed(self._open_and_close) for _ in range(_OPENINGS))
        size = folder_size(self._folder) / 1e6
        return OpenedIndex(articles, self._peer.name, self._opened.segments, size, 1000 * opening)

    def _open_and_close(self) -> None:
        self._peer.open(self._folder).close()

    def timings(self, articles: int) -> list[Timing]:
        """Return the timings of each class that the engine has."""
        return [
            Timing(
                articles,
                self._peer.name,
                query_class,
                len(hot),
                *_percentiles(hot),
                *_percentiles(self._cold[query_class]),
            )
            for query_class, hot in self._hot.items()
            if hot
        ]

    def close(self) -> None:
        """Close the index."""
        self._opened.close()


def _timed(run: Callable[[], object]) -> float:
    began = perf_counter()
    run()
    return perf_counter() - began


def _percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Return p50 and p95 in milliseconds."""
    ordered = sorted(seconds)
    return 1000 * median(ordered), 1000 * ordered[ceil(0.95 * len(ordered)) - 1]
