"""The entry point: the list of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.lazy_commands import lazy_group
from search.cli.options import Data  # noqa: TC001 - typer reads the annotations
from search.cli.terminal import OutputClosed, complain, show_json
from search.collecting import collect_no_more, collect_seldom
from search.errors import (
    DEBUG_VARIABLE,
    InternalError,
    Interrupted,
    QueryError,
    SearchError,
    StorageError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FOUND, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

#: Where the commands are, in the order in which --help lists them.
_COMMANDS = {
    "index": "search.cli.indexing:index",
    "search": "search.cli.searching:search",
    "show": "search.cli.searching:show",
    "duplicates": "search.cli.searching:duplicates",
    "similar": "search.cli.suggesting:similar",
    "suggest": "search.cli.suggesting:suggest",
    "official": "search.cli.officials:official",
    "people": "search.cli.officials:people",
    "remove": "search.cli.indexing:remove",
    "rebuild": "search.cli.indexing:rebuild",
    "rollback": "search.cli.gathering:rollback",
    "gather": "search.cli.gathering:gather",
    "status": "search.cli.health:status",
    "verify": "search.cli.health:verify",
    "abbreviations": "search.cli.language:abbreviations",
    "analyze": "search.cli.language:analyze",
    "succession": "search.cli.succession:succession",
    "serve": "search.cli.serving:serve",
    "bench": "search.cli.bench:app",
    "eval": "search.cli.evaluation:app",
    "learn": "search.cli.learning:app",
}
#: Commands of a group that take --data: before the group's name it is theirs too.
_IN_GROUPS = {
    "bench": ("startup", "suggest", "official", "parity", "loading"),
    "eval": ("ranking",),
    "learn": ("names",),
}

app = typer.Typer(
    name="timbao",
    cls=lazy_group(_COMMANDS),
    help="Tìm Báo: tìm bài và chú thích ảnh trong báo tiếng Việt"
    " (full-text search for Vietnamese news, articles and photo captions).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from importlib.metadata import version

        typer.echo(f"timbao {version('timbao')}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_version, is_eager=True, help="Số phiên bản (version)."),
]


@app.callback()
def _for_all(context: typer.Context, data: Data = None, _wanted: Version = False) -> None:
    if data is not None:
        named = {"data": data}
        of_groups = {name: dict.fromkeys(each, named) for name, each in _IN_GROUPS.items()}
        context.default_map = {**dict.fromkeys(_COMMANDS, named), **of_groups}


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 found, 1 nothing found, 2 failed."""
    if not arguments:
        with redirect_stdout(sys.stderr):
            app(["--help"], prog_name="timbao", standalone_mode=False)
        return FAILED
    as_json = "--json" in takewhile(lambda each: each != "--", arguments)
    try:
        try:
            return _exit_code(arguments)
        except SearchError as error:
            return _report(error, as_json=as_json)
    except OutputClosed:
        # keep Python from complaining at its exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except SearchError as error:  # the report itself could not be written
        return _report(error, as_json=False)


def _exit_code(arguments: Sequence[str]) -> int:
    """Run one command; whatever it raises becomes a SearchError."""
    from search.cli import troubles

    try:
        code = app(list(arguments), prog_name="timbao", standalone_mode=False)
    except (SearchError, OutputClosed):
        raise
    except typer.TyperException as error:
        raise troubles.misuse(error, arguments) from error
    except (KeyboardInterrupt, typer.Abort) as error:
        raise Interrupted from error
    except OSError as error:
        path = Path(str(error.filename or "?"))
        raise StorageError(path, error.strerror or str(error)) from error
    except Exception as error:
        raise InternalError(error) from error
    if code == INTERRUPTED:  # typer hides the KeyboardInterrupt
        raise Interrupted
    return int(code or FOUND)


def _report(error: SearchError, *, as_json: bool) -> int:
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        complain("".join(traceback.format_exception(error)).rstrip())
    if as_json:
        from search import payloads

        show_json(payloads.error(error))
    else:
        label = "" if isinstance(error, Interrupted) else "Lỗi: "
        complain(f"{label}{error.vi} ({error.en})".replace("\n", " "))
        if isinstance(error, QueryError) and error.query:
            from search.cli.caret import pointed_at

            complain("  " + pointed_at(error.query, error.position).replace("\n", "\n  "))
    return INTERRUPTED if isinstance(error, Interrupted) else FAILED


def main() -> None:
    """Run ``timbao``."""
    collect_seldom()
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows is not UTF-8 by itself
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    code = run(sys.argv[1:])
    collect_no_more()
    sys.exit(code)
