"""Commands that judge: eval ranking, table, floors, known-items, reading; mentions and judging."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from search.cli.eval_mentions import judging, mentions
from search.cli.eval_options import (  # noqa: TC001 - typer reads the annotations
    Articles,
    As,
    Asked,
    Baseline,
    Baselines,
    CompareFile,
    Corpus,
    Distractors,
    DistractorsFile,
    Facts,
    HowMany,
    Keep,
    LimitQueries,
    LowerFloors,
    Pages,
    Pin,
    QrelsFile,
    Queries,
    RunFile,
    Seed,
    Sets,
)
from search.cli.options import Data, Json  # noqa: TC001 - likewise
from search.errors import UsageError
from search.evaluation.topics import Form
from search.settings import DataDirectory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Chấm kết quả tìm (judge how good the answers are).",
)
app.command()(mentions)
app.command()(judging)


@app.command()
def ranking(
    queries: Queries,
    qrels: QrelsFile,
    corpus: Corpus = None,
    distractors: Distractors = None,
    spelt: As = Form.WRITTEN,
    limit_queries: LimitQueries = None,
    seed: Seed = 1,
    run: RunFile = None,
    compare: CompareFile = None,
    baselines: Baselines = False,
    keep: Keep = None,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Chấm thứ hạng bằng bài đã biết là phù hợp (judge a ranking: nDCG@10, MRR@10, recall@10).

    Any word of a query may match. Articles are those of the data directory, or --corpus and
    --distractors, indexed aside.
    """
    from search import eval_payloads
    from search.cli.terminal import show, show_json
    from search.evaluation.baselines.systems import baselines as plain_systems
    from search.evaluation.collection import archived
    from search.evaluation.measures import measured
    from search.evaluation.qrels import read_qrels
    from search.evaluation.ranking import asked, evaluate
    from search.evaluation.runs import read_run, write_run
    from search.evaluation.significance import compare as compared_with
    from search.evaluation.system import Timbao
    from search.evaluation.topics import read_topics, sample
    from search.searcher import Searcher

    judged = read_qrels(qrels)
    topics = sample(asked(read_topics(queries), judged), limit_queries, seed)
    before = measured(read_run(compare), judged) if compare else None
    with _searched(corpus, distractors, keep, data) as directory:
        with Searcher.open(directory) as searcher:
            ours = evaluate(Timbao(searcher), topics, judged, spelt)
        others = [
            evaluate(system, topics, judged, spelt)
            for system in (plain_systems(lambda: archived(directory)) if baselines else ())
        ]
    if run:
        write_run(run, ours.run, "timbao")
    comparison = compared_with(before, ours.topics) if before is not None else None
    if json_output:
        versus = (compare, comparison) if compare and comparison else None
        show_json(eval_payloads.ranking(ours, others, versus))
    else:
        from search.cli import eval_tables

        show(eval_tables.ranking(ours, others, comparison))


@contextmanager
def _searched(
    corpus: list[str] | None, distractors: list[str] | None, keep: Path | None, data: Path | None
) -> Iterator[DataDirectory]:
    """Yield the data directory in use, or one made of the articles given."""
    from search.cli.progress import progress
    from search.evaluation.collection import Portion, indexed, together

    portions = [Portion.of(each) for each in (*(corpus or ()), *(distractors or ()))]
    if portions and data:
        raise UsageError(
            "Hoặc --data, hoặc --corpus và --distractors",
            "Either --data, or --corpus and --distractors",
        )
    if keep and not portions:
        raise UsageError("--keep cần --corpus", "--keep needs --corpus")
    if portions:
        with (
            progress("Lập chỉ mục") as indexing,
            indexed(together(portions), keep=keep, progress=indexing) as directory,
        ):
            yield directory
    else:
        yield DataDirectory.resolve(data)


@app.command()
def table(
    sets: Sets,
    distractors: Distractors = None,
    limit_queries: LimitQueries = None,
    seed: Seed = 1,
    json_output: Json = False,
) -> None:
    """Ghi bảng Markdown: Tìm Báo cạnh các cách đơn giản (a Markdown table beside the baselines).

    Every set is asked as written, in lower case and without accents.
    """
    from search import eval_payloads
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.evaluation import markdown
    from search.evaluation.baselines.systems import baselines
    from search.evaluation.collection import Portion
    from search.evaluation.judged_sets import JudgedSet

    portions = [Portion.of(each) for each in distractors or ()]
    judged = [JudgedSet.of(each).sampled(limit_queries, seed) for each in sets]
    with progress("Lập chỉ mục") as indexing:
        found = {
            each.name: each.evaluations(portions, others=baselines, progress=indexing)
            for each in judged
        }
    if json_output:
        show_json(eval_payloads.table(found))
    else:
        show(markdown.tables(found))


@app.command()
def floors(
    sets: Sets,
    distractors: DistractorsFile,
    pin: Pin = False,
    lower_floors: LowerFloors = False,
    json_output: Json = False,
) -> None:
    """So với mức sàn đã ghi (hold the ranking to the floors that are pinned)."""
    from search import eval_payloads
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.evaluation.floors import Floors
    from search.evaluation.judged_sets import JudgedSet

    if lower_floors and not pin:
        raise UsageError("--lower-floors cần --pin", "--lower-floors needs --pin")
    pinned = Floors.read()
    judged = [JudgedSet.of(each) for each in sets]
    with progress("Lập chỉ mục") as indexing:
        if pin:
            rows = pinned.pin(judged, distractors, indexing, lower=lower_floors)
            pinned.write()
        else:
            rows = pinned.check(judged, distractors, indexing)
    if json_output:
        show_json(eval_payloads.floors(rows))
    else:
        from search.cli import eval_tables

        show(eval_tables.floors(rows))
    if not all(row.holds for row in rows):
        raise typer.Exit(1)


@app.command("known-items")
def remembered(
    corpus: Articles,
    articles: HowMany = 10_000,
    queries: Asked = 1_000,
    seed: Seed = 1,
    baseline: Baseline = None,
    json_output: Json = False,
) -> None:
    """Tìm lại bài từ điều còn nhớ (find an article again by what is remembered of it).

    By a caption that the index does not have, the beginning of a sentence, a title with one accent
    or one letter wrong: how often is it among the first ten.
    """
    from search import eval_payloads
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.evaluation.collection import Portion
    from search.evaluation.known_item_search import known_item_search
    from search.evaluation.known_items import known_items

    portion = Portion(corpus, articles)
    items = known_items(portion, queries, seed)
    with progress("Lập chỉ mục") as indexing:
        found = known_item_search(portion, items, baseline or (), indexing)
    if json_output:
        show_json(eval_payloads.known_items(found))
    else:
        from search.cli import eval_tables

        show(eval_tables.known_items(found))


@app.command()
def reading(pages: Pages, facts: Facts = None, json_output: Json = False) -> None:
    """Chấm việc đọc trang web đã lưu (which items of saved pages are found, beside others)."""
    from search import eval_payloads
    from search.cli.terminal import show, show_json
    from search.evaluation.page_facts import items, read_facts

    found = list(items(pages, read_facts(facts)))
    if json_output:
        show_json(eval_payloads.reading(found))
    else:
        from search.cli import eval_tables

        show(eval_tables.reading(found))
    raise typer.Exit(0 if all(item.found["timbao"] for item in found) else 1)
