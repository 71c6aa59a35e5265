"""The command about names of before and of today: succession."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import Data, Json, readable
from search.settings import DataDirectory

Name = Annotated[
    str,
    typer.Argument(
        metavar="[NAME]",
        help="Một cơ quan hay địa danh (an organisation or a place); else all but wards.",
        callback=readable,
    ),
]
On = Annotated[
    str,
    typer.Option(
        "--on",
        metavar="DATE",
        help="Tên ấy vào ngày này (the one that had the name on that day).",
        callback=readable,
    ),
]


def succession(name: Name = "", on: On = "", data: Data = None, json_output: Json = False) -> None:
    """Xem tên cũ và tên mới của cơ quan, địa danh (list what became what).

    Ví dụ (example):  timbao succession "Sở KH&CN Nghệ An"
    """
    from search import official_payloads
    from search.cli.terminal import show, show_json
    from search.officials.organisations import organisation
    from search.officials.succession import Succession
    from search.query.periods import period

    known = Succession.of(DataDirectory.resolve(data))
    day = period(on)[0] if on else None
    changes = known.about(organisation(name), day) if name else known.changes
    if json_output:
        show_json(official_payloads.succession(changes))
    else:
        from search.cli import tables

        show(tables.succession(changes))
    if not changes:
        raise typer.Exit(1)
