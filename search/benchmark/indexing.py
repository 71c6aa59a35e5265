"""How fast articles are indexed, and what it takes: each way in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from search.benchmark.collection import Collection
from search.benchmark.peers.installed import PLAIN_PEERS, is_installed
from search.benchmark.workloads import Cost
from search.errors import UsageError
from search.indexer import silent
from search.sources.files import distinct_articles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.article import Article
    from search.following import Progress

#: Python all the way takes minutes for more; a rate is a rate.
_MOST_FOR_PLAIN_SCRIPTS = 1_000
_MOST_FOR_WHOOSH = 2_000
_PROGRAM = """
import dataclasses, json, sys
from search.benchmark.workloads import run
cost = run(*json.loads(sys.argv[1]))
print(json.dumps(dataclasses.asdict(cost)))
"""


@dataclass(frozen=True, slots=True)
class IndexingRow:
    """One way to index so many articles, whose texts are so many megabytes of UTF-8.

    ``alone`` is a writer that is given words: its seconds are those of the processor, and what it
    takes to cut or read the words is not among them. ``peak_mb`` is of the largest process. Of the
    ``seconds``, ``people_seconds`` went into recognising people, None where nobody was.
    """

    name: str
    alone: bool
    articles: int
    text_mb: float
    seconds: float
    cpu_seconds: float
    peak_mb: float | None
    index_mb: float
    people_seconds: float | None = None

    @property
    def articles_s(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds

    @property
    def articles_cpu_s(self) -> float:
        """Articles a second of a processor, of all processes together."""
        return self.articles / self.cpu_seconds

    @property
    def mb_s(self) -> float:
        """Megabytes of text a second."""
        return self.text_mb / self.seconds

    @property
    def people_share(self) -> float | None:
        """The share of the seconds in which people were recognised."""
        return None if self.people_seconds is None else self.people_seconds / self.seconds

    @property
    def index_ratio(self) -> float:
        """The size of the index, the text being 1."""
        return self.index_mb / self.text_mb


@dataclass(frozen=True, slots=True)
class _Way:
    """One row to be: a workload and what it is told, by an engine, on at most so many articles."""

    name: str
    engine: str
    workload: str
    arguments: dict[str, Any]
    most: int | None = None


def indexing(
    corpus: Path,
    *,
    articles: int,
    jobs: int = 1,
    engines: Sequence[str] = (),
    progress: Progress = silent,
) -> list[IndexingRow]:
    """Index the first ``articles`` of ``corpus`` each way, one after the other.

    Ways of Python all through get fewer articles. Raises SourceMissing, and UsageError for an
    unknown engine or a corpus without articles.
    """
    ways = _ways(jobs)
    known = {way.engine for way in ways}
    for name in engines:
        if name not in known:
            listed = ", ".join(sorted(known))
            raise UsageError(
                f"Không có máy tìm {name}; có: {listed}", f"No engine {name}: {listed}"
            )
    chosen = [way for way in ways if way.engine in (engines or known)]
    rows = []
    for done, way in enumerate(chosen, 1):
        rows.append(_measured(way, corpus, min(articles, way.most or articles)))
        progress(done, len(chosen))
    return rows


def _ways(jobs: int) -> list[_Way]:
    ways = [
        _Way("timbao", "timbao", "end_to_end", {"jobs": 1}),
        _Way("timbao, people", "timbao", "end_to_end", {"jobs": 1, "people": True}),
    ]
    if jobs > 1:
        name = f"timbao, {jobs} processes"
        ways.append(_Way(name, "timbao", "end_to_end", {"jobs": jobs}))
    for engine in ("whoosh", "tantivy"):
        if is_installed(engine):
            name, told = f"pyvi + {engine}", {"engine": engine}
            ways.append(_Way(name, engine, "with_pyvi", told, _MOST_FOR_PLAIN_SCRIPTS))
    ways.append(_Way("timbao, writer", "timbao", "own_writer_alone", {}))
    for engine in filter(is_installed, PLAIN_PEERS):
        most = _MOST_FOR_WHOOSH if engine == "whoosh" else None
        ways.append(_Way(f"{engine}, writer", engine, "writer_alone", {"engine": engine}, most))
    return ways


def _measured(way: _Way, corpus: Path, most: int) -> IndexingRow:
    sizes = [_text_size(each) for each in islice(distinct_articles(corpus), most)]
    if not sizes:
        raise UsageError(f"Không có bài nào trong {corpus}", f"No article in {corpus}")
    with TemporaryDirectory() as made, TemporaryDirectory() as folder:
        arguments = {**way.arguments, "folder": folder}
        if way.workload == "writer_alone":
            Collection.of(corpus, most, Path(made), silent)
            arguments["collection"] = made
        else:
            arguments |= {"corpus": str(corpus), "articles": most}
        cost = _run(way.workload, arguments)
        size = sum(
            path.stat().st_size
            for path in Path(folder).rglob("*")
            # archive and people are no index
            if path.is_file() and not path.name.startswith(("archive.", "people."))
        )
    return IndexingRow(
        way.name,
        way.workload.endswith("_alone"),
        len(sizes),
        sum(sizes) / 1e6,
        cost.seconds,
        cost.cpu_seconds,
        cost.peak_mb,
        size / 1e6,
        cost.people_seconds,
    )


def _run(workload: str, arguments: dict[str, Any]) -> Cost:
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-W", "ignore", "-c", _PROGRAM, json.dumps([workload, arguments])],
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _text_size(article: Article) -> int:
    photos = [text for each in article.captions for text in (each.text, each.alt, each.credit)]
    return sum(len(each.encode()) for each in (article.title, article.lead, article.body, *photos))
