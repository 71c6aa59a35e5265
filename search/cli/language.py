"""Commands about Vietnamese: analyze, abbreviations."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import Data, Json, readable
from search.settings import DataDirectory

Text = Annotated[str, typer.Argument(metavar="TEXT", help="Đoạn chữ (a text).", callback=readable)]
Name = Annotated[
    str,
    typer.Argument(
        metavar="[ABBR]", help="Một dạng viết tắt (an abbreviation); else all.", callback=readable
    ),
]
LongForm = Annotated[
    str,
    typer.Option(
        "--long-form",
        metavar="TEXT",
        help="Dạng đầy đủ (what it stands for).",
        callback=readable,
    ),
]
Add = Annotated[bool, typer.Option("--add", help="Thêm cặp này (add the pair).")]
Approve = Annotated[bool, typer.Option("--approve", help="Luôn dùng cặp này (always use it).")]
Reject = Annotated[bool, typer.Option("--reject", help="Không dùng cặp này (never use it).")]


def analyze(text: Text, json_output: Json = False) -> None:
    """Phân tích một đoạn chữ (show the tokens of a text).

    Mỗi âm tiết: vị trí, chỗ đứng, dạng mục từ (each syllable with its position, offsets, terms).
    """
    from search import payloads
    from search.analysis import analysed
    from search.cli.terminal import show, show_json
    from search.vietnamese.analyzer import default_analyzer

    tokens = list(analysed(text, default_analyzer()))
    if json_output:
        show_json(payloads.analysis(tokens))
    else:
        from search.cli import tables

        show(tables.analysis(tokens))
    if not tokens:
        raise typer.Exit(1)


def abbreviations(
    name: Name = "",
    long_form: LongForm = "",
    add: Add = False,
    approve: Approve = False,
    reject: Reject = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Xem và duyệt các dạng viết tắt (list and judge abbreviations).

    Ví dụ (example):  timbao abbreviations NTM --long-form "nông thôn mới" --approve
    """
    from search import payloads
    from search.archive.abbreviations import judge
    from search.archive.store import Archive
    from search.cli.terminal import show, show_json
    from search.query.lexicon import known_abbreviations, of_name

    with Archive(DataDirectory.resolve(data).archive) as archive:
        if add or approve or reject:
            judge(archive.abbreviations, name, long_form, accept=add or approve, reject=reject)
        known = of_name(known_abbreviations(archive.abbreviations), name)
    if json_output:
        show_json(payloads.abbreviations(known))
    else:
        from search.cli import tables

        show(tables.abbreviations(known))
    if not known:
        raise typer.Exit(1)
