"""Commands for an index that many processes fill, gather; and the way back, rollback."""

from __future__ import annotations

import time
from dataclasses import asdict
from pathlib import Path  # noqa: TC003 - typer reads the annotations
from typing import TYPE_CHECKING, Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations
from search.errors import UsageError
from search.settings import DataDirectory

if TYPE_CHECKING:
    from search.engines.opensearch.engine import OpenSearchEngine
    from search.sources.files import Reading
    from search.sources.shards import Shards

Input = Annotated[
    str,
    typer.Argument(
        metavar="INPUT", help="Thư mục hay s3://… mà mọi phần đã đọc (what the parts were of)."
    ),
]
Begin = Annotated[
    bool,
    typer.Option(
        "--begin",
        help="Mở chỉ mục mới cạnh cái đang dùng, để mọi phần điền vào (a new index to be filled).",
    ),
]


def index_part(
    given: str,
    typed: str,
    data: Path | None,
    reading: Reading,
    jobs: int,
    memory: int,
    json_output: bool,  # noqa: FBT001 - as the command has it
) -> bool:
    """Index one part of an input; return whether all was read, and nothing was wrong."""
    from search.cli import intake
    from search.cli.indexing import say_who_writes
    from search.cli.progress import several
    from search.parts import PartIndexer
    from search.sources.shards import PartOf

    began = time.perf_counter()
    part = PartOf.read(typed)
    directory = DataDirectory.resolve(data)
    indexer = PartIndexer(
        _shards(directory, given), part, cluster(directory), reading, jobs, memory, say_who_writes
    )
    with several("Đọc", "Lập chỉ mục", "Nhận ra người") as told:
        report, indexed = indexer.index(*told)
    seconds = time.perf_counter() - began
    intake.tell(report, indexed, seconds, json_output=json_output)
    # a part may be empty, or be run again with nothing new to read
    return not report.quarantined


def gather(
    source: Input, begin: Begin = False, data: Data = None, json_output: Json = False
) -> None:
    """Gộp mọi phần thành một chỉ mục và đưa vào dùng (make one index of all parts).

    Ví dụ (example):  timbao index --part 1/2 tin/; timbao index --part 2/2 tin/; timbao gather tin/
    """
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.gathering import begin_anew
    from search.gathering import gather as gather_all

    directory = DataDirectory.resolve(data)
    engine = cluster(directory)
    if begin:
        generation = begin_anew(engine)
        if json_output:
            show_json({"schema": "timbao.gather/1", "begun": generation})
        else:
            show(f"Đã mở chỉ mục {generation}; hãy chạy lại mọi phần (begun; run every part again)")
        return
    with progress("Gộp người") as told:
        done = gather_all(directory, engine, _shards(directory, source), told)
    if json_output:
        show_json({"schema": "timbao.gather/1", **asdict(done)})
    else:
        show(
            f"Đã đưa chỉ mục {done.generation} vào dùng (in use): {done.parts} phần,"
            f" {done.articles} bài, {done.people} người"
        )


def rollback(data: Data = None, json_output: Json = False) -> None:
    """Trở lại chỉ mục trước lần dựng lại gần nhất (go back to the index before the last rebuild).

    Những bài nhận từ đó đến nay được đưa vào nó trước. (It gets what came in since, first.)
    """
    from search.cli.progress import progress
    from search.cli.terminal import show, show_json
    from search.engines.configuration import engine_of
    from search.gathering import shared_by_parts
    from search.rolling_back import roll_back

    directory = DataDirectory.resolve(data)
    engine = engine_of(directory)
    if shared := shared_by_parts(directory, engine):
        generation = shared.roll_back()
    else:
        with progress("Lập chỉ mục") as told:
            generation = roll_back(directory, engine, told)
    if json_output:
        show_json({"schema": "timbao.rollback/1", "generation": generation})
    else:
        show(f"Đang dùng lại chỉ mục {generation} (in use again)")


def _shards(directory: DataDirectory, given: str) -> Shards:
    from search.sources.shards import shards

    return shards(given, directory.root / "parts")


def cluster(directory: DataDirectory) -> OpenSearchEngine:
    """Return the engine. Raises UsageError unless it is a cluster."""
    from search.engines.configuration import engine_of
    from search.engines.opensearch.engine import OpenSearchEngine

    engine = engine_of(directory)
    if not isinstance(engine, OpenSearchEngine):
        raise UsageError(
            'Chia phần chỉ dùng với cụm: engine = "opensearch" trong timbao.toml',
            'Parts are for a cluster: engine = "opensearch" in timbao.toml',
        )
    return engine
