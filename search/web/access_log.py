"""One line a request on stderr, and the same requests counted for Prometheus."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from prometheus_client import Counter, Histogram

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger("timbao.access")

REQUESTS = Counter("timbao_requests", "Requests answered.", ["route", "status"])
SECONDS = Histogram("timbao_request_seconds", "Time until the last byte.", ["route"])


class AccessLog:
    """Logs and counts what the application answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 500, 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        finally:
            seconds = time.perf_counter() - began
            # the route, not the path: whoever asks for a million paths must not make as many series
            route = getattr(scope.get("route"), "path", "none")
            REQUESTS.labels(route, str(status)).inc()
            SECONDS.labels(route).observe(seconds)
            took = 1000 * seconds
            _log.info("%s %s %d %.1f ms %d B", _client(scope), _line(scope), status, took, sent)


def _client(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else "-"


def _line(scope: Scope) -> str:
    """Return method and target as they came, but for what is not printable ASCII."""
    query = scope["query_string"]
    target = scope.get("raw_path", b"") + (b"?" + query if query else b"")
    said = target.decode("ascii", "backslashreplace")
    return f"{scope['method']} " + "".join(c if c.isprintable() else repr(c)[1:-1] for c in said)
