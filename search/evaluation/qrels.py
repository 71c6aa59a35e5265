"""Which articles are relevant to which topics: judgements in the format of TREC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import UsageError
from search.evaluation.lines import numbered_lines, unreadable_line

if TYPE_CHECKING:
    from pathlib import Path

#: By topic and article: over 0 is relevant, and the more the better.
Qrels = dict[str, dict[str, int]]
_COLUMNS = 4


def read_qrels(path: Path) -> Qrels:
    """Return the judgements of a file of lines ``topic iteration article grade``.

    Raises SourceMissing, and UsageError for a line that is none and where nothing is relevant.
    """
    qrels: Qrels = {}
    for number, line in numbered_lines(path):
        columns = line.split()
        if len(columns) != _COLUMNS:
            vi, en = f"có {len(columns)} cột, cần 4", f"has {len(columns)} columns, not 4"
            raise unreadable_line(path, number, vi, en)
        topic, _, article, grade = columns
        try:
            judged = int(grade)
        except ValueError as error:
            vi, en = f"điểm “{grade}” không phải số nguyên", f"grade “{grade}” is no whole number"
            raise unreadable_line(path, number, vi, en) from error
        if qrels.setdefault(topic, {}).setdefault(article, judged) != judged:
            vi, en = f"{article} đã có điểm khác ở trên", f"{article} has another grade above"
            raise unreadable_line(path, number, vi, en)
    if not any(grade > 0 for judged in qrels.values() for grade in judged.values()):
        raise UsageError(f"Không có bài nào phù hợp trong {path}", f"Nothing is relevant in {path}")
    return qrels
