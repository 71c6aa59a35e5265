"""The house is built as docs/architecture.md draws it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "search").rglob("*.py"))
MAX_LINES = 250
DRAWERS = re.compile(r"utils?|helpers?|common|base|core|managers?|services?|misc")
TOP_LEVEL = {
    *("README.md", "LICENSE", ".gitignore", "pyproject.toml"),
    *(".ci", "search", "index_data", "tests", "docs"),
}
#: The benchmark asks Whoosh itself, and our executor, with Whoosh's own query objects.
ASK_WHOOSH = {
    "search/benchmark/peers/stock_whoosh.py",
    "search/benchmark/peers/timbao.py",
}
#: The benchmark measures what a plain script does with pyvi.
RUNS_PYVI = "search/benchmark/peers/plain_scripts.py"
SLOW = {
    "whoosh",
    "pyvi",
    "re2",
    "sklearn",
    "scipy",
    "pycrfsuite",
    "numpy",
    "rich",
    "sqlite3",
    "lxml",
}
SLOW |= {"fastapi", "pydantic", "starlette", "uvicorn", "jinja2", "prometheus_client"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(module: Path) -> set[str]:
    """Return the packages that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_first_what_it_is_for(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "begin with a docstring of one line"
    assert tree.body[0].lineno == 1


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_holds_one_idea(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_LINES, "find the second idea in it and give it a module of its own"


def test_nothing_is_a_drawer() -> None:
    paths = [*(ROOT / "search").rglob("*"), *(ROOT / "tests").rglob("*")]
    assert not [path for path in paths if DRAWERS.fullmatch(path.stem.removeprefix("test_"))]


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_third_parties_stay_in_their_rooms(module: Path) -> None:
    names, room = imported(module), name_of(module)
    if not room.startswith("search/engines/whoosh/") and room not in ASK_WHOOSH:
        assert "whoosh" not in names
    if not room.startswith("search/cli/"):
        assert not names & {"typer", "click", "rich"}
    if room != RUNS_PYVI:
        assert "pyvi" not in names, "its files are read, its code is not run"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_room_prints(module: Path) -> None:
    if name_of(module).startswith("search/cli/"):
        return
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id == "print"), f"line {node.lineno}"


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["--version"]])
def test_help_is_quick(arguments: list[str]) -> None:
    script = (
        "import sys; from search.cli.main import run; run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "timbao" in done.stdout
    assert not {module.partition(".")[0] for module in done.stderr.split()} & SLOW


def test_the_top_level_holds_only_what_every_repository_needs() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: nothing says which files belong to the project")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {path.partition("/")[0] for path in listed.stdout.splitlines()} <= TOP_LEVEL
