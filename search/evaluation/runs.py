"""What a system found for each topic, kept in the format of TREC."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.errors import StorageError, UsageError
from search.evaluation.lines import numbered_lines, unreadable_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Ranked(NamedTuple):
    """One article of an answer, and the score that put it there."""

    article_id: str
    score: float


#: The answer to each topic asked, best first.
Run = dict[str, list[Ranked]]
_COLUMNS = 6


def write_run(path: Path, run: Run, tag: str) -> None:
    """Write lines ``topic Q0 article rank score tag``. Raises StorageError and UsageError."""
    lines = [
        f"{_word(topic)} Q0 {_word(each.article_id)} {rank} {each.score:.6f} {tag}\n"
        for topic, ranking in run.items()
        for rank, each in enumerate(ranking, 1)
    ]
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error


def _word(known: str) -> str:
    if len(known.split()) != 1:
        raise UsageError(
            f"Mã “{known}” có khoảng trắng, định dạng TREC không ghi được",
            f"The id “{known}” has white space, which the format of TREC cannot hold",
        )
    return known


def read_run(path: Path) -> Run:
    """Return a run, its articles by score and, where that is the same, by rank.

    Raises SourceMissing, and UsageError for a line that is none.
    """
    found: dict[str, list[tuple[float, int, str]]] = {}
    for number, line in numbered_lines(path):
        columns = line.split()
        if len(columns) != _COLUMNS:
            vi, en = f"có {len(columns)} cột, cần 6", f"has {len(columns)} columns, not 6"
            raise unreadable_line(path, number, vi, en)
        topic, _, article, rank, score, _ = columns
        try:
            found.setdefault(topic, []).append((-float(score), int(rank), article))
        except ValueError as error:
            vi, en = "thứ hạng hay điểm không phải số", "rank or score is no number"
            raise unreadable_line(path, number, vi, en) from error
    return {topic: _ranking(rows) for topic, rows in found.items()}


def _ranking(rows: Sequence[tuple[float, int, str]]) -> list[Ranked]:
    best: dict[str, float] = {}
    for negative, _, article in sorted(rows):
        best.setdefault(article, -negative)
    return [Ranked(*each) for each in best.items()]
