"""The entry point: the list of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import typer

from search.cli import health, indexing, searching
from search.cli.options import Data  # noqa: TC001 - typer reads the annotations
from search.cli.terminal import complain, show_json
from search.errors import QueryError, SearchError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="timbao",
    help="Tìm Báo: full-text search for Vietnamese news, articles and photo captions.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _command in (
    indexing.index,
    searching.search,
    searching.show,
    indexing.remove,
    indexing.rebuild,
    health.status,
    health.verify,
):
    app.command()(_command)


@app.callback()
def _for_all(context: typer.Context, data: Data = None) -> None:
    if data is not None:
        commands = ("index", "search", "show", "remove", "rebuild", "status", "verify")
        context.default_map = {name: {"data": data} for name in commands}


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 found, 1 nothing found, 2 failed."""
    as_json = "--json" in arguments
    try:
        return int(app(list(arguments), prog_name="timbao", standalone_mode=False) or FOUND)
    except SearchError as error:
        _report(error, as_json=as_json)
    except typer.TyperException as error:
        message = error.format_message() or "timbao --help"
        way = "xem cách dùng: timbao --help"
        _report(UsageError(f"Dùng sai lệnh; {way}", message), as_json=as_json)
    except BrokenPipeError:
        # whoever read our answer has seen enough; keep Python from complaining at its exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except (KeyboardInterrupt, typer.Abort):
        complain("Đã dừng (interrupted)")
        return INTERRUPTED
    return FAILED


def _report(error: SearchError, *, as_json: bool) -> None:
    if as_json:
        from search import payloads

        show_json(payloads.error(error))
        return
    complain(f"Lỗi: {error.vi} ({error.en})")
    if isinstance(error, QueryError) and error.query:
        complain(f"  {error.query}\n  {' ' * error.position}^")


def main() -> None:
    """Run ``timbao``."""
    sys.exit(run(sys.argv[1:]))
