"""The benchmarks as commands: tables for people, keys for programs. No test looks at a time."""

from __future__ import annotations

import pytest

LATENCY = ("bench", "latency", "--queries=2", "--engine=timbao", "--engine=sqlite fts5")
INDEXING = ("bench", "indexing", "--articles=5", "--engine=timbao")
STARTUP = ("bench", "startup", "--runs=1")


def test_latency_gives_p50_and_p95_for_each_engine_and_class(timbao, articles):
    given = timbao(*LATENCY, "--corpus", articles, "--json").json
    assert given["schema"] == "timbao.bench.latency/1"
    assert [each["engine"] for each in given["indexes"]] == ["timbao", "sqlite fts5"]
    assert {each["class"] for each in given["latencies"]} >= {"common", "or_2_3", "unaccented"}
    for each in given["latencies"]:
        assert each["articles"] == 9
        assert 0 <= each["p50_ms"] <= each["p95_ms"]
        assert 0 <= each["cold_p50_ms"] <= each["cold_p95_ms"]


def test_latency_shows_a_table(timbao, articles):
    ran = timbao(*LATENCY, "--corpus", articles)
    assert ran.code == 0
    for part in ("9 articles, hot", "9 articles, cold", "2–3 words", "open, ms", "sqlite fts5"):
        assert part in ran.out


def test_indexing_gives_rates_memory_and_size(timbao, articles):
    given = timbao(*INDEXING, "--corpus", articles, "--json").json
    assert given["schema"] == "timbao.bench.indexing/1"
    assert [(each["name"], each["alone"]) for each in given["rows"]] == [
        ("timbao", False),
        ("timbao, people", False),
        ("timbao, writer", True),
    ]
    assert given["rows"][0].keys() >= {"articles_s", "mb_s", "peak_mb", "index_mb", "index_ratio"}


def test_indexing_shows_a_table(timbao, articles):
    shown = timbao(*INDEXING, "--corpus", articles).out
    assert "timbao, writer" in shown
    assert "/CPU s" in shown


def test_startup_times_whole_processes(timbao, newsroom):
    given = timbao(*STARTUP, "--data", newsroom, "--json").json
    assert given["schema"] == "timbao.bench.startup/1"
    assert {each["name"] for each in given["commands"]} >= {"timbao search", "timbao --help"}
    assert all(each["median_ms"] > 0 for each in given["commands"])


def test_startup_shows_a_table_over_the_data_directory_in_use(timbao, newsroom):
    ran = timbao("--data", newsroom, *STARTUP)
    assert ran.code == 0
    assert "timbao search" in ran.out


@pytest.mark.parametrize("command", [LATENCY, INDEXING])
def test_an_engine_that_is_none_is_refused(timbao, articles, command):
    ran = timbao(*command, "--engine", "lucene", "--corpus", articles)
    assert ran.code == 2
    assert "No engine lucene" in ran.err
