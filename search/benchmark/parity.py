"""Does a cluster answer as Whoosh does: what matches, in which order, how soon."""

from __future__ import annotations

from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import uuid4

from search.article import Revision
from search.benchmark.operator_queries import operator_queries
from search.building import batched
from search.engines.whoosh.engine import WhooshEngine
from search.errors import QueryError, UsageError
from search.hits import Kind, Sort
from search.indexer import silent
from search.query.parser import parse
from search.settings import MEMORY_MB
from search.sources.files import distinct_articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.article import Article
    from search.benchmark.operator_queries import OperatorQuery
    from search.engines.engine import Engine, IndexReader, Matches
    from search.engines.opensearch.engine import OpenSearchEngine
    from search.following import Progress

_GENERATION = "000001"
#: Articles committed together.
_COMMITTED = 5_000
#: Of queries that match no more, everything that matches is compared; of others, how many do.
_MOST_COMPARED = 1_000
_PAGE = 10
_WARM = 20
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Form:
    """Queries of one form: of how many the same matched, and the same ten came first.

    ``refused`` are those that the cluster refuses by name.
    """

    form: str
    queries: int
    same_matches: int
    same_pages: int
    refused: int


@dataclass(frozen=True, slots=True)
class SearchTimes:
    """How long one engine's searches took, in ms."""

    engine: str
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Parity:
    """How far two engines agree on all forms of queries.

    ``largest_difference`` is that of two scores on the same page, as a share of the larger one.
    ``differing`` are some queries whose matches or pages are not the same.
    """

    articles: int
    forms: tuple[Form, ...]
    largest_difference: float
    times: tuple[SearchTimes, ...]
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    query: OperatorQuery
    refused: bool = False
    same_matches: bool = False
    same_page: bool = False
    difference: float = 0.0


def parity(  # noqa: PLR0913 - what is measured
    corpus: Path,
    cluster: OpenSearchEngine,
    *,
    articles: int,
    queries: int,
    seed: int,
    progress: Progress = silent,
) -> Parity:
    """Index the same articles in both, ask both the same queries, and compare the answers.

    The index in the cluster is deleted afterwards. Raises SourceMissing, ClusterError, and
    UsageError for a corpus without articles.
    """
    some = list(islice(distinct_articles(corpus), articles))
    if not some:
        raise UsageError(f"Không có bài nào ở {corpus}", f"There are no articles in {corpus}")
    # a name of its own: the data directory's index is nobody's to try things with
    named = replace(cluster.connection, index=f"bench-{uuid4().hex[:8]}")
    cluster = replace(cluster, connection=named)
    chosen = operator_queries(some, queries, seed)
    times: dict[str, list[float]] = {"whoosh": [], cluster.name: []}
    asked = []
    with TemporaryDirectory() as folder:
        try:
            with (
                _filled(WhooshEngine(), some, Path(folder, "whoosh"), progress) as ours,
                _filled(cluster, some, Path(folder, cluster.name), progress) as theirs,
            ):
                for done, query in enumerate(chosen, 1):
                    asked.append(_compared(query, ours, theirs, list(times.values())))
                    progress(done, len(chosen))
        finally:
            cluster.collection(Path(folder, cluster.name)).delete(_GENERATION)
    return _summed(len(some), asked, times)


@contextmanager
def _filled(
    engine: Engine, articles: Sequence[Article], root: Path, progress: Progress
) -> Iterator[IndexReader]:
    folder = root / _GENERATION
    folder.mkdir(parents=True)
    engine.create(folder)
    done = 0
    for some in batched(articles, _COMMITTED):
        writer = engine.writer(folder)
        revisions = [[*map(Revision.of, each)] for each in batched(some)]
        writer.adopt(engine.build(folder, revisions, MEMORY_MB))
        done += len(some)
        if done == len(articles):
            # as a rebuild does: Lucene counts what was written anew until it is merged away
            writer.compact()
        writer.commit()
        progress(done, len(articles))
    with closing(engine.reader(folder)) as reader:
        yield reader


def _compared(
    query: OperatorQuery, ours: IndexReader, theirs: IndexReader, times: list[list[float]]
) -> _Asked:
    try:
        pages = [
            _timed(reader, query.text, taken)
            for reader, taken in zip((ours, theirs), times, strict=True)
        ]
    except QueryError:
        return _Asked(query, refused=True)
    one, other = pages
    scores = [[match.score for match in page.matches] for page in pages]
    differences = [abs(a - b) / max(a, b) for a, b in zip(*scores, strict=False) if max(a, b)]
    return _Asked(
        query,
        same_matches=one.total == other.total
        and _all(ours, query, one) == _all(theirs, query, one),
        same_page=[m.article_id for m in one.matches] == [m.article_id for m in other.matches],
        difference=max(differences, default=0.0),
    )


def _timed(reader: IndexReader, text: str, taken: list[float]) -> Matches:
    began = perf_counter()
    found = _search(reader, text, Sort.RELEVANCE, _PAGE)
    taken.append(1000 * (perf_counter() - began))
    return found


def _all(reader: IndexReader, query: OperatorQuery, page: Matches) -> set[str]:
    """Return the ids of all that matches, nothing where that is too much."""
    if page.total > _MOST_COMPARED:
        return set()
    found = _search(reader, query.text, Sort.NEWEST, _MOST_COMPARED)
    return {match.article_id for match in found.matches}


def _search(reader: IndexReader, text: str, sort: Sort, limit: int) -> Matches:
    return reader.search(parse(text), kind=Kind.ARTICLE, sort=sort, offset=0, limit=limit)


def _summed(articles: int, asked: Sequence[_Asked], times: dict[str, list[float]]) -> Parity:
    forms: dict[str, list[_Asked]] = {}
    for each in asked:
        forms.setdefault(each.query.form, []).append(each)
    return Parity(
        articles,
        tuple(
            Form(
                form,
                len(own),
                sum(each.same_matches for each in own),
                sum(each.same_page for each in own),
                sum(each.refused for each in own),
            )
            for form, own in forms.items()
        ),
        max((each.difference for each in asked), default=0.0),
        tuple(
            SearchTimes(name, *_percentiles(taken[_WARM:] or taken))
            for name, taken in times.items()
        ),
        tuple(
            each.query.text
            for each in asked
            if not (each.refused or (each.same_matches and each.same_page))
        )[:_SHOWN],
    )


def _percentiles(taken: Sequence[float]) -> tuple[float, float]:
    ordered = sorted(taken)
    return median(ordered), ordered[ceil(0.95 * len(ordered)) - 1]
