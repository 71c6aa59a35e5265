from __future__ import annotations

import pytest

from search.errors import UsageError
from search.evaluation.qrels import read_qrels


def test_grades_are_read_by_topic_and_article(tmp_path):
    path = tmp_path / "qrels"
    path.write_text("q 0 a 2\nq\t0\tb\t0\nr 0 a -1\n\n", encoding="utf-8")
    assert read_qrels(path) == {"q": {"a": 2, "b": 0}, "r": {"a": -1}}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("q 0 b", "has 3 columns, not 4"),
        ("q 0 b x", "grade “x” is no whole number"),
        ("q 0 a 0", "a has another grade above"),
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path, line, says):
    path = tmp_path / "qrels"
    path.write_text(f"q 0 a 1\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_qrels(path)
    assert caught.value.en == f"{path}, line 2: {says}"


def test_judgements_of_nothing_relevant_are_refused(tmp_path):
    path = tmp_path / "qrels"
    path.write_text("q 0 a 0\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Nothing is relevant"):
        read_qrels(path)
