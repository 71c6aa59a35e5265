from __future__ import annotations

import pytest

from search.errors import UsageError
from search.evaluation.runs import Ranked, read_run, write_run

RUN = {"q": [Ranked("b", 3.5), Ranked("c", 2.0), Ranked("a", 2.0)], "r": [Ranked("a", 0.25)]}


def test_a_run_comes_back_as_it_was_written(tmp_path):
    write_run(tmp_path / "run", RUN, "ours")
    assert (tmp_path / "run").read_text().splitlines()[0] == "q Q0 b 1 3.500000 ours"
    assert read_run(tmp_path / "run") == RUN


def test_a_run_of_another_program_is_read_by_score(tmp_path):
    (tmp_path / "run").write_text("q Q0 a 9 1.5 x\nq Q0 b 1 -2 x\nq Q0 c 2 7 x\nq Q0 b 3 1 x\n")
    assert [each.article_id for each in read_run(tmp_path / "run")["q"]] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("line", "says"),
    [("q Q0 b 1 2", "has 5 columns, not 6"), ("q Q0 b one 2 x", "rank or score is no number")],
)
def test_a_bad_line_is_named_with_its_file(tmp_path, line, says):
    (tmp_path / "run").write_text(f"q Q0 a 1 3 x\n{line}\n")
    with pytest.raises(UsageError) as caught:
        read_run(tmp_path / "run")
    assert caught.value.en == f"{tmp_path / 'run'}, line 2: {says}"


def test_an_id_that_the_format_cannot_hold_is_refused(tmp_path):
    with pytest.raises(UsageError, match="white space"):
        write_run(tmp_path / "run", {"q": [Ranked("a b", 1.0)]}, "ours")
