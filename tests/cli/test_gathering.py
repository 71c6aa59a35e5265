"""Promises of gather and rollback, and of index --part, where there is no cluster."""

from __future__ import annotations

import pytest


def test_rollback_goes_back_and_says_to_what(timbao, data):
    before = timbao("status", "--data", data, "--json").json["generation"]
    assert timbao("rebuild", "--data", data).code == 0
    back = timbao("rollback", "--data", data, "--json")
    assert back.json == {"schema": "timbao.rollback/1", "generation": before}
    assert timbao("status", "--data", data, "--json").json["generation"] == before
    assert timbao("search", "lê bá hùng", "--data", data).code == 0


def test_there_is_nothing_to_go_back_to_twice(timbao, data):
    timbao("rebuild", "--data", data)
    timbao("rollback", "--data", data)
    again = timbao("rollback", "--data", data)
    assert (again.code, again.out) == (2, "")
    assert "timbao rebuild" in again.err


@pytest.mark.parametrize("words", [("gather",), ("index", "--part", "1/2")])
def test_parts_need_a_cluster(timbao, data, tmp_path, words):
    ran = timbao(*words, tmp_path, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "timbao.toml" in ran.err


@pytest.mark.parametrize("more", [("other",), ("--watch",), ("--retry",), ("--dry-run",)])
def test_a_part_is_of_one_input(timbao, data, tmp_path, more):
    ran = timbao("index", "--part", "1/2", tmp_path, *more, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert "--part" in ran.err


@pytest.mark.parametrize("part", ["0/2", "3/2", "x", "1"])
def test_a_part_is_counted(timbao, data, tmp_path, part):
    ran = timbao("index", "--part", part, tmp_path, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert part in ran.err


def test_parts_need_a_name_that_they_share(timbao, tmp_path):
    pytest.importorskip("opensearchpy")
    (tmp_path / "timbao.toml").write_text('engine = "opensearch"\n')
    ran = timbao("index", "--part", "1/2", tmp_path, "--data", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "[opensearch]" in ran.err
