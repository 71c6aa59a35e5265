"""A node that is killed costs no article that was accepted, and no search its answer."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from search.article import Article, Revision
from search.hits import Kind, Sort
from search.query.parser import parse

SOME = 300


def articles(first: int) -> list[Revision]:
    return [
        Revision.of(Article(id=f"a{number}", title=f"Tin số {number}", body="nước lên nhanh"))
        for number in range(first, first + SOME)
    ]


def add(engine, folder, revisions) -> None:
    writer = engine.writer(folder)
    writer.remove([each.article.id for each in revisions])
    writer.adopt(engine.build(folder, [revisions], 64))
    writer.commit()


def found(reader) -> int:
    query = parse("nước")
    return reader.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=10).total


def green(client) -> None:
    asked = "/_cluster/health?wait_for_nodes=3&wait_for_status=green&timeout=120s"
    client.transport.perform_request("GET", asked, params={"request_timeout": 130})


@pytest.fixture
def killed(cluster, on_cluster):
    """Give what kills the elected manager; afterwards it is back, and all copies are there."""
    client = on_cluster.connection.client()
    gone: list[str] = []

    def kill() -> None:
        [elected] = client.cat.cluster_manager(format="json")
        gone.append(elected["node"].removeprefix("n"))
        cluster.do("kill", gone[-1])

    yield kill
    for node in gone:
        cluster.do("restart", node)
    green(client)


def test_nothing_is_lost_with_a_node(on_cluster, killed, tmp_path):
    folder = tmp_path / "000001"
    folder.mkdir()
    on_cluster.create(folder)
    add(on_cluster, folder, articles(0))
    green(on_cluster.connection.client())
    ended = threading.Event()
    totals: list[int] = []

    def go_on_searching() -> None:
        with closing(on_cluster.reader(folder)) as reader:
            while not ended.is_set():
                totals.append(found(reader))

    searching = threading.Thread(target=go_on_searching)
    searching.start()
    try:
        part = on_cluster.build(folder, [articles(SOME)], 64)
        killed()
        writer = on_cluster.writer(folder)
        writer.adopt(part)
        writer.commit()
        with closing(on_cluster.reader(folder)) as reader:
            assert found(reader) == 2 * SOME
            assert {each for each, *_ in reader.held()} == {f"a{n}" for n in range(2 * SOME)}
    finally:
        ended.set()
        searching.join()
    assert totals
    # a search sees the state before the commit, or the one after it where its own was lost
    assert set(totals) <= {SOME, 2 * SOME}
