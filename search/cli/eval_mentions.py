"""Commands that judge recognition: eval mentions, eval judging."""

from __future__ import annotations

from typing import Annotated

import typer

from search.cli.eval_options import (  # noqa: TC001 - typer reads the annotations
    Articles,
    ByDocument,
    ConllFile,
    Label,
    Seed,
)
from search.cli.options import Json  # noqa: TC001 - likewise
from search.evaluation.judging import Claim

Kind = Annotated[
    Claim, typer.Option("--claim", help="Điều được xem lại (what is judged): posts, short-names.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, help="Số mẫu (how many).")]


def mentions(
    file: ConllFile,
    label: Label = "PERSON",
    document: ByDocument = False,
    json_output: Json = False,
) -> None:
    """Chấm việc nhận ra người trong bài (judge the recognition of people: precision, recall, F1).

    Spans must agree exactly. With the label PERSONTYPE offices are judged, apart from occupations.
    """
    from search import eval_payloads
    from search.cli.terminal import show, show_json
    from search.evaluation.conll import read_conll
    from search.evaluation.mentions import score_mentions

    sentences = read_conll(file, label)
    scores = score_mentions(sentences, label, by_document=document)
    if json_output:
        show_json(eval_payloads.mentions(scores, label))
    else:
        from search.cli import eval_tables

        show(eval_tables.mentions(scores, label))


def judging(
    corpus: Articles,
    claim: Kind = Claim.POSTS,
    limit: Limit = 200,
    seed: Seed = 1,
    json_output: Json = False,
) -> None:
    """Rút mẫu để người đọc chấm (a random sample of what is claimed of people, to be read).

    A claim a line: the person, what is claimed, the text that shows it.
    """
    from search import eval_payloads
    from search.cli.terminal import show, show_json
    from search.evaluation.collection import Portion
    from search.evaluation.judging import sample

    drawn = sample(Portion.of(str(corpus)).articles(), claim, limit, seed)
    if json_output:
        show_json(eval_payloads.judging(drawn, claim))
    else:
        from search.cli import eval_tables

        show(eval_tables.judging(drawn))
    if not drawn.drawn:
        raise typer.Exit(1)
