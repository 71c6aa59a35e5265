"""The command that judges recognition: eval mentions."""

from __future__ import annotations

from search.cli.eval_options import ByDocument, ConllFile, Label  # noqa: TC001 - typer reads these
from search.cli.options import Json  # noqa: TC001 - likewise


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
