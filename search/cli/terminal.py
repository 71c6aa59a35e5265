"""The two streams: answers on stdout, everything else on stderr; safe for any article's text."""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

# an article may hold escape sequences and right-to-left overrides; a terminal would obey them
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNWRAPPED = 1_000_000


def safe(text: str) -> str:
    """Return ``text``, of the same length, with U+FFFD for every control character."""
    return _CONTROL.sub("\ufffd", text)


@cache
def console() -> Console:
    """Return the console of answers."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _UNWRAPPED
    return Console(highlight=False, markup=False, emoji=False, width=width)


@cache
def error_console() -> Console:
    """Return the console of progress, notes and errors."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def show(renderable: RenderableType) -> None:
    """Print an answer; lines are not wrapped when they go to a file or a pipe."""
    console().print(renderable)


def show_json(value: dict[str, Any]) -> None:
    """Print a JSON answer on one line."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def note(text: str) -> None:
    """Say something that is not the answer."""
    error_console().print(safe(text), soft_wrap=True, style="dim")


def complain(text: str) -> None:
    """Say what went wrong."""
    sys.stderr.write(safe(text) + "\n")
