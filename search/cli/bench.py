"""Commands that measure: bench latency, indexing, parity, startup, suggest, official …."""

from __future__ import annotations

import typer

from search.cli import bench_cluster
from search.cli.bench_options import (  # noqa: TC001 - typer reads the annotations
    Articles,
    Aside,
    Asked,
    Corpus,
    Engines,
    Gold,
    Jobs,
    Most,
    Queries,
    Runs,
    Seed,
    Segments,
    Sizes,
    Typed,
)
from search.cli.options import Data, Json  # noqa: TC001 - likewise
from search.settings import DataDirectory

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Đo tốc độ và bộ nhớ (measure speed and memory).",
)
for _command in (bench_cluster.parity, bench_cluster.loading):
    app.command()(_command)


@app.command()
def latency(
    corpus: Corpus,
    articles: Sizes = [1_000, 10_000],  # noqa: B006 - typer makes a copy
    queries: Asked = 50,
    segments: Segments = 1,
    seed: Seed = 1,
    engine: Engines = None,
    json_output: Json = False,
) -> None:
    """Đo thời gian tìm cạnh các máy tìm khác (time searches side by side with other engines).

    Every engine that is installed indexes the same articles and answers the same queries.
    """
    from search import bench_payloads
    from search.benchmark.latency import Comparison
    from search.benchmark.latency import latency as measure
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    comparison = Comparison(
        corpus=corpus,
        sizes=articles,
        queries=queries,
        segments=segments,
        seed=seed,
        engines=engine or (),
    )
    with progress("Đo", "bước") as measuring:
        measured = measure(comparison, measuring)
    if json_output:
        show_json(bench_payloads.latency(comparison, measured))
    else:
        from search.cli import bench_tables

        show(bench_tables.latency(measured))


@app.command()
def indexing(
    corpus: Corpus,
    articles: Articles = 10_000,
    jobs: Jobs = 1,
    engine: Engines = None,
    json_output: Json = False,
) -> None:
    """Đo tốc độ lập chỉ mục, bộ nhớ, dung lượng (time indexing; memory and size).

    Every way to index runs in a process of its own, one after the other.
    """
    from search import bench_payloads
    from search.benchmark.indexing import indexing as measure
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("Đo", "bước") as measuring:
        rows = measure(
            corpus, articles=articles, jobs=jobs, engines=engine or (), progress=measuring
        )
    if json_output:
        show_json(bench_payloads.indexing(rows))
    else:
        from search.cli import bench_tables

        show(bench_tables.indexing(rows))


@app.command()
def startup(
    data: Data = None,
    corpus: Aside = None,
    articles: Articles = 1_000,
    query: Typed = "chuyển đổi số",
    runs: Runs = 10,
    json_output: Json = False,
) -> None:
    """Đo cả tiến trình từ lúc gọi (time whole processes, from cold).

    The index is that of the data directory, or one made aside of the articles given.
    """
    from search import bench_payloads
    from search.benchmark import startup as benchmark
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("Đo", "bước") as measuring:
        rows = (
            benchmark.startup(DataDirectory.resolve(data), query, runs=runs, progress=measuring)
            if corpus is None
            else benchmark.startup_with(corpus, articles, query, runs=runs, progress=measuring)
        )
    if json_output:
        show_json(bench_payloads.startup(rows))
    else:
        from search.cli import bench_tables

        show(bench_tables.startup(rows))


@app.command()
def segmentation(
    corpus: Corpus, gold: Gold = None, texts: Most = 20_000, json_output: Json = False
) -> None:
    """So cách tách từ với pyvi (compare our words with pyvi's).

    Each paragraph is compared as written, in lower case, in capitals, without accents and in NFD.
    """
    from search import bench_payloads
    from search.benchmark.segmentation import compare
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("So từng đoạn") as comparing:
        compared = compare(corpus, most=texts, gold=gold, progress=comparing)
    if json_output:
        show_json(bench_payloads.segmentation(compared))
    else:
        from search.cli import tables

        show(tables.segmentation(compared))


@app.command()
def suggest(
    queries: Queries = 200,
    seed: Seed = 1,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Đo thời gian gợi ý (time suggestions in the data directory).

    Completions while typing, accents restored, slips mended; texts are cut from titles.
    """
    from search import bench_payloads
    from search.benchmark.suggesting import suggesting
    from search.cli.terminal import show, show_json

    rows = suggesting(DataDirectory.resolve(data), queries=queries, seed=seed)
    if json_output:
        show_json(bench_payloads.suggesting(rows))
    else:
        from search.cli import bench_tables

        show(bench_tables.first_and_again("suggestions", rows))


@app.command()
def official(
    queries: Queries = 200, seed: Seed = 1, data: Data = None, json_output: Json = False
) -> None:
    """Đo thời gian tìm người (time questions about people in the data directory).

    By name, by name without accents, by post, by title, by given name in an organisation.
    """
    from search import bench_payloads
    from search.benchmark.officials import officials
    from search.cli.terminal import show, show_json

    rows = officials(DataDirectory.resolve(data), queries=queries, seed=seed)
    if json_output:
        show_json(bench_payloads.officials(rows))
    else:
        from search.cli import bench_tables

        show(bench_tables.first_and_again("people", rows))


@app.command()
def recall(
    corpus: Corpus,
    articles: Articles = 1_000,
    queries: Queries = 200,
    seed: Seed = 1,
    json_output: Json = False,
) -> None:
    """Tìm cụm từ cắt từ tít (ask for phrases cut from titles).

    Each phrase is asked for as written, in other cases, without accents, in the other tone style
    and in NFD: how often is its article found, how often among the first ten.
    """
    from search import bench_payloads
    from search.benchmark import recall as benchmark
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    with progress("Đo", "bước") as measuring:
        rows = benchmark.recall(
            corpus, articles=articles, queries=queries, seed=seed, progress=measuring
        )
    if json_output:
        show_json(bench_payloads.recall(rows))
    else:
        from search.cli import tables

        show(tables.recall(rows))
