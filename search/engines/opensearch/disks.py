"""Whether an index may be written: a cluster whose disks are full only reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import ClusterFull

if TYPE_CHECKING:
    from search.engines.opensearch.connection import Connection

#: What a cluster sets on all indexes of a node whose disk is past the last watermark.
_BLOCK = "index.blocks.read_only_allow_delete"
_STATUS = 429


def refuse_where_full(connection: Connection, client: Any, index: str) -> None:
    """Raise ClusterFull where nothing can be written.

    A write would be told so with the status of a cluster that is busy, and sent again for minutes.
    """
    with connection.translating_errors():
        found = client.indices.get_settings(
            index=index, name=_BLOCK, flat_settings=True, local=True, ignore_unavailable=True
        )
    if any(each["settings"].get(_BLOCK) == "true" for each in found.values()):
        raise ClusterFull(index, _BLOCK, _STATUS)
