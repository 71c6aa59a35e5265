"""Commands that change what is held: index, remove, rebuild."""

from __future__ import annotations

import time
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.options import Data, DryRun, Json, Yes  # noqa: TC001 - likewise
from search.settings import DataDirectory

if TYPE_CHECKING:
    from search.indexer import Indexer

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input."),
]
FileFormat = Annotated[str, typer.Option("--format", help="auto, text or jsonl.")]
SourceName = Annotated[str, typer.Option("--source", help="The source of articles that name none.")]
ArticleId = Annotated[str, typer.Argument(metavar="ID", help="The id of an article.")]


def index(
    paths: Paths,
    file_format: FileFormat = "auto",
    source: SourceName = "",
    dry_run: DryRun = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Read articles into the archive and the index.

    Example:  timbao index scraped/ more.jsonl.xz
    """
    from search import payloads
    from search.cli import summaries
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.indexer import dry_run as count
    from search.indexer import read

    began = time.perf_counter()
    records = read(paths, file_format=file_format, default_source=source)
    indexed = 0
    with progress("Đọc") as reading:
        report = count(records) if dry_run else _indexer(data).accept(records, reading)
    if not dry_run:
        with progress("Lập chỉ mục") as indexing:
            indexed = _indexer(data).update(indexing)
    seconds = time.perf_counter() - began
    if json_output:
        show_json(payloads.report(report, indexed=indexed, seconds=seconds))
    else:
        summaries.explain_rejected(report)
        show(summaries.report(report, indexed=indexed, seconds=seconds, dry_run=dry_run))
    if not report.outcomes:
        raise typer.Exit(1)


def remove(
    article_id: ArticleId,
    undo: Annotated[bool, typer.Option("--undo", help="Take the tombstone off again.")] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Take an article out of every search.

    Its text stays in the archive under a tombstone, and indexing the same file again does not
    bring it back; --undo does.
    """
    from search.archive.store import Archive
    from search.cli.terminal import show, show_json

    done = "khôi phục" if undo else "gỡ"
    if not undo:
        with Archive(DataDirectory.resolve(data).archive) as archive:
            title = archive.article(article_id).title
        if not (yes or dry_run):
            typer.confirm(f"Gỡ bài «{title}»? (remove it?)", abort=True, err=True)
    if not dry_run:
        indexer = _indexer(data)
        (indexer.restore if undo else indexer.remove)(article_id)
    if json_output:
        state = {"article_id": article_id, "removed": not undo, "dry_run": dry_run}
        show_json({"schema": "timbao.remove/1", **state})
    else:
        show(f"{'Sẽ' if dry_run else 'Đã'} {done} bài {article_id}")


def rebuild(data: Data = None, json_output: Json = False) -> None:
    """Build the index again from the archive.

    Searches go on in the old index until the new one is whole.
    """
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json

    began = time.perf_counter()
    with progress("Dựng lại chỉ mục") as building:
        indexed = _indexer(data).rebuild(building)
    seconds = round(time.perf_counter() - began, 2)
    if json_output:
        show_json({"schema": "timbao.rebuild/1", "indexed": indexed, "seconds": seconds})
    else:
        show(f"Đã dựng chỉ mục mới gồm {indexed} bài trong {seconds:.1f} giây và đưa vào dùng")


def _indexer(data: Path | None) -> Indexer:
    from search.engines.opening import default_engine
    from search.indexer import Indexer
    from search.vietnamese.analyzer import default_analyzer

    return Indexer(DataDirectory.resolve(data), default_engine(), default_analyzer())
