"""Commands that measure a cluster: bench parity, bench loading."""

from __future__ import annotations

from search.cli.bench_options import (  # noqa: TC001 - typer reads the annotations
    Articles,
    Corpus,
    Processes,
    Queries,
    Seed,
)
from search.cli.options import Data, Json  # noqa: TC001 - likewise
from search.settings import DataDirectory


def parity(
    corpus: Corpus,
    articles: Articles = 20_000,
    queries: Queries = 2_000,
    seed: Seed = 1,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """So cụm OpenSearch với Whoosh (does a cluster answer as Whoosh does).

    Both index the same articles and are asked the same queries, with every operator. The cluster
    is that of the data directory's timbao.toml; what is made there is deleted again.
    """
    from search import bench_payloads
    from search.benchmark.parity import parity as measure
    from search.cli.gathering import cluster
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    engine = cluster(DataDirectory.resolve(data))
    with progress("So", "bước") as measuring:
        measured = measure(
            corpus, engine, articles=articles, queries=queries, seed=seed, progress=measuring
        )
    if json_output:
        show_json(bench_payloads.parity(measured))
    else:
        from search.cli import bench_tables

        show(bench_tables.parity(measured))


def loading(
    corpus: Corpus,
    articles: Articles = 20_000,
    processes: Processes = [1, 2, 4],  # noqa: B006 - typer makes a copy
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Đo nhiều tiến trình cùng điền một chỉ mục (time index --part in several processes).

    Archives, analysis, the cluster and the people of each part, all included.
    """
    from search import bench_payloads
    from search.benchmark.loading import loading as measure
    from search.cli.gathering import cluster
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    engine = cluster(DataDirectory.resolve(data))
    with progress("Đo", "bước") as measuring:
        rows = measure(corpus, engine, articles=articles, processes=processes, progress=measuring)
    if json_output:
        show_json(bench_payloads.loading(rows))
    else:
        from search.cli import bench_tables

        show(bench_tables.loading(rows))
