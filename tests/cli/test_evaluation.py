"""Judging from the command line: for people and programs, and what is wrong with a file."""

from __future__ import annotations

import pytest


@pytest.fixture
def files(tmp_path):
    queries, qrels = tmp_path / "queries.jsonl", tmp_path / "qrels.txt"
    queries.write_text('{"id": "1", "text": "lũ Con Cuông"}\n{"id": "2", "text": "chợ quê"}\n')
    qrels.write_text("1 0 lu-1 1\n2 0 ma 1\n")
    return ["--queries", queries, "--qrels", qrels]


def test_ranking_is_judged_in_the_data_directory_in_use(timbao, newsroom, files):
    given = timbao("eval", "ranking", *files, "--data", newsroom, "--json").json
    assert given["schema"] == "timbao.eval.ranking/1"
    assert (given["ndcg_10"], given["mrr_10"], given["recall_10"]) == (1.0, 1.0, 1.0)
    assert given["queries"] == 2
    assert 0 < given["judged_10"] < 1
    assert timbao("--data", newsroom, "eval", "ranking", *files, "--json").json == given


def test_articles_are_indexed_aside_and_kept_where_asked(timbao, files, articles, tmp_path):
    kept = tmp_path / "kept"
    aside = ["--corpus", f"{articles}:3", "--distractors", articles, "--keep", kept]
    given = timbao("eval", "ranking", *files, *aside, "--json").json
    assert given["ndcg_10"] == 1.0
    assert timbao("eval", "ranking", *files, "--data", kept, "--json").json == given


def test_a_run_is_written_and_compared_with(timbao, newsroom, files, tmp_path):
    run = tmp_path / "run"
    assert timbao("eval", "ranking", *files, "--data", newsroom, "--run", run).code == 0
    lines = run.read_text().splitlines()
    assert lines[0].startswith("1 Q0 lu-1 1 ")
    run.write_text("1 Q0 lu 1 9 x\n2 Q0 ma 1 9 x\n")
    asked = ["eval", "ranking", *files, "--data", newsroom, "--compare", run]
    compared = timbao(*asked, "--json").json["comparison"]
    assert (compared["queries"], compared["better"], compared["worse"]) == (2, 1, 0)
    assert compared["changes"] == [{"query": "1", "before": 0.0, "after": 1.0}]
    assert "0.5000 → 1.0000" in timbao(*asked).out


def test_a_table_shows_ours_beside_the_baselines(timbao, newsroom, files):
    asked = ["eval", "ranking", *files, "--data", newsroom, "--baselines", "--as", "unaccented"]
    shown = timbao(*asked).out
    for part in ("timbao", "sqlite fts5", "bm25, pyvi words", "untuned mix", "nDCG@10"):
        assert part in shown


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--corpus", "a", "--data", "b"], "Either --data, or --corpus"),
        (["--keep", "a"], "--keep needs --corpus"),
        (["--corpus", "nowhere.jsonl"], "No file or folder at nowhere.jsonl"),
        (["--compare", "nowhere.run"], "No file or folder at nowhere.run"),
    ],
)
def test_what_cannot_be_judged_is_said(timbao, files, options, says):
    ran = timbao("eval", "ranking", *files, *options)
    assert ran.code == 2
    assert says in ran.err


def test_a_bad_line_is_named(timbao, newsroom, files):
    files[3].write_text("1 0 lu-1 1\n1 0 lu-2\n")
    ran = timbao("eval", "ranking", *files, "--data", newsroom, "--json")
    assert ran.code == 2
    assert "qrels.txt, line 2: has 3 columns, not 4" in ran.json["message"]


@pytest.fixture
def judged(files, articles):
    folder = files[1].parent
    (folder / "corpus.jsonl").write_bytes(articles.read_bytes())
    return folder


def test_a_table_of_sets_is_markdown(timbao, judged, articles):
    shown = timbao("eval", "table", "--set", judged, "--distractors", f"{articles}:2").out
    assert "**Without accents**" in shown
    assert f"| nDCG@10 | {judged.name}, 2 queries |" in shown
    assert "| untuned mix | " in shown


def test_floors_of_other_data_are_refused_and_lowering_is_part_of_pinning(timbao, judged, articles):
    asked = ["eval", "floors", "--set", judged, "--distractors", articles]
    ran = timbao(*asked)
    assert ran.code == 2
    assert "pin with: --pin" in ran.err
    assert "--lower-floors needs --pin" in timbao(*asked, "--lower-floors").err


def test_known_items_are_shown_by_kind(timbao, articles):
    asked = ["eval", "known-items", "--corpus", articles, "--queries", 2]
    shown = timbao(*asked, "--baseline", "sqlite fts5")
    assert shown.code == 0
    for part in ("success@10", "title, one letter wrong", "timbao, as typed", "sqlite fts5"):
        assert part in shown.out
    assert "No baseline lucene" in timbao(*asked, "--baseline", "lucene").err
