"""What happens to a cluster costs no article that was accepted, and is told in one line."""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import closing, contextmanager

import pytest

from search.article import Article, Revision
from search.cli.main import run
from search.engines.configuration import engine_of
from search.engines.opensearch.errors import ClusterFull, NodesMissing
from search.hits import Kind, Sort
from search.indexer import Indexer
from search.inspection import verify
from search.query.parser import parse
from search.searcher import Request, Searcher

EACH, BATCHES, KILLED_AFTER = 60, 6, 2
#: Seconds that a cluster is given on a machine that has other things to do.
PATIENCE = 240
#: For a full disk: every disk is fuller than this.
WATERMARKS = ("low", "high", "flood_stage")


def some(batch: int) -> list[Revision]:
    return [
        Revision.of(Article(id=f"a{batch}-{number}", title="Tin", body="nước lên nhanh"))
        for number in range(EACH)
    ]


def add(engine, folder, revisions) -> None:
    writer = engine.writer(folder)
    writer.remove([each.article.id for each in revisions])
    writer.adopt(engine.build(folder, [revisions], 64))
    writer.commit()


def found(reader) -> int:
    options = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 10}
    return reader.search(parse("nước"), **options).total


def elected(engine) -> str:
    """Return the number of the node that the others have elected."""
    [found] = engine._client.cat.cluster_manager(format="json")
    return found["node"].removeprefix("n")


@pytest.fixture
def harmed(cluster):
    """Give the nodes, to be harmed: afterwards all are back."""
    yield cluster
    cluster.do("heal")


@pytest.fixture
def log(capsys):
    """Tell of a failure as it goes, on the terminal too."""

    def tell(text: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n  {text}")

    return tell


@contextmanager
def searching(engine, folder):
    """Search without a pause; give totals and seconds of each search, which must not fail."""
    ended = threading.Event()
    answers: list[tuple[int, float]] = []
    failures: list[Exception] = []

    def go_on() -> None:
        try:
            while not ended.is_set():
                begun = time.monotonic()
                with closing(engine.reader(folder)) as reader:
                    answers.append((found(reader), time.monotonic() - begun))
        except Exception as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        yield answers
    finally:
        ended.set()
        thread.join()
    assert not failures


@pytest.mark.parametrize("managing", [False, True], ids=["data node", "elected manager"])
def test_a_node_killed_in_the_middle_costs_nothing(harmed, on_cluster, tmp_path, managing, log):
    folder = tmp_path / "000001"
    folder.mkdir()
    on_cluster.create(folder)
    manager = elected(on_cluster)
    killed = manager if managing else next(node for node in "123" if node != manager)
    acknowledged = 0
    with searching(on_cluster, folder) as answers:
        for batch in range(BATCHES):
            if batch == KILLED_AFTER:
                before = acknowledged
                while not answers:
                    time.sleep(0.1)
                killing = threading.Timer(0.2, harmed.do, ["kill", killed])
                killing.start()
            add(on_cluster, folder, some(batch))
            acknowledged += EACH
        killing.join()
    begun = time.monotonic()
    harmed.do("heal")
    with closing(on_cluster.reader(folder)) as reader:
        held = {article_id for article_id, *_ in reader.held()}
        total = found(reader)
    log(
        f"n{killed} killed after {before} acknowledged; {acknowledged} at the end, {total} found;"
        f" {len(answers)} searches answered, the slowest after"
        f" {max(seconds for _, seconds in answers):.1f} s; green {time.monotonic() - begun:.0f} s"
        " after the node was started again"
    )
    assert held == {each.article.id for batch in range(BATCHES) for each in some(batch)}
    assert total == acknowledged


@pytest.fixture
def newsroom(data, cluster, monkeypatch):
    """Give a data directory whose index is in the cluster, with some articles."""
    monkeypatch.delenv("TIMBAO_ENGINE", raising=False)
    data.root.mkdir()
    clustered(data, cluster.hosts)
    accept(data, "old").update()
    return data


def clustered(data, hosts, seconds: int = 60) -> None:
    table = f"[opensearch]\nhosts = {json.dumps(hosts)}\ntimeout = {seconds}\n"
    data.configuration.write_text(f'engine = "opensearch"\n{table}')


def accept(data, prefix: str) -> Indexer:
    """Accept articles into the archive; return what brings the index up to it."""
    indexer = Indexer(data, engine_of(data))
    articles = [Article(id=f"{prefix}{number}", title="Tin") for number in range(EACH)]
    indexer.accept(("test", each) for each in articles)
    return indexer


def held(data) -> int:
    assert list(verify(data, engine_of(data))) == []
    with closing(engine_of(data).reader(data.indexes("opensearch") / "000001")) as reader:
        return reader.articles


@pytest.fixture
def refused(capsys):
    """Run ``timbao``, which fails; return the one line that says why."""

    def run_in_vain(*arguments: str) -> str:
        capsys.readouterr()
        assert run(arguments) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        [line] = printed.err.splitlines()
        assert line.startswith("Lỗi: ")
        return line

    return run_in_vain


def test_with_two_of_three_nodes_gone_nothing_is_dropped_in_silence(harmed, newsroom, refused, log):
    for node in "12":
        harmed.do("kill", node)
    indexer = accept(newsroom, "new")
    begun = time.monotonic()
    with pytest.raises(NodesMissing) as caught:
        indexer.update()
    log(f"refused after {time.monotonic() - begun:.0f} s: {caught.value.en}")
    begun = time.monotonic()
    line = refused("search", "tin", "--data", str(newsroom.root))
    log(f"refused after {time.monotonic() - begun:.0f} s: {line}")
    assert "nodes are missing" in line
    harmed.do("heal")
    indexer.update()
    assert held(newsroom) == 2 * EACH


def test_a_node_that_stands_still_is_left_out(harmed, on_cluster, newsroom, refused, log):
    still = elected(on_cluster)
    clustered(newsroom, harmed.hosts, seconds=20)
    harmed.do("pause", still)
    begun = time.monotonic()
    with Searcher.open(newsroom) as searcher:
        assert searcher.search(Request(text="tin")).total == EACH
    log(f"n{still}, the manager, stands still: a search took {time.monotonic() - begun:.0f} s")
    accept(newsroom, "new").update()
    log(f"a commit was done after {time.monotonic() - begun:.0f} s")
    clustered(newsroom, [harmed.hosts[int(still) - 1]], seconds=1)
    line = refused("search", "tin", "--data", str(newsroom.root))
    log(line)
    assert "does not answer" in line
    harmed.do("heal")
    clustered(newsroom, harmed.hosts)
    assert held(newsroom) == 2 * EACH


@pytest.fixture
def full(on_cluster):
    """Give what makes all disks count as full, and what makes them count as empty again."""
    client = on_cluster._client
    disk = "cluster.routing.allocation.disk"

    def change(value: str | None, enabled: str | None) -> None:
        known = {f"{disk}.watermark.{each}": value for each in WATERMARKS}
        settings = {**known, f"{disk}.threshold_enabled": enabled}
        client.cluster.put_settings(body={"persistent": settings})

    yield change
    change(None, None)


def blocks(client) -> tuple[bool, bool]:
    """Return whether an index is closed for writing, and whether none can be made."""
    found = client.indices.get_settings(index="timbao-*", name="index.blocks.*")
    state = client.cluster.get_settings(flat_settings=True)["persistent"]
    return (
        any(each["settings"] for each in found.values()),
        state.get("cluster.blocks.create_index") == "true",
    )


def blocked(client) -> bool:
    """Return whether the cluster has noticed that its disks are full."""
    return all(blocks(client))


def closed(client) -> bool:
    """Return whether it has not yet noticed altogether that they are not full any more."""
    return any(blocks(client))


def until(promised, client) -> float:
    """Wait for what a cluster looks at every half minute; return how many seconds it took."""
    begun = time.monotonic()
    while time.monotonic() - begun < PATIENCE:
        if promised(client):
            return time.monotonic() - begun
        time.sleep(0.5)
    pytest.fail(f"the cluster took longer than {PATIENCE} s")


def test_a_full_disk_is_told_at_once(newsroom, full, on_cluster, refused, log):
    client = on_cluster._client
    indexer = accept(newsroom, "new")
    full("1%", "true")
    log(f"all disks count as full: closed for writing after {until(blocked, client):.0f} s")
    with pytest.raises(ClusterFull) as caught:
        indexer.update()
    log(f"{caught.value.en}")
    line = refused("rebuild", "--data", str(newsroom.root))
    assert "the disks of its nodes are full" in line
    log(line)
    full("99%", "true")
    freed = until(lambda client: not closed(client), client)
    indexer.update()
    log(f"open again {freed:.0f} s after there was room, and what had been refused is there")
    assert held(newsroom) == 2 * EACH
