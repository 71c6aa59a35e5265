"""Commands that look whether all is well: status and verify."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations
from search.settings import DataDirectory

_LATEST = 10

Quarantine = Annotated[
    bool,
    typer.Option(
        "--quarantine",
        help="Kê hết những gì không đọc được (all that could not be read, not the latest ten).",
    ),
]


def status(quarantine: Quarantine = False, data: Data = None, json_output: Json = False) -> None:
    """Kho bài và chỉ mục có gì (what archive and index hold)."""
    from search import inspection, payloads
    from search.archive.store import Archive
    from search.cli.terminal import show, show_json
    from search.engines.opening import default_engine

    directory = DataDirectory.resolve(data)
    known = inspection.status(directory, default_engine())
    with Archive(directory.archive) as archive:
        entries = archive.quarantine.entries(-1 if quarantine or json_output else _LATEST)
    if json_output:
        show_json(payloads.status(known, entries))
    else:
        from search.cli import summaries

        show(summaries.status(known, entries))


def verify(data: Data = None, json_output: Json = False) -> None:
    """Đối chiếu từng bài với chỉ mục (check the index).

    Mã thoát 1 khi có chỗ không khớp. (Exit code 1 where archive and index differ.)
    """
    from search import inspection, payloads
    from search.cli.terminal import show, show_json
    from search.engines.opening import default_engine

    directory = DataDirectory.resolve(data)
    engine = default_engine()
    findings = list(inspection.verify(directory, engine))
    articles = inspection.status(directory, engine).counts.articles
    if json_output:
        show_json(payloads.verification(findings, articles))
    else:
        from search.cli import summaries

        show(summaries.verification(findings, articles))
    if findings:
        raise typer.Exit(1)
