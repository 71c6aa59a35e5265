"""Where a cluster is and how to get in; its errors in our words."""

from __future__ import annotations

import os
import re
import ssl
from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import (
    ClusterFull,
    ClusterRefused,
    ClusterTooOld,
    ClusterUnreachable,
    ClusterUntrusted,
    EngineMissing,
    LoginRefused,
    NodesMissing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD_VARIABLE = "TIMBAO_OPENSEARCH_PASSWORD"  # noqa: S105 - the name, not the password
#: Before it, BM25 was another formula by default.
_OLDEST = 3
_UNAUTHORISED = 401
#: Not 503, which a cluster gives that has waited for its nodes already: it would be hosts that are
#: gone that are asked last, and all that is told.
_ASKED_AGAIN = (429, 502, 504)
#: What a cluster says whose disks are full: of an index it closed for writing, and of new ones.
_FULL = re.compile("flood-stage watermark|create-index blocked")
#: What it says when nodes are gone: this very moment, or with a part of an index, or too many to
#: elect one of them.
_MISSING = re.compile(
    "disconnected|not connected|no node found|no.cluster.manager|not.discovered"
    "|shards? fail|shard is not active"
)


@dataclass(frozen=True, slots=True)
class Connection:
    """A cluster, as ``timbao.toml`` names it; the password comes from the environment.

    ``ca`` is a file of certificates to trust, else those of the system are. An index has so many
    ``shards``, each with so many ``replicas`` beside it, and where it is kept ``by_year`` each year
    has an index. Indexes are named after ``index``, else in a way of their own.
    """

    hosts: tuple[str, ...] = ("http://127.0.0.1:9200",)
    user: str = ""
    ca: str = ""
    shards: int = 3
    replicas: int = 1
    timeout: int = 60
    index: str = ""
    by_year: bool = False

    def client(self) -> Any:
        """Return a client. Raises ClusterUnreachable, ClusterRefused, ClusterTooOld."""
        try:
            from opensearchpy import OpenSearch
        except ImportError as error:
            raise EngineMissing("opensearch") from error
        client = OpenSearch(
            list(self.hosts),
            headers=self._login(),
            timeout=self.timeout,
            max_retries=3,
            retry_on_timeout=True,
            retry_on_status=_ASKED_AGAIN,
            http_compress=True,
            **self._trust(),
        )
        with self.translating_errors():
            version = client.info().get("version", {})
        found = str(version.get("number", "?"))
        if version.get("distribution") != "opensearch" or int(found.partition(".")[0]) < _OLDEST:
            raise ClusterTooOld(self.hosts[0], found, f"{_OLDEST}.0")
        return client

    def _login(self) -> dict[str, str]:
        """Return who asks; the client's own way takes no letters beyond Latin-1."""
        if not self.user:
            return {}
        known = f"{self.user}:{os.environ.get(PASSWORD_VARIABLE, '')}"
        return {"Authorization": f"Basic {b64encode(known.encode()).decode()}"}

    def _trust(self) -> dict[str, Any]:
        """Return whose certificates are taken. Raises ClusterUntrusted."""
        if not self.ca:
            return {}
        try:
            return {"ssl_context": ssl.create_default_context(cafile=self.ca)}
        except OSError as error:
            reason = f"{self.ca}: {error.strerror or error}"
            raise ClusterUntrusted(self._place, reason) from error

    @property
    def _place(self) -> str:
        return ", ".join(self.hosts)

    @contextmanager
    def translating_errors(self) -> Iterator[None]:
        """Tell what the cluster, or the way to it, refuses."""
        from opensearchpy import exceptions as stock

        place = self._place
        try:
            yield
        except stock.SSLError as error:
            raise ClusterUntrusted(place, _first_line(error.info or error.error)) from error
        except stock.ConnectionError as error:
            raise ClusterUnreachable(place, _first_line(error.info or error.error)) from error
        except stock.TransportError as error:
            if error.status_code == _UNAUTHORISED:
                raise LoginRefused(place, self.user, PASSWORD_VARIABLE) from error
            raise refusal(place, _reason(error), int(error.status_code)) from error


def refusal(place: str, reason: str, status: int) -> ClusterRefused:
    """Return what a cluster means that gives this ``reason``."""
    if _FULL.search(reason):
        return ClusterFull(place, reason, status)
    if _MISSING.search(reason):
        return NodesMissing(place, reason, status)
    return ClusterRefused(place, reason, status)


def _reason(error: Any) -> str:
    """Return the cause that the cluster names first."""
    info = error.info if isinstance(error.info, dict) else {}
    told = info.get("error", error.error)
    if isinstance(told, dict):
        told = next(iter(told.get("root_cause") or ()), told).get("reason") or told.get("type")
    return _first_line(told)


def _first_line(told: object) -> str:
    return (str(told).splitlines() or [""])[0][:200]
