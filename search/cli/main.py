"""The entry point: the list of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import redirect_stdout
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli import (
    bench,
    evaluation,
    gathering,
    health,
    indexing,
    language,
    learning,
    officials,
    searching,
    serving,
    succession,
    suggesting,
)
from search.cli.options import Data  # noqa: TC001 - typer reads the annotations
from search.cli.terminal import OutputClosed, complain, show_json
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

#: A search makes a hundred thousand objects that stay: looking for garbage among them every 700,
#: as Python does, costs a twentieth of its time.
_OBJECTS_BEFORE_COLLECTING = 50_000

FOUND, NOTHING_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="timbao",
    help="Tìm Báo: tìm bài và chú thích ảnh trong báo tiếng Việt"
    " (full-text search for Vietnamese news, articles and photo captions).",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_COMMANDS = (
    indexing.index,
    searching.search,
    searching.show,
    searching.duplicates,
    suggesting.similar,
    suggesting.suggest,
    officials.official,
    officials.people,
    indexing.remove,
    indexing.rebuild,
    gathering.rollback,
    gathering.gather,
    health.status,
    health.verify,
    language.abbreviations,
    language.analyze,
    succession.succession,
    serving.serve,
)
for _command in _COMMANDS:
    app.command()(_command)
app.add_typer(bench.app, name="bench")
app.add_typer(evaluation.app, name="eval")
app.add_typer(learning.app, name="learn")


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
        context.default_map = {each.__name__: named for each in _COMMANDS}
        context.default_map["bench"] = dict.fromkeys(
            ("startup", "suggest", "official", "parity", "loading"), named
        )
        context.default_map["eval"] = {"ranking": named}
        context.default_map["learn"] = {"names": named}


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
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows is not UTF-8 by itself
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:]))
