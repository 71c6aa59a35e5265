"""How files get in: read once, read again after an update, or read as they appear."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.accepting import Report
    from search.indexer import Indexer
    from search.sources.files import Reading, Records


def moment(told: str) -> datetime | None:
    """Return the time that ``--fetched`` names, in Vietnam where it names no zone; None for "".

    Raises UsageError for anything else.
    """
    from search.sources.dates import VIETNAM

    if not told:
        return None
    try:
        named = datetime.fromisoformat(told)
    except ValueError:
        raise UsageError(
            f"--fetched cần thời điểm như 2020-12-30T08:00, không phải “{told}”",
            f"--fetched takes a time like 2020-12-30T08:00, not “{told}”",
        ) from None
    return named if named.tzinfo else named.replace(tzinfo=VIETNAM)


def take_in(
    paths: Sequence[str],
    reading: Reading,
    indexer: Indexer | None,
    processes: int,
    *,
    json_output: bool,
) -> bool:
    """Read files and folders once and tell of it; without an indexer, keep nothing.

    Return whether all was read, and something was there.
    """
    from search.sources.files import Records

    return _take_in(Records(paths, reading, processes=processes), indexer, json_output=json_output)


def _take_in(records: Records, indexer: Indexer | None, *, json_output: bool) -> bool:
    from search.accepting import dry_run as count
    from search.cli.progress import several

    began = time.perf_counter()
    dry_run = indexer is None
    if indexer is None:
        report, indexed = count(records), 0
    else:
        with several("Đọc", "Lập chỉ mục", "Nhận ra người") as (reading, indexing, recognising):
            report, indexed = indexer.index(
                records,
                lambda done, _: reading(done, records.expected(done)),
                indexing,
                recognising,
            )
    seconds = time.perf_counter() - began
    return tell(report, indexed, seconds, dry_run=dry_run, json_output=json_output)


def tell(
    report: Report, indexed: int, seconds: float, *, json_output: bool, dry_run: bool = False
) -> bool:
    """Tell what was read; return whether all of it was, and something was there."""
    from search import payloads
    from search.cli import summaries
    from search.cli.terminal import show, show_json

    if json_output:
        show_json(payloads.report(report, indexed=indexed, seconds=seconds, dry_run=dry_run))
    else:
        summaries.explain_rejected(report, dry_run=dry_run)
        show(summaries.report(report, indexed=indexed, seconds=seconds, dry_run=dry_run))
    return bool(report.outcomes) and not report.quarantined


def to_retry(archive: Path) -> list[str]:
    """Return the files on the disk that something in the quarantine is about.

    Raises ArchiveMissing and its kin.
    """
    from search.archive.store import Archive
    from search.sources.files import on_disk

    with Archive(archive) as opened:
        names = opened.quarantine.files()
    return sorted({str(path) for name in names if (path := on_disk(name))})


def one_folder(paths: Sequence[str], *, retry: bool, dry_run: bool) -> Path:
    """Return the folder to be watched. Raises UsageError for anything else."""
    if len(paths) != 1 or not Path(paths[0]).is_dir() or retry or dry_run:
        raise UsageError(
            "--watch cần đúng một thư mục, không cùng --retry hay --dry-run",
            "--watch takes one folder, and neither --retry nor --dry-run",
        )
    return Path(paths[0])


def keep_up(
    folder: Path, archive: Path, reading: Reading, indexer: Indexer, *, json_output: bool
) -> None:
    """Read what is new or changed in a folder, again and again, until interrupted."""
    from search.cli.terminal import note
    from search.watching import Watcher

    watcher = Watcher(folder, archive, reading)
    note("Đang theo dõi; Ctrl-C để dừng (watching; Ctrl-C stops)")
    for files in watcher.rounds():
        _take_in(watcher.records(files), indexer, json_output=json_output)
        watcher.remember(files)
        sys.stdout.flush()  # whoever reads along in a pipe need not wait for the end
