"""What one process does to be measured while it indexes: a workload, and what it cost."""

from __future__ import annotations

import os
import re
import sys
import time
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from search.article import Revision
from search.benchmark.collection import Collection
from search.benchmark.peers.installed import plain_peer
from search.building import batched
from search.collecting import collect_seldom
from search.sources.files import distinct_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.article import Article

_Item = TypeVar("_Item")

_MEMORY_MB = 512


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of all processors, and the largest process, None if unknown.

    ``people_seconds`` are those by the clock in which people were recognised, where they were.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float | None
    people_seconds: float | None = None


def end_to_end(corpus: str, articles: int, jobs: int, folder: str, *, people: bool = False) -> Cost:
    """Read, archive, analyse and index, as `timbao index --jobs` does; recognise ``people`` too."""
    from search.engines.opening import default_engine
    from search.indexer import Indexer
    from search.settings import DataDirectory

    collect_seldom()  # as every command does
    data, engine = DataDirectory(Path(folder)), default_engine()
    indexer = Indexer(data, engine, jobs=jobs, people=False)
    clock = _Clock()
    indexer.index((corpus, each) for each in _articles(corpus, articles))
    if not people:
        return clock.cost()
    began = time.perf_counter()
    Indexer(data, engine, jobs=jobs).recognise()
    seconds = time.perf_counter() - began
    return replace(clock.cost(), people_seconds=seconds)


def with_pyvi(engine: str, corpus: str, articles: int, folder: str) -> Cost:
    """Read, find words with pyvi one article at a time, and index them with ``engine``."""
    from search.benchmark.peers.plain_scripts import pyvi_documents

    peer = plain_peer(engine)
    clock = _Clock()
    peer.write(pyvi_documents(_articles(corpus, articles)), Path(folder))
    return clock.cost()


def writer_alone(engine: str, collection: str, folder: str) -> Cost:
    """Index words that are cut already; what it takes to hand them over is not counted."""
    peer = plain_peer(engine)
    clock = _Clock()
    peer.write(clock.feeding(Collection(Path(collection)).documents()), Path(folder))
    return clock.cost_of_cpu()


def own_writer_alone(corpus: str, articles: int, folder: str) -> Cost:
    """Write segments of columns; what it takes to analyse them is not counted."""
    from search.engines.documents import batches
    from search.engines.fields import GAP
    from search.engines.whoosh.part_builder import PartBuilder
    from search.engines.whoosh.workshop import Workshop
    from search.vietnamese.columns import ColumnAnalyzer

    collect_seldom()
    workshop = Workshop(ColumnAnalyzer(gap=GAP))
    analysed = (
        batch
        for several in batched(map(Revision.of, _articles(corpus, articles)))
        for batch in batches(several, workshop.analyzer)
    )
    clock = _Clock()
    with PartBuilder(Path(folder), workshop, _MEMORY_MB) as builder:
        for batch in clock.feeding(analysed):
            builder.add(batch)
    return clock.cost_of_cpu()


def _articles(corpus: str, most: int) -> Iterator[Article]:
    return islice(distinct_articles(Path(corpus)), most)


class _Clock:
    """Runs from when it is made; stands still while what is fed is made."""

    def __init__(self) -> None:
        self._fed = 0.0
        self._began = time.perf_counter()
        self._cpu_began = _cpu_seconds()

    def feeding(self, items: Iterable[_Item]) -> Iterator[_Item]:
        """Pass items on. Only this thread stands still: Tantivy has one of its own."""
        each = iter(items)
        while True:
            began = time.thread_time()
            try:
                item = next(each)
            except StopIteration:
                return
            finally:
                self._fed += time.thread_time() - began
            yield item

    def cost(self) -> Cost:
        """Return what it has cost so far."""
        seconds = time.perf_counter() - self._began
        return Cost(seconds, _cpu_seconds() - self._cpu_began, _peak_mb())

    def cost_of_cpu(self) -> Cost:
        """Return what it has cost but for feeding: the seconds are those of the processor."""
        seconds = _cpu_seconds() - self._cpu_began - self._fed
        return Cost(seconds, seconds, _peak_mb())


def _cpu_seconds() -> float:
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


def _peak_mb() -> float | None:
    """Return the most that this process, or one that it has started, has ever had in memory."""
    status = Path("/proc/self/status")
    if sys.platform != "linux" or not status.exists():
        return None
    import resource

    found = re.search(r"VmHWM:\s+(\d+)", status.read_text(encoding="ascii", errors="replace"))
    own = int(found[1]) if found else 0
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024 / 1e6


def run(name: str, arguments: dict[str, Any]) -> Cost:
    """Run one workload by its name."""
    workloads = {
        each.__name__: each for each in (end_to_end, with_pyvi, writer_alone, own_writer_alone)
    }
    return workloads[name](**arguments)
