"""What can go wrong with a cluster: a branch of the tree in ``search.errors``.

SearchError
├── UsageError
│   └── NotInCluster          what only Whoosh can do
├── EngineMissing             its packages are not installed
└── ClusterError
    ├── ClusterUnreachable    it does not answer
    ├── ClusterRefused        it answers no
    └── ClusterTooOld
"""

from __future__ import annotations

from search.errors import SearchError, UsageError


class EngineMissing(SearchError):
    """An engine whose own packages are not installed."""

    def __init__(self, engine: str) -> None:
        self.engine = engine
        super().__init__(
            f"Chưa cài {engine}; hãy chạy: pip install 'timbao[{engine}]'",
            f"{engine} is not installed; run: pip install 'timbao[{engine}]'",
        )


class ClusterError(SearchError):
    """A cluster cannot be used. Articles already accepted are safe in the archive."""


class ClusterUnreachable(ClusterError):
    """No answer from any of its hosts."""

    def __init__(self, hosts: str, reason: str) -> None:
        self.hosts = hosts
        self.reason = reason
        super().__init__(
            f"Cụm OpenSearch {hosts} không trả lời ({reason}); xem hosts trong timbao.toml",
            f"The OpenSearch cluster {hosts} does not answer ({reason}); see hosts in timbao.toml",
        )


class ClusterRefused(ClusterError):
    """It answered, and refused; ``status`` is that of HTTP."""

    def __init__(self, place: str, reason: str, status: int) -> None:
        self.place = place
        self.reason = reason
        self.status = status
        super().__init__(
            f"Cụm OpenSearch từ chối, {place}: {status} {reason}",
            f"The OpenSearch cluster refused, {place}: {status} {reason}",
        )


class ClusterTooOld(ClusterError):
    """A version that ranks by another formula, or another product."""

    def __init__(self, host: str, found: str, needed: str) -> None:
        self.host = host
        self.found = found
        self.needed = needed
        super().__init__(
            f"Máy chủ {host} chạy bản {found}; cần OpenSearch từ {needed} trở lên",
            f"The server {host} runs version {found}; OpenSearch {needed} or later is needed",
        )


class NotInCluster(UsageError):
    """Something that only an index on this machine can do."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(
            f"{what} chưa dùng được với OpenSearch; hãy chạy với TIMBAO_ENGINE=whoosh",
            f"{what} does not work with OpenSearch yet; run it with TIMBAO_ENGINE=whoosh",
        )
