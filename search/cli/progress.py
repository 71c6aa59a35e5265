"""How far the work is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from search.cli.terminal import error_console, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.following import Progress

_LINE_EVERY_SECONDS = 10.0


@contextmanager
def progress(label: str, expected: Callable[[int], int] | None = None) -> Iterator[Progress]:
    """Yield what to call with ``done`` and ``total``; ``total`` 0 means unknown.

    ``expected`` estimates the total from what is done, where nobody can count it.
    """
    with _bar(label) if error_console().is_terminal else nullcontext(_Lines(label)) as shown:
        yield (lambda done, total: shown(done, total or expected(done))) if expected else shown


@contextmanager
def _bar(label: str) -> Iterator[Progress]:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as RichProgress
    from rich.progress import Task as RichTask
    from rich.text import Text

    class Rate(ProgressColumn):
        """Articles per second."""

        def render(self, task: RichTask) -> Text:
            rate = task.speed or (task.completed / task.elapsed if task.elapsed else 0)
            return Text(f"{rate:.0f} bài/giây", style="dim")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate())
    left = TimeRemainingColumn()
    with RichProgress(*columns, left, console=error_console(), transient=True) as bars:
        task = bars.add_task(label, total=None)

        def advance(done: int, total: int, /) -> None:
            bars.update(task, completed=done, total=total or None)

        yield advance


class _Lines:
    """A line now and then, for a log."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, total: int, /) -> None:
        """Print how far the work is, unless a line was printed just now."""
        now = time.monotonic()
        if now - self._last < _LINE_EVERY_SECONDS:
            return
        self._last = now
        rate = done / (now - self._began)
        of_total = f"/{total}" if total else ""
        note(f"{self._label}: {done}{of_total} bài, {rate:.0f} bài/giây")
