"""What a cluster, or the way to it, refuses is told in one line."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from search.engines.opensearch.connection import Connection
from search.engines.opensearch.errors import ClusterRefused, ClusterTooOld, ClusterUnreachable

pytest.importorskip("opensearchpy")


@contextmanager
def answering(status: int, body: dict):
    """Run a server that gives one answer to everything."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            written = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def version(number: str, distribution: str = "opensearch") -> dict:
    return {"version": {"number": number, "distribution": distribution}}


def told(host: str, error: type, **known) -> str:
    with pytest.raises(error) as caught:
        Connection((host,), timeout=2, **known).client()
    assert "\n" not in caught.value.vi + caught.value.en
    return caught.value.en


def test_a_host_that_does_not_answer_is_named():
    assert "127.0.0.1:1 " in told("http://127.0.0.1:1", ClusterUnreachable)


def test_a_wrong_password_is_told():
    with answering(401, {"error": "Unauthorized"}) as host:
        assert "password" in told(host, ClusterRefused, user="tb")


@pytest.mark.parametrize("found", [version("2.19.1"), version("8.15.0", ""), {"version": {}}])
def test_an_older_or_other_server_is_refused(found):
    with answering(200, found) as host:
        assert "OpenSearch 3.0" in told(host, ClusterTooOld)


def test_a_server_of_today_is_taken():
    with answering(200, version("3.8.0")) as host:
        assert Connection((host,)).client()
