"""Commands that look whether all is well: status and verify."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations
from search.settings import DataDirectory

if TYPE_CHECKING:
    from search.inspection import Finding

_LATEST = 10

Quarantine = Annotated[
    bool,
    typer.Option(
        "--quarantine",
        help="Kê hết những gì không đọc được (all that could not be read, not the latest ten).",
    ),
]

Runs = Annotated[
    bool,
    typer.Option("--runs", help="Các lần nạp và dựng lại (the runs that changed the archive)."),
]

Repair = Annotated[
    bool,
    typer.Option(
        "--repair",
        help="Chỉ mục hỏng thì dựng lại từ kho bài (build a damaged index again).",
    ),
]


def status(
    quarantine: Quarantine = False, runs: Runs = False, data: Data = None, json_output: Json = False
) -> None:
    """Kho bài và chỉ mục có gì (what archive and index hold)."""
    from search import inspection, payloads
    from search.archive.store import Archive
    from search.cli.terminal import show, show_json
    from search.engines.configuration import engine_of

    directory = DataDirectory.resolve(data)
    if runs:
        _show_runs(directory, json_output=json_output)
        return
    known = inspection.status(directory, engine_of(directory))
    with Archive(directory.archive) as archive:
        entries = archive.quarantine.entries(-1 if quarantine or json_output else _LATEST)
    if json_output:
        show_json(payloads.status(known, entries))
    else:
        from search.cli import summaries

        show(summaries.status(known, entries))


def _show_runs(directory: DataDirectory, *, json_output: bool) -> None:
    from search import payloads
    from search.archive.runs import latest_runs
    from search.cli.terminal import show, show_json

    known = latest_runs(directory.archive)
    if json_output:
        show_json(payloads.runs(known))
    else:
        from search.cli import summaries

        show(summaries.runs(known))


def verify(repair: Repair = False, data: Data = None, json_output: Json = False) -> None:
    """Đối chiếu từng bài với chỉ mục (check the index).

    Mã thoát 1 khi có chỗ không khớp. (Exit code 1 where archive and index differ.)
    """
    from search import inspection, payloads
    from search.cli.terminal import show, show_json
    from search.engines.configuration import engine_of

    directory = DataDirectory.resolve(data)
    engine = engine_of(directory)
    repaired: list[Finding] = []
    if repair:
        repaired = [each for each in inspection.damage(directory, engine) if not each.in_archive]
    if repaired:
        _rebuild(data)
    findings = list(inspection.verify(directory, engine))
    articles = inspection.status(directory, engine).counts.articles
    if json_output:
        show_json(payloads.verification(findings, articles, repaired))
    else:
        from search.cli import summaries

        show(summaries.verification(findings, articles, repaired))
    if findings:
        raise typer.Exit(1)


def _rebuild(data: Path | None) -> None:
    from search.cli.indexing import writing
    from search.cli.progress import progress

    with progress("Dựng lại chỉ mục") as building:
        writing(data, None).rebuild(building)
