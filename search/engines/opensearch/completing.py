"""What begins with the letters somebody typed, and how many articles hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.engines.opensearch.terms import naming_of
from search.hits import Suggestion

if TYPE_CHECKING:
    from search.engines.opensearch.snapshot import Snapshot


def completions(snapshot: Snapshot, prefix: str, most: int) -> list[Suggestion]:
    """Return suggestions whose folded text begins with ``prefix``, the most frequent first."""
    begins = re.sub(r"([^\w\s])", r"\\\1", prefix) + ".*"
    named = {"terms": {"field": "named", "include": begins, "size": most}}
    body = {"size": 0, "query": {"prefix": {"named": prefix}}, "aggs": {"named": named}}
    buckets = snapshot.search(body)["aggregations"]["named"]["buckets"]
    return [Suggestion(*naming_of(each["key"]), each["doc_count"]) for each in buckets]
