"""The options of commands that judge."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.evaluation.topics import Form

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
Sets = Annotated[
    list[Path],
    typer.Option(
        "--set",
        metavar="DIR",
        help="Thư mục có queries.jsonl, qrels.txt, corpus.jsonl (a judged set); nhiều lần được.",
    ),
]
Pin = Annotated[bool, typer.Option("--pin", help="Ghi mức sàn mới (pin floors anew).")]
LowerFloors = Annotated[
    bool,
    typer.Option("--lower-floors", help="Cho phép hạ mức sàn (pin them even where they fall)."),
]
Baseline = Annotated[
    list[str] | None,
    typer.Option("--baseline", help="Cạnh cách này (beside this baseline; give it again)."),
]
DistractorsFile = Annotated[
    Path, typer.Option("--distractors", help="Bài gây nhiễu (articles that nobody judged).")
]
Articles = Annotated[
    Path, typer.Option("--corpus", help="Bài báo (articles in any form that index reads).")
]
HowMany = Annotated[int, typer.Option(help="Số bài (how many articles to index).", min=1)]
Asked = Annotated[
    int, typer.Option(help="Số câu hỏi mỗi loại (how many queries of each kind).", min=1)
]
ConllFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="Tệp có nhãn, dạng CoNLL: âm tiết và nhãn BIO (gold, a token a line)."
    ),
]
Label = Annotated[str, typer.Option("--label", help="Nhãn được chấm (the label that is judged).")]
ByDocument = Annotated[
    bool,
    typer.Option(
        "--document", help="Các câu liền nhau là một bài (sentences in a row are one article)."
    ),
]
Pages = Annotated[Path, typer.Argument(help="Thư mục trang đã lưu (a folder of saved pages).")]
Facts = Annotated[
    Path | None,
    typer.Option("--facts", help="Những gì có trên trang, JSON (what is on them)."),
]
