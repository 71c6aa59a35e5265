"""Which segments to merge: those of one size when there are many, those mostly deleted at once.

A segment is rewritten once a tier, so an article is a few times in the life of an archive, and an
update costs what is new. The tiers are those of Lucene's LogMergePolicy.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh.codec import ArraySegment

#: So many segments of one tier become one, of the next tier.
MERGE_FACTOR = 10
#: Segments of fewer documents all belong to the lowest tier.
_SMALLEST = 4_000
_MOST_DELETED = 0.3


def to_merge(segments: Sequence[ArraySegment]) -> list[ArraySegment]:
    """Return segments to be merged into one, none where all is well."""
    tiers: dict[tuple[str, int], list[ArraySegment]] = defaultdict(list)
    for segment in segments:
        if segment.deleted_count() > _MOST_DELETED * segment.documents:
            return [segment]
        tiers[segment.kind, _tier(segment.doc_count())].append(segment)
    return next((tier for tier in tiers.values() if len(tier) >= MERGE_FACTOR), [])


def _tier(documents: int) -> int:
    return 1 + int(log(documents / _SMALLEST, MERGE_FACTOR)) if documents > _SMALLEST else 0
