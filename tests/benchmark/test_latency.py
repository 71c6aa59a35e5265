from __future__ import annotations

from search.benchmark.latency import Comparison, latency
from search.benchmark.queries import QueryClass


def test_every_engine_is_timed_in_every_class_it_has(corpus):
    told = []
    measured = latency(
        Comparison(corpus=corpus, sizes=[40, 80], queries=3, engines=["timbao", "sqlite fts5"]),
        lambda *place: told.append(place),
    )
    assert told[-1] == (24, 24)
    assert [(each.articles, each.engine) for each in measured.indexes] == [
        (size, name) for size in (40, 80) for name in ("timbao", "sqlite fts5")
    ]
    assert all(each.open_ms > 0 and each.index_mb > 0 for each in measured.indexes)
    timed = {(each.articles, each.engine, each.query_class) for each in measured.timings}
    assert len(timed) == len(measured.timings) == 2 * (8 + 7)
    assert (80, "sqlite fts5", QueryClass.UNACCENTED) not in timed
    for each in measured.timings:
        assert each.queries == 3
        assert 0 < each.p50_ms <= each.p95_ms
        assert 0 < each.cold_p50_ms <= each.cold_p95_ms


def test_an_engine_for_which_there_are_too_many_articles_is_left_out(corpus, monkeypatch):
    monkeypatch.setattr("search.benchmark.peers.stock_whoosh.StockWhoosh.most_articles", 50)
    comparison = Comparison(
        corpus=corpus, sizes=[40, 60], queries=1, engines=["sqlite fts5", "whoosh"]
    )
    measured = latency(comparison)
    assert measured.left_out == [(60, "whoosh")]
    assert [each.engine for each in measured.indexes] == ["sqlite fts5", "whoosh", "sqlite fts5"]


def test_no_larger_size_is_tried_than_there_are_articles(corpus):
    comparison = Comparison(corpus=corpus, sizes=[300, 400], queries=1, engines=["timbao"])
    assert [each.articles for each in latency(comparison).indexes] == [240]
