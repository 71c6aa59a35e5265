"""Starts and stops the nodes of ``cluster.sh``, and ends one of them hard."""

from __future__ import annotations

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = Path(__file__).parent / "cluster.sh"
_MISSING = 3


class NoCluster(Exception):
    """What a cluster needs is not on this machine."""


@dataclass(frozen=True)
class Nodes:
    """Three nodes on 127.0.0.1."""

    base: Path
    port: int

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(f"http://127.0.0.1:{self.port + node}" for node in (1, 2, 3))

    def do(self, *words: str) -> None:
        known = {**os.environ, "CLUSTER_BASE": str(self.base), "CLUSTER_PORT": str(self.port)}
        log = self.base / "script.log"
        with log.open("w") as written:
            done = subprocess.run(
                [_SCRIPT, *words], env=known, stdout=written, stderr=written, check=False
            )
        if done.returncode == _MISSING:
            raise NoCluster(log.read_text().strip())
        assert done.returncode == 0, log.read_text()


def free_port() -> int:
    """Return a port that has its next three free, and those a hundred on."""
    for port in range(19200, 29200, 200):
        try:
            for number in (port + 1, port + 2, port + 3, port + 101, port + 102, port + 103):
                with socket.socket() as tried:
                    tried.bind(("127.0.0.1", number))
        except OSError:
            continue
        return port
    raise NoCluster("no ports are free")
