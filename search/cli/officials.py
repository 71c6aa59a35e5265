"""Commands about people: official, people."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.options import Data, Json, readable
from search.errors import UsageError
from search.settings import DataDirectory

Name = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Tên, chức vụ hay mã của một người (name, post or id)."),
]
Office = Annotated[
    str,
    typer.Option(
        "--office",
        help="Chỉ người từng giữ chức hay ở cơ quan này (only who was seen in that post or body).",
        callback=readable,
    ),
]
PeopleShown = Annotated[int, typer.Option("--limit", min=1, help="Nhiều nhất mấy người (people).")]
ArticlesShown = Annotated[
    int, typer.Option("--articles", min=0, help="Nhiều nhất mấy bài của mỗi người (articles each).")
]
NoSuccession = Annotated[
    bool,
    typer.Option("--no-succession", help="Không tìm cả tên cũ của cơ quan (no older names)."),
]
AsCsv = Annotated[bool, typer.Option("--csv", help="In ra bảng CSV (a table for spreadsheets).")]
Merge = Annotated[
    bool, typer.Option("--merge", help="Hai mã đã cho là một người (the two ids are one person).")
]
Split = Annotated[
    bool,
    typer.Option(
        "--split",
        help="Trong các bài đã cho là người khác (ID ARTICLE…: there it is somebody else).",
    ),
]
Organisation = Annotated[
    str,
    typer.Option("--organisation", help="Người ở cơ quan này (in that body).", callback=readable),
]
PlaceName = Annotated[
    str, typer.Option("--place", help="Người giữ chức ở nơi này (there).", callback=readable)
]
First = Annotated[
    str, typer.Option("--from", metavar="DATE", help="Thấy từ ngày này (seen from then on).")
]
Last = Annotated[
    str, typer.Option("--to", metavar="DATE", help="Thấy đến ngày này (seen up to then).")
]
Least = Annotated[
    int, typer.Option("--least", min=1, help="Có ít nhất từng này bài (articles at least).")
]


def official(
    name: Name = None,
    office: Office = "",
    limit: PeopleShown = 10,
    articles: ArticlesShown = 5,
    no_succession: NoSuccession = False,
    merge: Merge = False,
    split: Split = False,
    as_csv: AsCsv = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Xem một người, chức vụ và các bài nhắc tới (who somebody is, and where they are mentioned).

    Ví dụ (example):  timbao official "giám đốc sở tt&tt nghệ an"
    """
    from search import official_payloads, official_table
    from search.cli.terminal import note, show, show_json, show_text
    from search.people import People

    directory = DataDirectory.resolve(data)
    typed = [readable(each) for each in name or ()]
    if not typed:
        raise UsageError("Thiếu tên, chức vụ hay mã", "A name, a post or an id is needed")
    if merge or split:
        person = _decided(directory, typed, merge=merge, split=split)
        typed = [person]
    with People.open(directory) as people:
        found = people.find(
            " ".join(typed),
            office=office,
            limit=limit,
            articles=articles,
            older=not no_succession,
        )
    if json_output:
        show_json(official_payloads.people_page(found))
    elif as_csv:
        show_text(official_table.appearances(found.profiles))
    elif found.profiles:
        from search.cli import profiles

        show(profiles.people_page(found))
    else:
        note(f"Không thấy ai: {' '.join(typed)} (nobody found)")
    if not found.profiles:
        raise typer.Exit(1)


def _decided(data: DataDirectory, typed: list[str], *, merge: bool, split: bool) -> str:
    """Carry out ``--merge`` or ``--split``; return the id of the person it is about."""
    from search.cli.indexing import writing
    from search.deciding import joined, parted

    if merge and split:
        raise UsageError("--merge hay --split, không cả hai", "--merge or --split, not both")
    indexer = writing(data.root)
    if merge:
        if len(typed) != 2:  # noqa: PLR2004
            raise UsageError("--merge cần hai mã người", "--merge needs the ids of two people")
        return joined(data, typed[0], typed[1], indexer.recognise)
    if len(typed) < 2:  # noqa: PLR2004
        raise UsageError(
            "--split cần mã người rồi mã các bài",
            "--split needs a person's id, then the ids of articles",
        )
    return parted(data, typed[0], typed[1:], indexer.recognise)


def people(
    name: Name = None,
    office: Office = "",
    organisation: Organisation = "",
    place: PlaceName = "",
    first: First = "",
    last: Last = "",
    least: Least = 1,
    limit: PeopleShown = 50,
    as_csv: AsCsv = False,
    data: Data = None,
    json_output: Json = False,
) -> None:
    """Liệt kê người theo tên, chức vụ, cơ quan, nơi, thời gian (list people).

    Ví dụ (example):  timbao people --office "giám đốc" --place "Nghệ An"
    """
    from search import official_payloads, official_table
    from search.cli.terminal import note, show, show_json, show_text
    from search.people import People, wanted

    conditions = wanted(f"{office} {organisation}", place, first, last, least)
    typed = " ".join(readable(each) for each in name or ())
    with People.open(DataDirectory.resolve(data)) as known:
        found = known.listed(conditions, limit, typed=typed)
    if json_output:
        show_json(official_payloads.people(found))
    elif as_csv:
        show_text(official_table.people(found))
    elif found:
        from search.cli import profiles

        show(profiles.people(found))
    else:
        note("Không có ai (nobody)")
    if not found:
        raise typer.Exit(1)
