"""Measurements of engines as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from search.benchmark.first_and_again import FirstAndAgain
    from search.benchmark.indexing import IndexingRow
    from search.benchmark.latency import Latencies, OpenedIndex, Timing
    from search.benchmark.loading import Loading
    from search.benchmark.parity import Parity
    from search.benchmark.startup import StartUp

    #: By engine and class.
    Timings = dict[tuple[str, str], Timing]

_CLASSES = {
    "common": "1 word",
    "or_2_3": "2–3 words",
    "or_8": "8 words",
    "and_3": "all of 3",
    "phrase_3": "phrase",
    "unaccented": "no accents",
    "filter": "one year",
    "facet": "by source",
}


def first_and_again(title: str, rows: Sequence[FirstAndAgain]) -> RenderableType:
    """Return a row for each kind of question."""
    table = Table(title, box=None, header_style="bold")
    for heading in ("queries", "first p50 ms", "first p95 ms", "again p50 ms", "again p95 ms"):
        table.add_column(heading, justify="right")
    for row in rows:
        times = (row.first_p50_ms, row.first_p95_ms, row.p50_ms, row.p95_ms)
        table.add_row(row.name, str(row.queries), *(f"{each:.1f}" for each in times))
    return table


def parity(measured: Parity) -> RenderableType:
    """Return a row for each form of queries, then how soon each engine answers."""
    columns = ["queries", "same matches", "same ten", "refused"]
    table = _table(f"{measured.articles:,} articles", "form", columns)
    rows = [
        (each.form, each.queries, each.same_matches, each.same_pages, each.refused)
        for each in measured.forms
    ]
    for form, *counts in [
        *rows,
        ("all", *(sum(each) for each in list(zip(*rows, strict=True))[1:])),
    ]:
        table.add_row(form, *(f"{each:,}" for each in counts))
    notes = [f"scores differ by {measured.largest_difference:.1e} at most"]
    notes += [
        f"{each.engine}: p50 {each.p50_ms:.1f} ms, p95 {each.p95_ms:.1f} ms"
        for each in measured.times
    ]
    return Group(table, "", *notes, *measured.differing)


def loading(rows: Sequence[Loading]) -> RenderableType:
    """Return a row for each number of processes."""
    table = _table("", "processes", ["articles", "seconds", "/s"])
    for row in rows:
        cells = (f"{row.articles:,}", _short(row.seconds), _short(row.articles_s))
        table.add_row(str(row.processes), *cells)
    return table


def latency(measured: Latencies) -> RenderableType:
    """Return tables for each number of articles: hot, cold, and the indexes."""
    sizes = dict.fromkeys(index.articles for index in measured.indexes)
    return Group(*(_of_size(measured, articles) for articles in sizes))


def _of_size(measured: Latencies, articles: int) -> RenderableType:
    indexes = [each for each in measured.indexes if each.articles == articles]
    timings = {
        (each.engine, each.query_class.value): each
        for each in measured.timings
        if each.articles == articles
    }
    hot, cold = (
        _milliseconds(f"{articles:,} articles, {heat}: p50 / p95 ms", indexes, timings, heat)
        for heat in ("hot", "cold")
    )
    notes = [
        f"{engine} is not waited for with so many articles."
        for of, engine in measured.left_out
        if of == articles
    ]
    if any(_is_short(each, timings) for each in timings.values()):
        notes.append("* fewer queries: see the benchmark's documentation.")
    return Group(hot, "", cold, "", _indexes(indexes), "", *notes)


def _is_short(timing: Timing, timings: Timings) -> bool:
    """Return whether an engine was asked fewer queries of a class than another."""
    most = max(t.queries for t in timings.values() if t.query_class == timing.query_class)
    return timing.queries < most


def _milliseconds(title: str, indexes: list[OpenedIndex], timings: Timings, heat: str) -> Table:
    table = _table(title, "query", [each.engine for each in indexes])
    for query_class, label in _CLASSES.items():
        cells = []
        for index in indexes:
            each = timings.get((index.engine, query_class))
            if each is None:
                cells.append("–")
                continue
            hot, cold = (each.p50_ms, each.p95_ms), (each.cold_p50_ms, each.cold_p95_ms)
            shown = " / ".join(map(_short, hot if heat == "hot" else cold))
            cells.append(f"{shown}{' *' if _is_short(each, timings) else ''}")
        table.add_row(label, *cells)
    return table


def _indexes(indexes: list[OpenedIndex]) -> Table:
    table = _table("", "index", [each.engine for each in indexes])
    table.add_row("open, ms", *(_short(each.open_ms) for each in indexes))
    table.add_row("size, MB", *(f"{each.index_mb:,.1f}" for each in indexes))
    table.add_row(
        "segments", *("–" if each.segments is None else str(each.segments) for each in indexes)
    )
    return table


def indexing(rows: Sequence[IndexingRow]) -> RenderableType:
    """Return two tables: whole trips by the clock, writers alone by the processor."""
    trips = _indexing([row for row in rows if not row.alone], "From file to index:")
    writers = _indexing(
        [row for row in rows if row.alone], "Writers alone, given words, in seconds of processor:"
    )
    return Group(trips, "", writers)


def _indexing(rows: Sequence[IndexingRow], title: str) -> Table:
    columns = ["articles", "/s", "/CPU s", "MB/s", "peak MB", "index MB", "× text", "people"]
    table = _table(title, "engine", columns)
    for row in rows:
        table.add_row(
            row.name,
            f"{row.articles:,}",
            _short(row.articles_s),
            _short(row.articles_cpu_s),
            _short(row.mb_s),
            "–" if row.peak_mb is None else f"{row.peak_mb:,.0f}",
            f"{row.index_mb:,.1f}",
            f"{row.index_ratio:.2f}",
            "–" if row.people_share is None else f"{row.people_share:.0%}",
        )
    return table


def startup(rows: Sequence[StartUp]) -> RenderableType:
    """Return a row for each command."""
    table = _table("", "whole process", ["runs", "median ms", "fastest ms"])
    for row in rows:
        table.add_row(row.name, str(row.runs), f"{row.median_ms:,.0f}", f"{row.least_ms:,.0f}")
    return table


def _table(title: str, first: str, columns: list[str]) -> Table:
    table = Table(title=title or None, title_justify="left", box=None, header_style="bold")
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _short(number: float) -> str:
    """Return three digits that mean something."""
    return f"{number:.2f}" if number < 10 else f"{number:,.0f}"  # noqa: PLR2004 - of a screen
