"""Which engines are installed, by name."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.benchmark.peers.peer import Peer, PlainPeer

#: Each engine's module here, its class, and the package that it needs.
_PEERS = {
    "timbao": ("timbao", "Timbao", "whoosh"),
    "timbao, as typed": ("timbao", "TimbaoAsTyped", "whoosh"),
    "timbao, whole answer": ("whole_answer", "WholeAnswer", "whoosh"),
    "tantivy": ("tantivy_index", "Tantivy", "tantivy"),
    "sqlite fts5": ("sqlite_fts5", "SqliteFts5", "sqlite3"),
    "xapian": ("xapian_database", "Xapian", "xapian"),
    "whoosh": ("stock_whoosh", "StockWhoosh", "whoosh"),
}
#: Those that are given texts of words.
PLAIN_PEERS = ("tantivy", "sqlite fts5", "xapian", "whoosh")


def installed(names: Sequence[str] = ()) -> list[Peer]:
    """Return the engines of these names, or all that are installed, in the order of tables.

    Raises UsageError for a name that is none, or whose package is not there.
    """
    for name in names:
        if name not in _PEERS:
            known = ", ".join(_PEERS)
            raise UsageError(f"Không có máy tìm {name}; có: {known}", f"No engine {name}: {known}")
        if not is_installed(name):
            package = _PEERS[name][2]
            raise UsageError(f"Chưa cài {package} cho {name}", f"{package} is not installed")
    return [peer(name) for name in _PEERS if name in (names or _PEERS) and is_installed(name)]


def peer(name: str) -> Peer:
    """Return the engine of that name; its package is imported now."""
    made: Peer = _made(name)
    return made


def plain_peer(name: str) -> PlainPeer:
    """Return the engine of that name, one of PLAIN_PEERS."""
    made: PlainPeer = _made(name)
    return made


def _made(name: str) -> Any:
    module, class_name, _ = _PEERS[name]
    return getattr(import_module(f"search.benchmark.peers.{module}"), class_name)()


def is_installed(name: str) -> bool:
    """Return whether the package is there that an engine needs."""
    return find_spec(_PEERS[name][2]) is not None
