"""Commands that judge: eval ranking."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations
from search.errors import UsageError
from search.evaluation.topics import Form
from search.settings import DataDirectory

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Chấm kết quả tìm (judge how good the answers are).",
)

Queries = Annotated[
    Path, typer.Option("--queries", help="Câu hỏi, JSONL có id và text (topics as JSON Lines).")
]
QrelsFile = Annotated[
    Path, typer.Option("--qrels", help="Bài nào phù hợp, dạng TREC (judgements as TREC has them).")
]
Corpus = Annotated[
    list[str] | None,
    typer.Option(
        "--corpus",
        metavar="FILE[:N]",
        help="Bài để lập chỉ mục riêng (articles to index aside); nhiều lần được (repeatable).",
    ),
]
Distractors = Annotated[
    list[str] | None,
    typer.Option(
        "--distractors", metavar="FILE[:N]", help="Thêm N bài gây nhiễu (N more articles)."
    ),
]
As = Annotated[Form, typer.Option("--as", help="Dạng câu hỏi (how the queries are spelt).")]
LimitQueries = Annotated[
    int | None,
    typer.Option(
        "--limit-queries", min=1, help="Chỉ ngần ấy câu, chọn theo --seed (a sample of queries)."
    ),
]
Seed = Annotated[int, typer.Option("--seed", help="Số gieo (the seed of the random choice).")]
RunFile = Annotated[
    Path | None,
    typer.Option("--run", help="Ghi kết quả vào tệp, dạng TREC (write a TREC run)."),
]
CompareFile = Annotated[
    Path | None,
    typer.Option("--compare", help="So với lần chạy trong tệp này (compare with that run)."),
]
Baselines = Annotated[
    bool, typer.Option("--baselines", help="Cạnh những cách đơn giản (beside plain ways to rank).")
]
Keep = Annotated[
    Path | None,
    typer.Option(
        "--keep",
        metavar="DIR",
        help="Giữ chỉ mục riêng ở đây, để dùng lại bằng --data (keep the index, for --data).",
    ),
]


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


def _searched(
    corpus: list[str] | None, distractors: list[str] | None, keep: Path | None, data: Path | None
) -> AbstractContextManager[DataDirectory]:
    """Return the data directory in use, or one made of the articles given."""
    from search.evaluation.collection import Portion, indexed, together

    portions = [Portion.of(each) for each in (*(corpus or ()), *(distractors or ()))]
    if not portions:
        if keep:
            raise UsageError("--keep cần --corpus", "--keep needs --corpus")
        return nullcontext(DataDirectory.resolve(data))
    if data:
        raise UsageError(
            "Hoặc --data, hoặc --corpus và --distractors", "Either --data, or --corpus and kin"
        )
    return indexed(together(portions), keep=keep)
