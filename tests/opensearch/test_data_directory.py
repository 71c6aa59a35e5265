"""With a line in ``timbao.toml`` everything that a data directory is for happens in a cluster."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from search.engines.configuration import engine_of
from search.errors import IndexTrouble
from search.hits import Kind
from search.indexer import Indexer, silent
from search.inspection import verify
from search.request import Request
from search.rolling_back import roll_back
from search.searcher import Searcher


@pytest.fixture
def clustered(data, cluster, monkeypatch):
    pytest.importorskip("opensearchpy")
    monkeypatch.delenv("TIMBAO_ENGINE", raising=False)
    data.root.mkdir()
    hosts = json.dumps(cluster.hosts)
    data.configuration.write_text(f'engine = "opensearch"\n[opensearch]\nhosts = {hosts}\n')
    return data


def found(data, text: str, kind: Kind = Kind.ARTICLE) -> list[str]:
    with Searcher.open(data) as searcher:
        return sorted(hit.article.id for hit in searcher.search(Request(text=text, kind=kind)).hits)


def indexes(data) -> set[str]:
    client = engine_of(data).connection.client()
    family = (data.indexes("opensearch") / "family").read_text()
    return set(client.indices.get(index=f"timbao-{family}-*"))


def test_articles_come_change_and_go(clustered, make_article):
    indexer = Indexer(clustered, engine_of(clustered))
    two = [make_article("a", title="Lũ ở Đà Nẵng", captions=["Nước lên"]), make_article("b")]
    indexer.index(("test", each) for each in two)
    assert found(clustered, "da nang") == ["a"]
    assert found(clustered, "nước", Kind.CAPTION) == ["a"]
    indexer.index([("test", make_article("b", title="Nắng ở Đà Nẵng"))])
    assert found(clustered, "đà nẵng") == ["a", "b"]
    indexer.remove("a")
    assert found(clustered, "đà nẵng") == ["b"]
    assert list(verify(clustered, engine_of(clustered))) == []


def test_a_rebuild_is_an_index_of_its_own_and_the_oldest_is_deleted(clustered, make_article):
    indexer = Indexer(clustered, engine_of(clustered))
    indexer.index([("test", make_article("a"))])
    for _ in range(3):
        indexer.rebuild()
        assert found(clustered, "tin") == ["a"]
    # four were made: the one in use, the one before, and one that goes with the next rebuild
    assert len(indexes(clustered)) <= 3


def test_an_article_that_comes_during_a_rebuild_is_in_both_indexes(clustered, make_article):
    Indexer(clustered, engine_of(clustered)).index([("test", make_article("a"))])
    waits = Event()

    def come() -> None:
        other = Indexer(clustered, engine_of(clustered), waiting=lambda _: waits.set())
        other.index([("test", make_article("b"))])

    coming = []
    with ThreadPoolExecutor(1) as pool:

        def progress(*_: int) -> None:
            if not coming:  # in the middle of the rebuild
                coming.append(pool.submit(come))
                assert waits.wait(60)
                assert found(clustered, "tin") == ["a"]

        Indexer(clustered, engine_of(clustered)).rebuild(progress)
        coming[0].result()
    assert found(clustered, "tin") == ["a", "b"]
    roll_back(clustered, engine_of(clustered), silent)
    assert found(clustered, "tin") == ["a", "b"]
    assert list(verify(clustered, engine_of(clustered))) == []


def test_an_index_that_the_cluster_has_lost_is_built_again(clustered, make_article):
    indexer = Indexer(clustered, engine_of(clustered))
    indexer.index([("test", make_article("a"))])
    client = engine_of(clustered).connection.client()
    for each in indexes(clustered):
        client.indices.delete(index=each)
    with pytest.raises(IndexTrouble, match="timbao rebuild"):
        found(clustered, "tin")
    indexer.rebuild()
    assert found(clustered, "tin") == ["a"]
