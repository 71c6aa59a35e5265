"""What stands before a cluster elsewhere: a server that asks for a password, and for TLS."""

from __future__ import annotations

import base64
import http.client
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

_PASSED_ON = ("content-type", "content-encoding", "accept-encoding")
_SECONDS = 60


@contextmanager
def gateway(node: str, *, login: str = "", tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Pass everything on to ``node`` that comes with ``login``, ``user:password``."""
    expected = f"Basic {base64.b64encode(login.encode()).decode()}" if login else None

    class PassOn(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Authorization") != expected:
                self.answer(401, {"Content-Type": "text/plain"}, b"Unauthorized")
                return
            kept = {each: self.headers[each] for each in _PASSED_ON if each in self.headers}
            behind = http.client.HTTPConnection(urlsplit(node).netloc, timeout=_SECONDS)
            try:
                behind.request(self.command, self.path, body, kept)
                answer = behind.getresponse()
                known = {
                    each: value for each, value in answer.getheaders() if each.lower() in _PASSED_ON
                }
                self.answer(answer.status, known, answer.read())
            finally:
                behind.close()

        def answer(self, status, headers, body):
            self.send_response(status)
            for each in headers.items():
                self.send_header(*each)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_):
            # a client that refuses our certificate hangs up
            pass

    server = Server(("127.0.0.1", 0), PassOn)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
