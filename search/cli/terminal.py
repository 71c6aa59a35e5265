"""The two streams: answers on stdout, everything else on stderr; safe for any article's text."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.errors import StorageError
from search.shown_text import safe, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType

__all__ = ["safe", "safe_line"]


class OutputClosed(Exception):
    """Whoever reads our answer has seen enough: ``timbao search … | head``."""


@cache
def console() -> Console:
    """Return the console of answers."""
    return _console(stderr=False)


@cache
def error_console() -> Console:
    """Return the console of progress and notes."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to ``_writing``; rich would end the process here."""
            raise BrokenPipeError

    return _Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def show(renderable: RenderableType) -> None:
    """Print an answer; lines are not wrapped when they go to a file or a pipe."""
    with _writing():
        console().print(renderable, soft_wrap=not sys.stdout.isatty())


def show_text(text: str) -> None:
    """Print an answer that is a file of its own, such as a table, as it is."""
    with _writing():
        sys.stdout.write(text)


def show_json(value: dict[str, Any]) -> None:
    """Print a JSON answer on one line."""
    with _writing():
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


@contextmanager
def _writing() -> Iterator[None]:
    """Write out at once, so that a full disk is an error and not a surprise at the exit."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise OutputClosed from None
    except OSError as error:
        raise StorageError(Path("stdout"), error.strerror or str(error)) from error


def note(text: str) -> None:
    """Say something that is not the answer."""
    error_console().print(safe(text), soft_wrap=True, style="dim")


def complain(text: str) -> None:
    """Say what went wrong."""
    sys.stderr.write(safe(text) + "\n")
