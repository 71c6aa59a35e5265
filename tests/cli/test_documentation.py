"""The command line and its page in docs/ name the same things."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from search.cli.main import app

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"


def _names(command, path):
    if path != "timbao":
        yield path
    for parameter in command.params:
        yield from (option for option in parameter.opts if option.startswith("-"))
    for name, each in getattr(command, "commands", {}).items():
        yield from _names(each, f"{path} {name}")


@pytest.mark.parametrize("name", sorted(set(_names(typer.main.get_command(app), "timbao"))))
def test_every_command_and_option_is_documented(name):
    assert name in PAGE.read_text(encoding="utf-8")
