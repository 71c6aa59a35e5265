"""What can go wrong with a cluster: a branch of the tree in ``search.errors``.

SearchError
├── UsageError
│   ├── CollectionTaken       another data directory has the name
│   ├── NotInCluster          what only Whoosh can do
│   └── PartsMissing          parts of an input are not indexed yet
├── IndexTrouble
│   ├── NotGathered           parts did not make one yet
│   └── PartsOutdated         another version filled it
├── EngineMissing             its packages are not installed
└── ClusterError
    ├── ClusterUnreachable    it does not answer
    ├── ClusterUntrusted      its certificate is nobody's we trust
    ├── ClusterRefused        it answers no
    │   ├── LoginRefused      to this user, or this password
    │   ├── ClusterFull       its disks are full
    │   └── NodesMissing      too few of its nodes are there
    └── ClusterTooOld
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import IndexTrouble, SearchError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Parts that a message names.
_SHOWN = 8


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


class ClusterUntrusted(ClusterError):
    """Nobody we trust has signed its certificate, or not for this name."""

    def __init__(self, hosts: str, reason: str) -> None:
        self.hosts = hosts
        self.reason = reason
        super().__init__(
            f"Không tin được chứng chỉ của {hosts} ({reason}); xem ca trong timbao.toml",
            f"The certificate of {hosts} is not to be trusted ({reason}); see ca in timbao.toml",
        )


class ClusterRefused(ClusterError):
    """It answered, and refused; ``status`` is that of HTTP."""

    def __init__(self, place: str, reason: str, status: int, vi: str = "", en: str = "") -> None:
        self.place = place
        self.reason = reason
        self.status = status
        super().__init__(
            f"Cụm OpenSearch từ chối, {place}: {vi or f'{status} {reason}'}",
            f"The OpenSearch cluster refused, {place}: {en or f'{status} {reason}'}",
        )


class LoginRefused(ClusterRefused):
    """It does not know the user, or the password is another."""

    def __init__(self, place: str, user: str, variable: str) -> None:
        self.user = user
        self.variable = variable
        super().__init__(
            place,
            "Unauthorized",
            401,
            f"sai người dùng {user!r} hoặc mật khẩu; xem user trong timbao.toml và {variable}",
            f"user {user!r} or the password is wrong; see user in timbao.toml and {variable}",
        )


class ClusterFull(ClusterRefused):
    """Its disks are so full that it only reads."""

    def __init__(self, place: str, reason: str, status: int) -> None:
        super().__init__(
            place,
            reason,
            status,
            "đĩa của các máy đã đầy; hãy xóa bớt hoặc thêm máy, rồi chạy lại lệnh này",
            "the disks of its nodes are full; free some, or add a node, then run this again",
        )


class NodesMissing(ClusterRefused):
    """So many nodes are gone that it cannot write, or cannot search everything."""

    def __init__(self, place: str, reason: str, status: int) -> None:
        super().__init__(
            place,
            reason,
            status,
            f"thiếu máy ({reason}); hãy khởi động lại các máy, rồi chạy lại lệnh này",
            f"nodes are missing ({reason}); start them again, then run this again",
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


class CollectionTaken(UsageError):
    """Two data directories are to fill indexes of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Chỉ mục {name} trong cụm là của nơi khác; hãy đổi index trong timbao.toml",
            f"The index {name} in the cluster is filled from elsewhere; change index in"
            " timbao.toml",
        )


class PartsOutdated(IndexTrouble):
    """What parts have filled is of another version's analysis than theirs now."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Chỉ mục {name} trong cụm thuộc phiên bản khác; hãy chạy timbao gather --begin,"
            " chạy lại mọi phần, rồi timbao gather",
            f"The index {name} in the cluster is of another version; run timbao gather --begin,"
            " every part again, then timbao gather",
        )


class PartsMissing(UsageError):
    """Parts of an input that are not in the index, or not to their end."""

    def __init__(self, parts: Sequence[str]) -> None:
        self.parts = parts
        shown = ", ".join(parts[:_SHOWN]) + (" …" if len(parts) > _SHOWN else "")
        super().__init__(
            f"Chưa xong {len(parts)} phần ({shown}); hãy chạy cho từng phần:"
            f" timbao index --part {parts[0]} …",
            f"{len(parts)} parts are not finished ({shown}); run for each:"
            f" timbao index --part {parts[0]} …",
        )


class NotGathered(IndexTrouble):
    """No part has been indexed yet, or none was gathered."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"Chưa có chỉ mục {name} trong cụm; hãy chạy timbao index --part 1/N … cho mọi phần,"
            " rồi timbao gather",
            f"There is no index {name} in the cluster yet; run timbao index --part 1/N … for every"
            " part, then timbao gather",
        )
