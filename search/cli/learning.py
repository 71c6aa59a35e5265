"""Commands that learn from an archive what ships with Tìm Báo: learn names."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from search.cli.options import Data, Json  # noqa: TC001 - typer reads the annotations

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Học từ kho bài (learn from an archive).",
)
Corpus = Annotated[
    str | None,
    typer.Option(
        "--corpus",
        metavar="FILE[:N]",
        help="Học từ các bài này thay cho kho bài (from these articles, not the archive).",
    ),
]
Out = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="Thư mục ghi hai tệp (where to write both).")
]


@app.callback()
def _group() -> None:
    """Keep ``names`` a command of the group."""


@app.command()
def names(out: Out, corpus: Corpus = None, data: Data = None, json_output: Json = False) -> None:
    """Học cách nhận ra tên người (learn to recognise names: a lexicon and a model).

    Both files hold counts and weights only. Needs the extra: pip install 'timbao[train]'
    """
    from search.cli.progress import progress
    from search.cli.terminal import note, show_json
    from search.evaluation.collection import Portion, archived
    from search.officials import name_chain, name_lexicon
    from search.officials.learning.names import learn
    from search.settings import DataDirectory

    directory = DataDirectory.resolve(data)
    articles = Portion.of(corpus).articles() if corpus else archived(directory)
    with progress("Đếm tên") as counting:
        lexicon, chain = learn(articles, counting)
    out.mkdir(parents=True, exist_ok=True)
    written = {
        out / name_lexicon.NAME: lexicon.to_bytes(),
        out / name_chain.NAME: chain.to_bytes(),
    }
    for path, content in written.items():
        path.write_bytes(content)
    if json_output:
        files = [{"path": str(path), "bytes": len(content)} for path, content in written.items()]
        show_json({"schema": "timbao.learn.names/1", "files": files})
    else:
        for path, content in written.items():
            note(f"{path}: {len(content) / 1000:.0f} kB")
