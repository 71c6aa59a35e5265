"""Change an index of a cluster: send documents in bulk, then show all of them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.opensearch.bulk import send
from search.engines.opensearch.collection import Years, searched
from search.engines.opensearch.compacting import compact
from search.engines.opensearch.disks import refuse_where_full
from search.engines.opensearch.groups import Regrouped, bands, grouping, regrouped
from search.engines.opensearch.mapping import NUMBERS, VOCABULARY
from search.engines.opensearch.part import ClusterPart
from search.engines.opensearch.snapshot import Snapshot, refresh
from search.engines.opensearch.terms import document_id
from search.engines.opensearch.vocabulary import terms_beginning
from search.errors import StorageError
from search.failpoints import reached

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from search.engines.engine import Part
    from search.engines.opensearch.connection import Connection
    from search.engines.opensearch.queries import Json

_IDS_AT_ONCE = 1000


class ClusterWriter:
    """Collects changes and sends them at the commit.

    Documents have the same ids whenever they are sent: a commit that was cut short is carried out
    again, and comes to the same. Until then searches may show some of its changes.

    Writers of different ``part``s may send at the same time. They leave near-copies to whoever
    gathers the parts.
    """

    def __init__(
        self, folder: Path, connection: Connection, client: Any, index: str, part: int = 0
    ) -> None:
        self._folder = folder
        self._connection = connection
        self._client = client
        self._index = index
        self._part = part
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
        whole = searched(self._index)
        refuse_where_full(self._connection, self._client, whole)
        snapshot = Snapshot(self._connection, self._client, whole)
        try:
            send(self._connection, self._client, self._actions(snapshot))
        except OSError as error:
            raise StorageError(self._folder, error.strerror or str(error)) from error
        finally:
            snapshot.close()
        reached("merged")
        refresh(self._connection, self._client, whole)
        if self._compacting:
            compact(self._connection, self._client, whole)
        reached("committed")
        self.cancel()

    def cancel(self) -> None:
        """Forget all changes."""
        for part in self._parts:
            part.drop(self._folder)
        self._parts.clear()

    def _actions(self, snapshot: Snapshot) -> Iterator[Json]:
        """Yield what is to be deleted, then what is new, then what changed its group."""
        added = {} if self._part else self._signatures()
        # what is not there any more is nobody's near-copy, whether or not it comes back
        changed = Regrouped() if self._part else regrouped(snapshot, self._removed, added)
        for index, id_ in self._held(snapshot):
            yield {"_op_type": "delete", "_index": index, "_id": id_}
        known = set(terms_beginning(snapshot))
        number = self._next_number(snapshot)
        years = Years(self._connection, self._client, self._index)
        for part in self._parts:
            for source in part.documents(self._folder):
                if source["kind"] == VOCABULARY:
                    if source["term"] not in known:
                        known.add(source["term"])
                        own = f"term:{source['term']}"
                        yield {"_op_type": "create", "_index": self._index, "_id": own, **source}
                    continue
                if "signature" in source:
                    source["bands"] = bands(source["signature"])
                    if group := changed.groups.get(source["article_id"], ""):
                        source["group"] = group
                own = document_id(source["article_id"], source["ordinal"])
                place = {"_index": years.index(source.get("day", 0)), "_id": own}
                yield {"_op_type": "index", **place, **source, "number": number}
                number += 1
        for article_id, group in changed.groups.items():
            if article_id not in added:
                yield grouping(changed.indexes[article_id], article_id, group)

    def _signatures(self) -> dict[str, str]:
        return {
            source["article_id"]: source["signature"]
            for part in self._parts
            for source in part.documents(self._folder)
            if "signature" in source
        }

    def _held(self, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
        """Yield index and id of the documents of the articles removed."""
        ids = sorted(self._removed)
        for at in range(0, len(ids), _IDS_AT_ONCE):
            query = {"terms": {"article_id": ids[at : at + _IDS_AT_ONCE]}}
            for hit in snapshot.every(query, ()):
                yield hit["_index"], hit["_id"]

    def _next_number(self, snapshot: Snapshot) -> int:
        """Return the number that comes after those of all documents of this part."""
        first, above = self._part * NUMBERS, (self._part + 1) * NUMBERS
        query = {"range": {"number": {"gte": first, "lt": above}}}
        body = {"size": 0, "query": query, "aggs": {"last": {"max": {"field": "number"}}}}
        last = snapshot.search(body)["aggregations"]["last"]["value"]
        return first if last is None else int(last) + 1
