"""timbao serve as a process: new indexes without a restart, several workers, an orderly end."""

from __future__ import annotations

import signal
import threading
import time

import httpx2
import pytest

from search.archive.store import Archive
from search.cli.main import run
from search.engines.opening import default_engine
from search.indexer import Indexer
from search.settings import DataDirectory
from tests.web.conftest import client_of, index, serving


@pytest.fixture
def changing(tmp_path, articles):
    """Return a data directory with two articles, to be changed."""
    data = DataDirectory(tmp_path / "data")
    index(data, articles[:2])
    return data


def total(client, query="lũ"):
    return client.get("/api/search", params={"q": query}).json()["total"]


def test_a_new_index_is_taken_up_without_a_restart(changing, articles):
    with client_of(changing) as client:
        assert total(client) == 1
        index(changing, articles[2:4])
        assert total(client) == 3
        Indexer(changing, default_engine()).rebuild()
        assert total(client) == 3
        with Archive(changing.archive) as archive:
            archive.remove(articles[1].id)
        Indexer(changing, default_engine()).update()
        assert total(client) == 2


def test_an_index_that_is_lost_goes_on_serving_where_it_is_open(changing):
    with client_of(changing) as client:
        client.get("/healthz")
        assert {total(client) for _ in range(20)} == {1}  # either thread has it open
        (changing.indexes("whoosh") / "CURRENT").unlink()
        assert total(client) == 1


def test_without_an_archive_the_page_says_how_to_begin(tmp_path, articles):
    data = DataDirectory(tmp_path / "none")
    with client_of(data) as client:
        page = client.get("/")
        assert page.status_code == 503
        assert "timbao index ĐƯỜNG_DẪN" in page.text
        problem = client.get("/api/search?q=a").json()
        assert problem["error"] == "ArchiveMissing"
        index(data, articles[:2])
        assert total(client) == 1


def test_workers_share_a_port_and_their_metrics(newsroom):
    with serving(newsroom, "--workers=2") as (address, process):
        with httpx2.Client(base_url=address, timeout=30) as client:
            for _ in range(4):
                assert total(client) == 6
            asked = 'timbao_requests_total{route="/api/search",status="200"} 4.0'
            assert asked in client.get("/metrics").text
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_what_is_under_way_at_the_end_is_answered(newsroom):
    with serving(newsroom) as (address, process):
        httpx2.get(f"{address}/healthz", timeout=30)
        answers = []
        # the first search waits for the index, which is still being opened
        asking = threading.Thread(
            target=lambda: answers.append(httpx2.get(f"{address}/search.csv?q=lũ", timeout=30))
        )
        asking.start()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        asking.join()
        assert process.wait(30) == 0
        assert answers[0].text.count("\r\n") == 7


def test_the_network_is_served_with_a_token_only(capsys):
    assert run(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104 - it is refused
    assert "--token-file" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_to_be(newsroom, capsys):
    with serving(newsroom) as (address, _):
        port = address.rpartition(":")[2]
        assert run(["--data", str(newsroom.root), "serve", "--port", port]) == 2
    assert "--port" in capsys.readouterr().err
