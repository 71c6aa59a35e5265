"""One segment a shard, without what was deleted: Lucene counts it in its statistics until then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.snapshot import refresh

if TYPE_CHECKING:
    from search.engines.opensearch.connection import Connection

_SECONDS = 3600
#: A shard looks every 30 s whether any of its copies still wants what was deleted.
_PATIENCE_SECONDS, _PAUSE_SECONDS = 90, 0.5


def compact(connection: Connection, client: Any, index: str) -> None:
    """Make an index compact. What is being deleted at the same time may stay. Raises ClusterError.

    A cluster keeps what was deleted until all copies of a shard are known to have heard of it, half
    a minute or so: merging earlier would leave it there.
    """
    with connection.translating_errors():
        if names := _with_deleted(client, index):
            given_up = time.monotonic() + _PATIENCE_SECONDS
            while not _forgotten(client, names) and time.monotonic() < given_up:
                time.sleep(_PAUSE_SECONDS)
            client.indices.flush(index=names, request_timeout=_SECONDS)
        client.indices.forcemerge(index=index, max_num_segments=1, request_timeout=_SECONDS)
    refresh(connection, client, index)


def _with_deleted(client: Any, index: str) -> str:
    """Return the names of the indexes that keep what was deleted."""
    found = client.indices.stats(index=index, metric="docs")["indices"]
    return ",".join(each for each in found if found[each]["total"]["docs"]["deleted"])


def _forgotten(client: Any, index: str) -> bool:
    """Return whether no copy wants any change told again that it has made."""
    for each in client.indices.stats(index=index, level="shards")["indices"].values():
        for copies in each["shards"].values():
            for copy in copies:
                done = copy["seq_no"]["global_checkpoint"]
                leases = copy["retention_leases"]["leases"]
                if any(lease["retaining_seq_no"] <= done for lease in leases):
                    return False
    return True
