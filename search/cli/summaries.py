"""What a run did and what the data directory holds, as rich shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from search.archive.store import Outcome
from search.cli.terminal import complain, safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.archive.quarantine import QuarantineEntry
    from search.indexer import Report
    from search.inspection import Finding, Status

_OUTCOMES = {
    Outcome.NEW: "mới (new)",
    Outcome.CHANGED: "đổi (changed)",
    Outcome.UNCHANGED: "không đổi (unchanged)",
    Outcome.REMOVED: "đã gỡ từ trước (removed before)",
}


def report(done: Report, *, indexed: int, seconds: float, dry_run: bool) -> RenderableType:
    """Return the line that ends a run of indexing."""
    if dry_run:
        found = done.outcomes.total()
        return f"Đọc thử (dry run): {found} bài, cách ly (quarantined) {done.quarantined}"
    parts = [
        f"{label} {done.outcomes[outcome]}"
        for outcome, label in _OUTCOMES.items()
        if outcome is not Outcome.REMOVED or done.outcomes[outcome]
    ]
    parts.append(f"cách ly (quarantined) {done.quarantined}")
    rate = done.outcomes.total() / seconds if seconds else 0
    ending = f"{indexed} bài vào chỉ mục (indexed) · {seconds:.1f} giây · {rate:,.0f} bài/giây"
    return " · ".join(parts) + "\n" + ending


def explain_rejected(done: Report) -> None:
    """Say on stderr what could not be read, a line each."""
    for each in done.rejected:
        complain(_place(each.file, each.line) + f": {each.vi} ({each.en})")
    unsaid = done.quarantined - len(done.rejected)
    if unsaid:
        complain(f"… và {unsaid} mục nữa; xem hết bằng: timbao status --quarantine")


def _place(file: str, line: int | None) -> str:
    return file if line is None else f"{file}:{line}"


def status(known: Status, quarantine: Sequence[QuarantineEntry]) -> RenderableType:
    """Return what archive and index hold and whether they agree."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    counts = known.counts
    rows = [
        ("Bài (articles)", counts.articles),
        ("Ảnh (captions)", counts.captions),
        ("Bản lưu (revisions)", counts.revisions),
        ("Đã gỡ (removed)", counts.removed),
        ("Cách ly (quarantined)", counts.quarantined),
        ("Bộ máy (engine)", known.engine),
        ("Chỉ mục (index)", known.generation or "chưa có (none)"),
        ("Dựng lúc (built at)", known.built_at or "–"),
    ]
    for label, value in rows:
        table.add_row(label, str(value))
    state = Text("Chỉ mục khớp với kho bài (up to date)", style="green")
    if known.stale:
        state = Text(f"Chỉ mục chưa khớp với kho bài: {known.why_stale}", style="yellow")
    return Group(table, state, *(_entry(each) for each in quarantine))


def _entry(entry: QuarantineEntry) -> Text:
    line = Text(f"  {_place(safe(entry.file), entry.line)}: {safe(entry.vi)}")
    line.append(f" ({safe(entry.en)})", style="dim")
    return line


def verification(findings: Sequence[Finding], articles: int) -> RenderableType:
    """Return what a comparison of archive and index found."""
    if not findings:
        text = f"Đã mở {articles} bài: kho và chỉ mục khớp nhau (archive and index agree)"
        return Text(text, style="green")
    lines = [Text(f"{safe(each.article_id)}: {each.vi} ({each.en})") for each in findings]
    mend = Text(f"{len(findings)} chỗ không khớp; sửa bằng: timbao rebuild", style="yellow")
    return Group(*lines, mend)
