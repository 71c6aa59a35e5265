"""How far the work is: a bar with rate and time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING

from search.cli.terminal import error_console, note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.progress import TaskID

    from search.following import Progress

_LINE_EVERY_SECONDS = 10.0
_ARTICLES = "bài"


@contextmanager
def progress(label: str, unit: str = _ARTICLES) -> Iterator[Progress]:
    """Yield what to call with ``done`` and ``total`` of ``unit``; ``total`` 0 means unknown."""
    with several(label, unit=unit) as [shown]:
        yield shown


@contextmanager
def several(*labels: str, unit: str = _ARTICLES) -> Iterator[list[Progress]]:
    """Yield for each of ``labels`` what ``progress`` does; none is shown before it is called."""
    lines: list[Progress] = [_Lines(label, unit) for label in labels]
    with _bars(labels, unit) if error_console().is_terminal else nullcontext(lines) as shown:
        yield shown


@contextmanager
def _bars(labels: Sequence[str], unit: str) -> Iterator[list[Progress]]:
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
        """How many a second."""

        def render(self, task: RichTask) -> Text:
            rate = task.speed or (task.completed / task.elapsed if task.elapsed else 0)
            return Text(_a_second(rate, unit), style="dim")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate())
    left = TimeRemainingColumn()
    with RichProgress(*columns, left, console=error_console(), transient=True) as bars:
        tasks = [bars.add_task(label, start=False, total=None, visible=False) for label in labels]

        def advance(task: TaskID, done: int, total: int, /) -> None:
            bars.start_task(task)
            bars.update(task, completed=done, total=total or None, visible=True)

        yield [partial(advance, each) for each in tasks]


class _Lines:
    """A line now and then, for a log."""

    def __init__(self, label: str, unit: str) -> None:
        self._label, self._unit = label, unit
        self._began = self._last = time.monotonic()

    def __call__(self, done: int, total: int, /) -> None:
        """Print how far the work is, unless a line was printed just now."""
        now = time.monotonic()
        if now - self._last < _LINE_EVERY_SECONDS:
            return
        self._last = now
        rate = done / (now - self._began)
        of_total = f"/{total}" if total else ""
        said = [f"{done}{of_total} {self._unit}", _a_second(rate, self._unit)]
        note(f"{self._label}: {', '.join(filter(None, said))}")


def _a_second(rate: float, unit: str) -> str:
    return f"{rate:.0f} {unit}/giây" if rate >= 1 else ""
