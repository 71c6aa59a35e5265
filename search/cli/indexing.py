"""Commands that change what is held: index, remove, rebuild."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.options import ArticleId, Data, DryRun, Jobs, Json, Memory, Yes, readable
from search.errors import UsageError
from search.settings import MEMORY_MB, DataDirectory

if TYPE_CHECKING:
    from search.indexer import Indexer

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH", help="Tệp, thư mục, hay - là đầu vào chuẩn (files, folders, - is stdin)."
    ),
]
FileFormat = Annotated[
    str,
    typer.Option(
        "--format",
        help="Định dạng tệp auto, text, html, jsonl, json, csv, feed, markdown, zip, tar, warc.",
    ),
]
SourceName = Annotated[
    str,
    typer.Option(
        "--source",
        help="Tên báo cho bài không ghi báo nào (where an article has none).",
        callback=readable,
    ),
]
Names = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME",
        help="Tệp gọi trường này là gì: --map title=headline (what files call a field).",
        show_default=False,
    ),
]
Fetched = Annotated[
    str,
    typer.Option(
        "--fetched",
        metavar="TIME",
        help="Lúc tải các tệp, cho “3 giờ trước”: 2020-12-30T08:00 (when files were fetched).",
        show_default=False,
    ),
]
Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        help="Theo dõi một thư mục, có tệp mới thì nạp, đến khi Ctrl-C (keep up with a folder).",
    ),
]
Retry = Annotated[
    bool, typer.Option("--retry", help="Đọc lại những tệp đang cách ly (quarantined files again).")
]
Part = Annotated[
    str,
    typer.Option(
        "--part",
        metavar="I/N",
        help="Chỉ phần I trong N phần của một thư mục hay s3://… vào cụm (one part, to a cluster).",
    ),
]
IfNeeded = Annotated[
    bool,
    typer.Option(
        "--if-needed",
        help="Chỉ dựng lại khi chỉ mục không còn dùng được (only where the index does not fit).",
    ),
]
Undo = Annotated[
    bool, typer.Option("--undo", help="Đưa bài đã gỡ trở lại (bring a removed article back).")
]


def index(
    paths: Paths = None,
    file_format: FileFormat = "auto",
    source: SourceName = "",
    names: Names = None,
    fetched: Fetched = "",
    watch: Watch = False,
    retry: Retry = False,
    part: Part = "",
    dry_run: DryRun = False,
    jobs: Jobs = None,
    memory: Memory = MEMORY_MB,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Nạp bài vào kho và chỉ mục (read articles and index them).

    Ví dụ (example):  timbao index scraped/ more.jsonl.xz
    """
    from search.cli import intake
    from search.sources.field_names import mapping
    from search.sources.files import Reading

    given = list(paths or [])
    reading = Reading(file_format, source, mapping(names or []), intake.moment(fetched))
    if part:
        from search.cli.gathering import index_part

        if watch or retry or dry_run or len(given) != 1:
            raise UsageError(
                "--part cần đúng một thư mục hay s3://…, không cùng --watch, --retry, --dry-run",
                "--part takes one folder or s3://…, and no --watch, --retry or --dry-run",
            )
        if not index_part(given[0], part, data, reading, jobs or 1, memory, json_output):
            raise typer.Exit(1)
        return
    if watch:
        intake.keep_up(
            intake.one_folder(given, retry=retry, dry_run=dry_run),
            DataDirectory.resolve(data).archive,
            reading,
            writing(data, jobs, memory),
            json_output=json_output,
        )
        return
    if retry:
        given += intake.to_retry(DataDirectory.resolve(data).archive)
    elif not given:
        raise UsageError("Hãy nêu tệp hay thư mục cần nạp", "Name the files or folders to read")
    indexer = None if dry_run else writing(data, jobs, memory)
    processes = jobs or _processors()
    if not intake.take_in(given, reading, indexer, processes, json_output=json_output):
        raise typer.Exit(1)


def remove(
    article_id: ArticleId,
    undo: Undo = False,
    yes: Yes = False,
    dry_run: DryRun = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Gỡ một bài khỏi kết quả tìm (take an article out).

    Bài vẫn nằm trong kho, nạp lại cùng tệp không đưa bài trở lại; --undo thì có. (Its text stays
    in the archive under a tombstone; indexing its file again does not bring it back, --undo does.)
    """
    from search.archive.store import Archive
    from search.cli.terminal import show, show_json

    done = "khôi phục" if undo else "gỡ"
    if not undo:
        with Archive(DataDirectory.resolve(data).archive) as archive:
            title = archive.article(article_id).title
        if not (yes or dry_run or _agreed(title)):
            raise typer.Exit(1)
    if not dry_run:
        indexer = writing(data)
        (indexer.restore if undo else indexer.remove)(article_id)
    if json_output:
        state = {"article_id": article_id, "removed": not undo, "dry_run": dry_run}
        show_json({"schema": "timbao.remove/1", **state})
    else:
        english = "restored" if undo else "removed"
        english = f"would be {english}" if dry_run else english
        show(f"{'Sẽ' if dry_run else 'Đã'} {done} bài {article_id} ({english})")


def _agreed(title: str) -> bool:
    from search.cli.terminal import safe_line

    if not sys.stdin.isatty():
        raise UsageError("Hãy thêm --yes để gỡ mà không hỏi", "Add --yes to remove without asking")
    return typer.confirm(f"Gỡ bài «{safe_line(title)}»? (remove it?)", err=True)


def rebuild(
    if_needed: IfNeeded = False,
    jobs: Jobs = None,
    memory: Memory = MEMORY_MB,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Dựng lại chỉ mục từ kho bài (build the index again).

    Trong lúc đó vẫn tìm được bằng chỉ mục cũ; bị ngắt thì lần sau làm tiếp. (Searches go on in the
    old index meanwhile; an interrupted run is gone on with.)
    """
    from search import payloads
    from search.cli import summaries
    from search.cli.progress import several
    from search.cli.terminal import show, show_json

    began = time.perf_counter()
    indexer = writing(data, jobs, memory)
    with several("Dựng lại chỉ mục", "Nhận ra người") as told:
        rebuilt, indexed = indexer.renew(*told) if if_needed else (True, indexer.rebuild(*told))
    seconds = time.perf_counter() - began
    if json_output:
        show_json(payloads.rebuilding(rebuilt=rebuilt, indexed=indexed, seconds=seconds))
    else:
        show(summaries.rebuilding(rebuilt=rebuilt, indexed=indexed, seconds=seconds))


def writing(data: Path | None, jobs: int | None = 1, memory_mb: int = MEMORY_MB) -> Indexer:
    """Return what writes to ``data`` with ``jobs`` processes, None for one on each processor."""
    from search.engines.configuration import engine_of
    from search.indexer import Indexer

    directory = DataDirectory.resolve(data)
    return Indexer(
        directory,
        engine_of(directory),
        jobs=jobs or _processors(),
        memory_mb=memory_mb,
        waiting=say_who_writes,
    )


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def say_who_writes(holder: str) -> None:
    """Tell whose writing is waited for."""
    from search.cli.terminal import note

    process, _, since = holder.partition(", ")
    note(
        f"Tiến trình {process} đang ghi vào thư mục dữ liệu từ {since or '?'}; lệnh này đợi"
        f" (process {process} has been writing there since {since or '?'}; this one waits)"
    )
