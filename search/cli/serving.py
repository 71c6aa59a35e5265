"""The command that serves the page and the HTTP API."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from search.cli.options import Data  # noqa: TC001 - likewise
from search.errors import UsageError
from search.settings import DataDirectory, ServerSettings

if TYPE_CHECKING:
    from collections.abc import Callable

#: By name, since each worker process imports it for itself.
_APPLICATION = "search.web.application:create_app"
#: Answers under way at Ctrl-C are waited for so long.
_DRAIN_SECONDS = 10
#: So many connections may wait to be taken up, at each socket.
_BACKLOG = 1024
#: Sockets that a worker has for itself, beside the one that all share.
_OWN_LISTENERS = 4

Host = Annotated[
    str, typer.Option(help="Địa chỉ mạng (the address); ngoài 127.0.0.1 phải có --token-file.")
]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Cổng (the port); 0: tự chọn.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Số tiến trình (worker processes).")]
TokenFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Tệp có mã truy cập (a file with the token that everybody must have).",
        show_default=False,
    ),
]
AllowHost = Annotated[
    list[str],
    typer.Option(metavar="NAME", help="Tên của máy chủ (a name it is known by); lặp lại được."),
]


def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Workers = 1,
    token_file: TokenFile = None,
    allow_host: AllowHost = [],  # noqa: B006 - typer copies it
    data: Data = None,
) -> None:
    """Mở trang tìm kiếm và API (serve the page and the HTTP API).

    Ví dụ (example):  timbao serve --port 8000
    """
    import os
    import tempfile

    from search.cli.terminal import note

    if not _is_loopback(host) and token_file is None:
        raise UsageError(
            f"--host {host} mở kho bài cho cả mạng: phải có --token-file",
            f"--host {host} opens the archive to the network: give a --token-file",
        )
    settings = ServerSettings(DataDirectory.resolve(data), token_file, tuple(allow_host))
    settings.token()  # what is wrong with it is said before anything is served
    with tempfile.TemporaryDirectory(prefix="timbao-metrics-") as metrics:
        os.environ |= settings.to_environment() | {"PROMETHEUS_MULTIPROC_DIR": metrics}
        with _listening(host, port, workers) as listener:
            address = f"[{host}]" if ":" in host else host
            note(f"http://{address}:{listener.getsockname()[1]}/  (Ctrl-C: dừng, stop)")
            _run(listener, workers)


def _is_loopback(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _listening(host: str, port: int, workers: int) -> socket.socket:
    """Return a socket that listens. Raises UsageError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    shared = sys.platform == "linux" and workers > 1
    try:
        # nobody else may listen there already, which sharing the port would hide
        alone = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        if not shared:
            return alone
        with alone:
            address = alone.getsockname()[:2]
        return _beside(address, family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(
            f"Không mở được cổng {port} trên {host} ({reason}); chọn cổng khác bằng --port",
            f"cannot listen on port {port} of {host} ({reason}); choose another with --port",
        ) from error


def _run(listener: socket.socket, workers: int) -> None:
    """Serve until Ctrl-C, and answer what is under way then."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    config = uvicorn.Config(
        _APPLICATION,
        factory=True,
        workers=workers,
        access_log=False,  # we have our own, on stderr
        log_config=_LOGGING,
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        ws="none",
    )
    sockets: list[Any] = [listener]
    if sys.platform == "linux":  # elsewhere the last one gets every connection
        sockets += [_OwnListener(listener)] * _OWN_LISTENERS
    try:
        if workers > 1:
            Multiprocess(config, sockets=sockets).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # uvicorn has drained, and raises the signal again
        pass


class _OwnListener:
    """Becomes a socket of its own in each worker that it is handed to.

    Many connections that come at once are all accepted by the worker that wakes first; the kernel
    shares them out among sockets that listen on one port.
    """

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener

    def __reduce__(self) -> tuple[Callable[..., socket.socket], tuple[Any, ...]]:
        return _beside, (self._listener.getsockname()[:2], self._listener.family)

    def close(self) -> None:
        """Do nothing: every worker closes its own."""


def _beside(address: tuple[str, int], family: socket.AddressFamily) -> socket.socket:
    return socket.create_server(address, family=family, backlog=_BACKLOG, reuse_port=True)


_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "timbao": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
