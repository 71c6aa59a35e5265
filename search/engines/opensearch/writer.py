"""Change an index of a cluster: send documents in bulk, then show all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import ClusterRefused
from search.engines.opensearch.groups import bands, groups_after
from search.engines.opensearch.mapping import VOCABULARY
from search.engines.opensearch.part import ClusterPart
from search.engines.opensearch.snapshot import Snapshot
from search.engines.opensearch.terms import document_id
from search.engines.opensearch.vocabulary import terms_beginning
from search.errors import StorageError
from search.failpoints import reached
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from search.engines.engine import Part
    from search.engines.opensearch.connection import Connection
    from search.engines.opensearch.queries import Json

_IDS_AT_ONCE = 1000
_BULK_DOCUMENTS, _BULK_BYTES = 500, 8 << 20
#: A cluster that is busy answers 429: it is asked again after 2, 4, 8 … seconds.
_RETRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 8, 2, 60
_COMPACTING_SECONDS = 3600


class ClusterWriter:
    """Collects changes and sends them at the commit.

    Documents have the same ids whenever they are sent: a commit that was cut short is carried out
    again, and comes to the same. Until then searches may show some of its changes.
    """

    def __init__(self, folder: Path, connection: Connection, client: Any, index: str) -> None:
        self._folder = folder
        self._connection = connection
        self._client = client
        self._index = index
        self._removed: set[str] = set()
        self._parts: list[ClusterPart] = []
        self._compacting = False

    def remove(self, article_ids: Collection[str]) -> None:
        """Hold nothing for these articles."""
        self._removed |= set(article_ids)

    def adopt(self, part: Part) -> None:
        """Hold the articles of ``part``, none of which is held: remove them first."""
        assert isinstance(part, ClusterPart)  # noqa: S101 - made by this engine
        self._parts.append(part)

    def compact(self) -> None:
        """Arrange everything anew at the next commit, for searches to be as quick as can be."""
        self._compacting = True

    def commit(self) -> None:
        """Show all changes to readers opened from now on, together."""
        snapshot = Snapshot(self._connection, self._client, self._index)
        try:
            self._send(self._actions(snapshot))
        except OSError as error:
            raise StorageError(self._folder, error.strerror or str(error)) from error
        finally:
            snapshot.close()
        reached("merged")
        with self._connection.translating_errors():
            self._client.indices.refresh(index=self._index)
            if self._compacting:
                self._client.indices.forcemerge(
                    index=self._index, max_num_segments=1, request_timeout=_COMPACTING_SECONDS
                )
                self._client.indices.refresh(index=self._index)
        reached("committed")
        self.cancel()

    def cancel(self) -> None:
        """Forget all changes."""
        for part in self._parts:
            part.drop(self._folder)
        self._parts.clear()

    def _send(self, actions: Iterator[Json]) -> None:
        """Send in bulk. Raises ClusterRefused for a document that the cluster does not take."""
        from opensearchpy.helpers import streaming_bulk

        with self._connection.translating_errors():
            results = streaming_bulk(
                self._client,
                actions,
                chunk_size=_BULK_DOCUMENTS,
                max_chunk_bytes=_BULK_BYTES,
                max_retries=_RETRIES,
                initial_backoff=_FIRST_PAUSE,
                max_backoff=_LONGEST_PAUSE,
                raise_on_error=False,
                index=self._index,
            )
            for done, result in results:
                [(action, told)] = result.items()
                # a term that is there already, or a document that is gone already
                if not done and told.get("status") not in {404, 409}:
                    raise ClusterRefused(
                        self._index, f"{action} {told['_id']}: {_reason(told)}", told["status"]
                    )

    def _actions(self, snapshot: Snapshot) -> Iterator[Json]:
        """Yield what is to be deleted, then what is new, then what changed its group."""
        added = self._signatures()
        # what is not there any more is nobody's near-copy, whether or not it comes back
        groups = groups_after(snapshot, self._removed, added)
        for article_id, ordinal in self._held(snapshot):
            yield {"_op_type": "delete", "_id": document_id(article_id, ordinal)}
        known = set(terms_beginning(snapshot))
        number = self._next_number(snapshot)
        for part in self._parts:
            for source in part.documents(self._folder):
                if source["kind"] == VOCABULARY:
                    if source["term"] not in known:
                        known.add(source["term"])
                        yield {"_op_type": "create", "_id": f"term:{source['term']}", **source}
                    continue
                if "signature" in source:
                    source["bands"] = bands(source["signature"])
                    if group := groups.get(source["article_id"], ""):
                        source["group"] = group
                own = document_id(source["article_id"], source["ordinal"])
                yield {"_op_type": "index", "_id": own, **source, "number": number}
                number += 1
        for article_id, group in groups.items():
            if article_id not in added:
                changed = {"doc": {"group": group or None}}
                yield {"_op_type": "update", "_id": document_id(article_id, 0), **changed}

    def _signatures(self) -> dict[str, str]:
        return {
            source["article_id"]: source["signature"]
            for part in self._parts
            for source in part.documents(self._folder)
            if "signature" in source
        }

    def _held(self, snapshot: Snapshot) -> Iterator[tuple[str, int]]:
        """Yield the documents that the index has of the articles removed."""
        ids = sorted(self._removed)
        for at in range(0, len(ids), _IDS_AT_ONCE):
            query = {"terms": {"article_id": ids[at : at + _IDS_AT_ONCE]}}
            for hit in snapshot.every(query, ["article_id", "ordinal"]):
                fields = hit["fields"]
                yield fields["article_id"][0], fields["ordinal"][0]

    def _next_number(self, snapshot: Snapshot) -> int:
        """Return the number that comes after those of all documents."""
        query = {"terms": {"kind": [str(kind) for kind in Kind]}}
        body = {"size": 0, "query": query, "aggs": {"last": {"max": {"field": "number"}}}}
        last = snapshot.search(body)["aggregations"]["last"]["value"]
        return 0 if last is None else int(last) + 1


def _reason(told: Json) -> str:
    error = told.get("error")
    return str(error.get("reason", error) if isinstance(error, dict) else error)
