"""Measurements of engines and of the segmenter as JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.benchmark.first_and_again import FirstAndAgain
    from search.benchmark.indexing import IndexingRow
    from search.benchmark.latency import Comparison, Latencies
    from search.benchmark.loading import Loading
    from search.benchmark.parity import Parity
    from search.benchmark.recall import Recall
    from search.benchmark.segmentation import Comparison as SegmenterComparison
    from search.benchmark.startup import StartUp

JsonObject = dict[str, Any]


def latency(comparison: Comparison, measured: Latencies) -> JsonObject:
    """Return how long searches take; a class that an engine does not have is left out."""
    return {
        "schema": "timbao.bench.latency/1",
        "seed": comparison.seed,
        "indexes": [_rounded(asdict(each)) for each in measured.indexes],
        "latencies": [
            _rounded({"class" if k == "query_class" else k: v for k, v in asdict(each).items()})
            for each in measured.timings
        ],
        "left_out": [{"articles": n, "engine": engine} for n, engine in measured.left_out],
    }


def suggesting(rows: Sequence[FirstAndAgain]) -> JsonObject:
    """Return how long suggestions take."""
    return {"schema": "timbao.bench.suggest/1", "timings": _timings(rows)}


def officials(rows: Sequence[FirstAndAgain]) -> JsonObject:
    """Return how long it takes to say who is meant."""
    return {"schema": "timbao.bench.official/1", "timings": _timings(rows)}


def _timings(rows: Sequence[FirstAndAgain]) -> list[JsonObject]:
    return [_rounded(asdict(row)) for row in rows]


def indexing(rows: Sequence[IndexingRow]) -> JsonObject:
    """Return how fast articles are indexed; ``alone`` rows are in seconds of the processor."""
    return {
        "schema": "timbao.bench.indexing/1",
        "rows": [
            _rounded(
                {
                    **asdict(row),
                    "articles_s": row.articles_s,
                    "articles_cpu_s": row.articles_cpu_s,
                    "mb_s": row.mb_s,
                    "index_ratio": row.index_ratio,
                    "people_share": row.people_share,
                }
            )
            for row in rows
        ],
    }


def startup(rows: Sequence[StartUp]) -> JsonObject:
    """Return how long whole processes take."""
    return {
        "schema": "timbao.bench.startup/1",
        "commands": [_rounded(asdict(row)) for row in rows],
    }


def segmentation(compared: SegmenterComparison) -> JsonObject:
    """Return how tokenizers compare; throughputs are in KB of UTF-8 a second.

    The segmenter is the one of indexing, in columns.
    """
    return {
        "schema": "timbao.bench.segmentation/1",
        "pyvi_kb_s": round(compared.row("pyvi").kb_s),
        "segmenter_kb_s": round(compared.row("timbao, columns").kb_s),
        "ratio": round(compared.ratio, 2),
        "texts": compared.texts,
        "identical": compared.identical,
        "tokenizers": [asdict(row) for row in compared.rows],
    }


def recall(rows: Sequence[Recall]) -> JsonObject:
    """Return how often phrases of titles find their article, for each way to spell them."""
    return {"schema": "timbao.bench.recall/1", "forms": [asdict(row) for row in rows]}


def parity(measured: Parity) -> JsonObject:
    """Return how far a cluster agrees with Whoosh, form by form, and how soon both answer."""
    return {
        "schema": "timbao.bench.parity/1",
        "articles": measured.articles,
        "forms": [asdict(each) for each in measured.forms],
        "largest_difference": measured.largest_difference,
        "times": [_rounded(asdict(each)) for each in measured.times],
        "differing": list(measured.differing),
    }


def loading(rows: Sequence[Loading]) -> JsonObject:
    """Return how fast several processes fill one index."""
    return {
        "schema": "timbao.bench.loading/1",
        "rows": [_rounded({**asdict(row), "articles_s": row.articles_s}) for row in rows],
    }


def _rounded(row: JsonObject) -> JsonObject:
    """Return a row with as many digits as mean something."""
    return {k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()}
