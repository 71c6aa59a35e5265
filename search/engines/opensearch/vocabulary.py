"""The terms of an index, each a document: a cluster gives no other list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.opensearch.mapping import VOCABULARY
from search.vietnamese.patterns import FOLDED, VARIANT
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from search.engines.opensearch.queries import Json
    from search.engines.opensearch.snapshot import Snapshot

_AT_ONCE = 10_000


def document_of(term: str) -> dict[str, str]:
    """Return the document of a term; that of a key has its fold, to be found by it."""
    marked = term[0] in {FOLDED, VARIANT}
    return {"kind": VOCABULARY, "term": term} | ({} if marked else {"folded": fold(term)})


def terms_beginning(snapshot: Snapshot, letters: str = "") -> list[str]:
    """Return the terms of an index that begin with some letters, in order.

    One that only articles since removed had is among them.
    """
    found: list[str] = []
    every: dict[str, Any] = {"size": _AT_ONCE, "sources": [{"term": {"terms": {"field": "term"}}}]}
    query: Json = {"prefix": {"term": letters}} if letters else {"term": {"kind": VOCABULARY}}
    while True:
        body = {"size": 0, "query": query, "aggs": {"terms": {"composite": every}}}
        answer = snapshot.search(body)["aggregations"]["terms"]
        found += [each["key"]["term"] for each in answer["buckets"]]
        if len(answer["buckets"]) < _AT_ONCE:
            return found
        every["after"] = answer["after_key"]


def keys_of(snapshot: Snapshot, folded: str) -> list[str]:
    """Return the keys of an index that fold to ``folded``."""
    by_term = [{"term": "asc"}]
    hits = snapshot.every({"term": {"folded": folded}}, ["term"], sort=by_term)
    return [hit["fields"]["term"][0] for hit in hits]
