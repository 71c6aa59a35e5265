"""timbao serve as a process: new indexes without a restart, several workers, an orderly end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import httpx2
import pytest

from search.archive.store import Archive
from search.cli.main import run
from search.engines.opening import default_engine
from search.indexer import Indexer
from search.settings import DataDirectory
from tests.web.conftest import PROJECT, client_of, index, serving


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
        host, _, port = address.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as asking:
            # the first search waits for the index, which is still being opened
            asking.sendall(b"GET /search.csv?q=l%C5%A9 HTTP/1.0\r\nHost: localhost\r\n\r\n")
            httpx2.get(f"{address}/healthz", timeout=30)  # what came before it has been taken up
            process.send_signal(signal.SIGINT)
            answer = b"".join(iter(lambda: asking.recv(1 << 16), b""))
        assert process.wait(30) == 0
    head, _, rows = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200")
    assert rows.count(b"\r\n") == 7


def test_each_request_is_a_line_and_none_is_forged(client, caplog):
    caplog.set_level("INFO", "timbao.access")
    client.get("/api/search?q=l%C5%A9%0d%0a1.2.3.4&limit=1")
    client.get("/none")
    one, other = (each.getMessage() for each in caplog.records if each.name == "timbao.access")
    line = r"testclient GET /api/search\?q=l%C5%A9%0d%0a1.2.3.4&limit=1 200 \d+\.\d ms \d+ B"
    assert re.fullmatch(line, one)
    assert re.fullmatch(r"testclient GET /none 404 \d+\.\d ms \d+ B", other)


def test_nothing_slow_is_imported_before_the_first_request(newsroom):
    """A server starts at once: the model of words, lxml and pandas of others come when needed."""
    script = (
        "import sys; from search.web.application import create_app; create_app();"
        "print(*sorted(sys.modules))"
    )
    environment = os.environ | {"TIMBAO_DATA": str(newsroom.root)}
    loaded = subprocess.check_output([sys.executable, "-c", script], env=environment, cwd=PROJECT)
    assert not set(loaded.decode().split()) & {"pyvi", "sklearn", "lxml", "rensa", "typer", "rich"}


def test_while_the_index_is_behind_its_age_is_said(changing, articles):
    with client_of(changing) as client:
        assert "bản đang dùng dựng lúc" not in client.get("/search?q=lũ").text
        with Archive(changing.archive) as archive:
            archive.accept(articles[2], "test")
        page = client.get("/search?q=lũ").text
        assert re.search(r"thay đổi mới nhất của\s+1\s+bài; bản đang dùng dựng lúc <time", page)
        assert total(client) == 1
        assert "Chỉ mục chưa theo kịp kho bài" in client.get("/status").text


def test_trouble_is_not_the_same_as_nothing_found(changing):
    parts = list(changing.indexes("whoosh").glob("*/*.arr"))
    assert parts
    for part in parts:
        part.write_bytes(b"spoilt")
    with client_of(changing) as client:
        page = client.get("/search?q=lũ")
        assert page.status_code == 503
        assert 'value="lũ"' in page.text
        assert "Đây không phải là “không tìm thấy”" in page.text
        assert client.get("/status").status_code == 200
        assert client.get("/healthz").status_code == 200


def test_the_network_is_served_with_a_token_only(capsys):
    assert run(["serve", "--host", "0.0.0.0"]) == 2  # noqa: S104 - it is refused
    assert "--token-file" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_to_be(newsroom, capsys, monkeypatch):
    monkeypatch.setattr(os, "environ", os.environ.copy())  # serve tells its workers through it
    with serving(newsroom) as (address, _):
        port = address.rpartition(":")[2]
        assert run(["--data", str(newsroom.root), "serve", "--port", port]) == 2
    assert "--port" in capsys.readouterr().err
