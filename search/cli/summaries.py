"""What a run did and what the data directory holds, as rich shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from search.archive.runs import DONE
from search.archive.store import Outcome
from search.cli.hanging import Hanging
from search.cli.terminal import complain, safe_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.accepting import Report
    from search.archive.quarantine import QuarantineEntry
    from search.archive.repeated_lines import RepeatedLine
    from search.archive.runs import Run
    from search.inspection import Finding, Status

_OUTCOMES = {
    Outcome.NEW: "mới (new)",
    Outcome.CHANGED: "đổi (changed)",
    Outcome.UNCHANGED: "không đổi (unchanged)",
    Outcome.REMOVED: "đã gỡ từ trước (removed before)",
}
_LABEL_WIDTH = 23


def report(done: Report, *, indexed: int, seconds: float, dry_run: bool) -> RenderableType:
    """Return the lines that end a run of indexing."""
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
    ending = f"{indexed} bài vào chỉ mục (indexed) · {seconds:.1f} giây · {rate:.0f} bài/giây"
    return " · ".join(parts) + "\n" + ending


def rebuilding(*, rebuilt: bool, indexed: int, seconds: float) -> RenderableType:
    """Return the line that ends a rebuild, or that says why there was none."""
    if rebuilt:
        done = "Đã dựng chỉ mục mới và đưa vào dùng (rebuilt)"
        return f"{done}: {indexed} bài · {seconds:.1f} giây"
    sound = "Chỉ mục còn tốt, không cần dựng lại (sound, not rebuilt)"
    return f"{sound}: {indexed} bài mới vào (indexed) · {seconds:.1f} giây"


def explain_rejected(done: Report, *, dry_run: bool) -> None:
    """Say on stderr what could not be read, a line each."""
    for each in done.rejected:
        complain(f"{_place(each.file, each.line)}: {safe_line(each.vi)} ({safe_line(each.en)})")
    unsaid = done.quarantined - len(done.rejected)
    if unsaid:
        way = "" if dry_run else "; xem hết bằng: timbao status --quarantine"
        complain(f"… và {unsaid} mục nữa ({unsaid} more){way}")
    if not done.records:
        complain("Không có bài nào để đọc (nothing to read)")


def _place(file: str, line: int | None) -> str:
    return safe_line(file) if line is None else f"{safe_line(file)}:{line}"


def status(known: Status, quarantine: Sequence[QuarantineEntry]) -> RenderableType:
    """Return what archive and index hold and whether they agree."""
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
    table = [Text(f"{label:{_LABEL_WIDTH}}{value}") for label, value in rows]
    repeated = map(_repeated, known.repeated)
    return Group(*table, *repeated, _agreement(known), *(_entry(each) for each in quarantine))


def _repeated(line: RepeatedLine) -> Hanging:
    said = f"{safe_line(line.source)}: bỏ dòng lặp (repeated line left out) ×{line.articles}: "
    return Hanging(Text(said).append(safe_line(line.line), style="dim"), 2)


def runs(known: Sequence[Run]) -> RenderableType:
    """Return the runs that changed the archive, a line each, the last one first."""
    return Group(*map(_run, known)) if known else Text("Chưa có lần chạy nào (no run yet)")


def _run(each: Run) -> Hanging:
    counts = " · ".join(f"{name} {count}" for name, count in each.counts.items() if count)
    ended = "" if each.ended == DONE else f" · {safe_line(each.ended)}"
    head = f"{each.began_at} {each.command} ({each.version}) {each.seconds:.1f} giây"
    return Hanging(Text(f"{head} · {counts or '–'}{ended}"), 2)


def _agreement(known: Status) -> Text:
    if not known.stale:
        return Text("Chỉ mục khớp với kho bài (up to date)", style="green")
    vi = "Chỉ mục chưa dùng được; dựng lại bằng: timbao rebuild"
    if not known.generation:
        vi = "Chưa có chỉ mục; dựng bằng: timbao rebuild"
    elif known.behind:
        vi = f"Còn {known.behind} bài chưa vào chỉ mục; dựng lại bằng: timbao rebuild"
    return Text(f"{vi} ({safe_line(known.why_stale)})", style="yellow")


def _entry(entry: QuarantineEntry) -> Hanging:
    line = Text(f"{_place(entry.file, entry.line)}: {safe_line(entry.vi)}")
    return Hanging(line.append(f" ({safe_line(entry.en)})", style="dim"), 2)


def verification(
    findings: Sequence[Finding], articles: int, repaired: Sequence[Finding] = ()
) -> RenderableType:
    """Return what a comparison of archive and index found, after what of it is mended already."""
    lines = [Text(f"Đã sửa (mended): {_finding(each)}", style="green") for each in repaired]
    lines += [Text(_finding(each)) for each in findings]
    return Group(*lines, _verdict(findings, articles))


def _verdict(findings: Sequence[Finding], articles: int) -> Text:
    if not findings:
        text = f"Đã mở {articles} bài: kho và chỉ mục khớp nhau (archive and index agree)"
        return Text(text, style="green")
    count = len(findings)
    if all(each.in_archive for each in findings):
        way = (
            "kho bài hỏng, hãy thay bằng bản sao lưu",
            "the archive is damaged; put a backup there",
        )
    else:
        way = "sửa bằng: timbao verify --repair", "mend them so"
    return Text(f"{count} chỗ không khớp; {way[0]} ({count} findings; {way[1]})", style="yellow")


def _finding(each: Finding) -> str:
    place = f"{safe_line(each.article_id)}: " if each.article_id else ""
    return f"{place}{safe_line(each.vi)} ({safe_line(each.en)})"
