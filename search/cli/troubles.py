"""typer's complaints about how a command was typed, in our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

# typer's complaints that have no class of their own
_NO_COMMAND = re.compile(r"No such command (?P<name>'.*?')(?:\. Did you mean (?P<near>.*)\?)?")
_EXTRA = re.compile(r"Got unexpected extra arguments?(?:\(s\))? \((?P<extra>.*)\)")


def misuse(error: typer.TyperException, arguments: Sequence[str]) -> UsageError:
    """Return typer's complaint about ``arguments`` as ours, with the help that helps."""
    context = getattr(error, "ctx", None)
    path: str = context.command_path if context else "timbao"
    vi, en = _complaint(error, arguments)
    if path.endswith(" search") and getattr(error, "option_name", "--")[:2] != "--":
        way = "timbao search -- tin -hùng"
        vi, en = f"{vi}; để loại một từ: {way}", f"{en}; to leave a word out: {way}"
    return UsageError(f"{vi}; xem: {path} --help", f"{en}; see: {path} --help")


def _complaint(error: typer.TyperException, arguments: Sequence[str]) -> tuple[str, str]:
    vi, en = "Dùng sai lệnh", " ".join(error.format_message().split()).rstrip(".")
    match type(error).__name__:
        case "NoSuchOption":
            vi, en = _no_such_option(error, arguments)
        case "BadOptionUsage":
            vi = f"Tùy chọn {getattr(error, 'option_name', '')} thiếu giá trị"
        case "MissingParameter":
            vi = f"Thiếu {_parameter(error)}"
        case "BadParameter":
            vi = f"Giá trị của {_parameter(error)} không hợp lệ"
            en = en.replace("Value error, ", "")
        case _:
            if found := _NO_COMMAND.match(en):
                near = f"; gần giống: {found['near']}" if found["near"] else ""
                vi = f"Không có lệnh {found['name']}{near}"
            elif found := _EXTRA.match(en):
                vi = f"Thừa {found['extra']}"
            elif en == "Missing command":
                vi = "Thiếu lệnh"
    return vi, en


def _no_such_option(error: typer.TyperException, arguments: Sequence[str]) -> tuple[str, str]:
    option: str = getattr(error, "option_name", "")
    typed = next((each for each in arguments if each.startswith(option)), option)
    vi, en = f"Không có tùy chọn {typed}", f"No such option: {typed}"
    if near := ", ".join(sorted(getattr(error, "possibilities", None) or ())):
        return f"{vi}; gần giống: {near}", f"{en}; similar: {near}"
    return vi, en


def _parameter(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return "tham số"
    options = [each for each in parameter.opts if each.startswith("-")]
    return options[0] if options else str(parameter.metavar or parameter.name)
