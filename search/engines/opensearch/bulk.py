"""Send documents in bulk, no faster than the cluster takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.opensearch.connection import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.engines.opensearch.connection import Connection
    from search.engines.opensearch.queries import Json

_DOCUMENTS, _BYTES = 500, 8 << 20
#: A cluster that is busy answers 429: it is asked again after 2, 4, 8 … seconds.
_RETRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 8, 2, 60
#: A document is gone already, or a term is there already. To write a document and be told 404 is to
#: have lost the index.
_AS_WANTED = frozenset(
    {("delete", 404), ("update", 404), ("create", 409), ("update", 409), ("delete", 409)}
)


def send(connection: Connection, client: Any, actions: Iterable[Json]) -> None:
    """Carry out actions, each with its ``_index``.

    Raises ClusterRefused for a document that the cluster does not take.
    """
    from opensearchpy.helpers import streaming_bulk

    with connection.translating_errors():
        results = streaming_bulk(
            client,
            actions,
            chunk_size=_DOCUMENTS,
            max_chunk_bytes=_BYTES,
            max_retries=_RETRIES,
            initial_backoff=_FIRST_PAUSE,
            max_backoff=_LONGEST_PAUSE,
            raise_on_error=False,
        )
        for done, result in results:
            [(action, told)] = result.items()
            if not done and (action, told["status"]) not in _AS_WANTED:
                reason = f"{action} {told['_id']}: {_reason(told)}"
                raise refusal(str(told["_index"]), reason, told["status"])


def _reason(told: Json) -> str:
    error = told.get("error")
    return str(error.get("reason", error) if isinstance(error, dict) else error)
