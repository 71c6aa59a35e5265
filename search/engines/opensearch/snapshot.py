"""One state of an index: a point in time, searched whatever is written meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import ClusterRefused
from search.engines.opensearch.retrying import retrying
from search.errors import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.opensearch.connection import Connection
    from search.engines.opensearch.queries import Json

_KEPT = "10m"
#: Hits of one answer: OpenSearch gives 10,000 at most, which would be slow to read.
PAGE = 1000
_COUNTED_AT_ONCE = 500
#: In the order of the index.
BY_NUMBER = [{"number": "asc"}]


class Snapshot:
    """Searches an index as it was when opened.

    What keeps it is lost with the machine it is on, or when nobody searches for ten minutes; then
    it is the index as it is at that time.
    """

    def __init__(self, connection: Connection, client: Any, index: str) -> None:
        self._connection = connection
        self._client = client
        self._index = index
        self._point = retrying(self._opened)

    def _opened(self) -> str:
        with self._connection.translating_errors():
            answer = self._client.create_pit(
                index=self._index, keep_alive=_KEPT, allow_partial_pit_creation=False
            )
        return str(answer["pit_id"])

    def search(self, body: Json) -> Json:
        """Return the answer to a search, which is whole. Raises ClusterError."""

        def ask() -> Json:
            self._point = self._point or self._opened()
            try:
                return self._search(body)
            except ClusterRefused:
                self._point = ""  # lost with its node, maybe
                raise

        return retrying(ask)

    def _search(self, body: Json) -> Json:
        pit = {"id": self._point, "keep_alive": _KEPT}
        with self._connection.translating_errors():
            found: Json = self._client.search(
                body={"track_total_hits": True, **body, "pit": pit},
                search_type="dfs_query_then_fetch",
                allow_partial_search_results=False,
            )
        return found

    def counts(self, queries: Sequence[Json], within: Json | None = None) -> list[int]:
        """Return how many documents match each query, of those that match ``within``."""
        found: list[int] = []
        for at in range(0, len(queries), _COUNTED_AT_ONCE):
            filters = list(queries[at : at + _COUNTED_AT_ONCE])
            body = {
                "size": 0,
                "query": within or {"match_all": {}},
                "aggs": {"each": {"filters": {"filters": filters}}},
            }
            buckets = self.search(body)["aggregations"]["each"]["buckets"]
            found += [each["doc_count"] for each in buckets]
        return found

    def every(self, query: Json, fields: Sequence[str], **options: Any) -> Iterator[Json]:
        """Yield all documents that match, in the order of the index unless ``sort`` says another.

        Each with the values of ``fields`` that can be sorted by.
        """
        body = {
            "query": query,
            "_source": False,
            "size": PAGE,
            "sort": BY_NUMBER,
            "docvalue_fields": list(fields),
            **options,
        }
        while hits := self.search(body)["hits"]["hits"]:
            yield from hits
            if len(hits) < body["size"]:
                return
            body["search_after"] = hits[-1]["sort"]

    def close(self) -> None:
        """Let the cluster forget it."""
        with suppress(SearchError), self._connection.translating_errors():
            self._client.delete_pit(body={"pit_id": [self._point]})


def refresh(connection: Connection, client: Any, index: str) -> None:
    """Show all that was written to those who search from now on. Raises ClusterError."""

    def ask() -> None:
        with connection.translating_errors():
            client.indices.refresh(index=index)

    retrying(ask)
