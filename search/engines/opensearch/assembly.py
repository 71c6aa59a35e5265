"""What parts have sent becomes one index: counted, its near-copies found, put in use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from search.engines.opensearch.bulk import send
from search.engines.opensearch.collection import searched
from search.engines.opensearch.errors import NotGathered
from search.engines.opensearch.groups import all_regrouped, grouping
from search.engines.opensearch.kept import BY_KEY
from search.engines.opensearch.mapping import KEPT, NUMBERS
from search.engines.opensearch.reader import ClusterReader
from search.engines.opensearch.snapshot import Snapshot, refresh
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.opensearch.engine import OpenSearchEngine
    from search.engines.opensearch.queries import Json

_AT_ONCE = 1000


class Assembly:
    """The generation that parts fill, or else the one in use. Raises NotGathered without either."""

    def __init__(self, engine: OpenSearchEngine) -> None:
        self._connection = engine.connection
        self._known = engine.shared()
        self.in_use = self._known.in_use()
        self.generation = self._known.filling() or self.in_use
        if not self.generation:
            raise NotGathered(self._known.name)
        self._index = self._known.index(self.generation)
        self._client = self._known.client

    @cached_property
    def _snapshot(self) -> Snapshot:
        return Snapshot(self._connection, self._client, searched(self._index))

    def reader(self) -> ClusterReader:
        """Open it for searching."""
        return ClusterReader(self._connection, self._client, self._index)

    def articles(self, part: int) -> int:
        """Return how many articles of a part there are."""
        numbers = {"gte": part * NUMBERS, "lt": (part + 1) * NUMBERS}
        own = [{"range": {"number": numbers}}, {"term": {"kind": str(Kind.ARTICLE)}}]
        return self._snapshot.counts([{"bool": {"filter": own}}])[0]

    def missing(self, article_ids: Sequence[str]) -> list[str]:
        """Return those articles that are not there, whichever part they are of."""
        there: set[str] = set()
        for at in range(0, len(article_ids), _AT_ONCE):
            some = {"terms": {"article_id": list(article_ids[at : at + _AT_ONCE])}}
            whole = {"bool": {"filter": [some, {"term": {"kind": str(Kind.ARTICLE)}}]}}
            found = self._snapshot.every(whole, ["article_id"])
            there |= {hit["fields"]["article_id"][0] for hit in found}
        return [each for each in article_ids if each not in there]

    def group(self) -> int:
        """Put near-copies together, whatever part they are of; return how many articles moved."""
        changed = all_regrouped(self._snapshot)
        self._send(grouping(changed.indexes[each], each, to) for each, to in changed.groups.items())
        return len(changed.groups)

    def keep(self, kind: str, documents: Iterable[tuple[str, Json]]) -> int:
        """Have these documents of a kind, each with an id, and no others; return how many."""
        there = {"term": {"kind": kind}}
        before = {hit["_id"]: hit["_index"] for hit in self._snapshot.every(there, (), sort=BY_KEY)}
        count = 0

        def actions() -> Iterable[Json]:
            nonlocal count
            for own, values in documents:
                count += 1
                before.pop(f"{kind}:{own}", None)
                place = {"_index": self._index, "_id": f"{kind}:{own}"}
                yield {"_op_type": "index", **place, "kind": kind, "key": own, KEPT: values}
            for id_, index in before.items():
                yield {"_op_type": "delete", "_index": index, "_id": id_}

        self._send(actions())
        return count

    def put_in_use(self) -> None:
        """Have all searches come here from now on; of those before, the last one is kept."""
        self._known.put_in_use(self.generation)
        for each in self._known.generations():
            if each not in {self.generation, self.in_use} and int(each) < int(self.generation):
                self._known.delete(each)

    def close(self) -> None:
        """Let the cluster forget the state that was looked at."""
        self._snapshot.close()

    def _send(self, actions: Iterable[Json]) -> None:
        send(self._connection, self._client, actions)
        refresh(self._connection, self._client, searched(self._index))
