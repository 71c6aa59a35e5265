"""Where a cluster is and how to get in; its errors in our words."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import (
    ClusterRefused,
    ClusterTooOld,
    ClusterUnreachable,
    EngineMissing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD_VARIABLE = "TIMBAO_OPENSEARCH_PASSWORD"  # noqa: S105 - the name, not the password
#: Before it, BM25 was another formula by default.
_OLDEST = 3
_UNAUTHORISED = (401, 403)


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
        secure: dict[str, Any] = {"verify_certs": True, "ca_certs": self.ca} if self.ca else {}
        password = os.environ.get(PASSWORD_VARIABLE, "")
        client = OpenSearch(
            list(self.hosts),
            http_auth=(self.user, password) if self.user else None,
            timeout=self.timeout,
            max_retries=3,
            retry_on_timeout=True,
            retry_on_status=(429, 502, 503, 504),
            http_compress=True,
            **secure,
        )
        with self.translating_errors():
            version = client.info().get("version", {})
        found = str(version.get("number", "?"))
        if version.get("distribution") != "opensearch" or int(found.partition(".")[0]) < _OLDEST:
            raise ClusterTooOld(self.hosts[0], found, f"{_OLDEST}.0")
        return client

    @contextmanager
    def translating_errors(self) -> Iterator[None]:
        """Tell what the cluster, or the way to it, refuses."""
        from opensearchpy import exceptions as stock

        place = ", ".join(self.hosts)
        try:
            yield
        except stock.ConnectionError as error:
            raise ClusterUnreachable(place, _first_line(error.info or error.error)) from error
        except stock.TransportError as error:
            refused = error.status_code in _UNAUTHORISED
            reason = "user, password" if refused else _reason(error)
            raise ClusterRefused(place, reason, int(error.status_code)) from error


def _reason(error: Any) -> str:
    """Return the cause that the cluster names first."""
    info = error.info if isinstance(error.info, dict) else {}
    told = info.get("error", error.error)
    if isinstance(told, dict):
        told = next(iter(told.get("root_cause") or ()), told).get("reason") or told.get("type")
    return _first_line(told)


def _first_line(told: object) -> str:
    return (str(told).splitlines() or [""])[0][:200]
