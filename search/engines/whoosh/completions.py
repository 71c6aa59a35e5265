"""What begins with the letters somebody typed, and how many articles hold it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import largest
from search.engines.whoosh.schema import COMPLETIONS, completion_of
from search.hits import Suggestion

if TYPE_CHECKING:
    from search.engines.whoosh.segments import Segments

_AFTER_ALL = b"\xff"  # in no UTF-8


def completions(segments: Segments, prefix: str, most: int) -> list[Suggestion]:
    """Return suggestions whose folded text begins with ``prefix``, the most frequent first.

    ``most`` of each segment are looked at: where there are more, what is rare in a segment is not
    counted there.
    """
    counts: Counter[bytes] = Counter()
    first = prefix.encode()
    for _, field in segments.readers(COMPLETIONS):
        start, stop = map(field.dictionary.position, (first, first + _AFTER_ALL))
        held = field.document_frequencies(np.arange(start, stop))
        for place in largest(held, most).tolist():
            counts[field.dictionary.term(start + place)] += int(held[place])
    found = ((completion_of(term), count) for term, count in counts.most_common(most))
    return [Suggestion(text, kind, count) for (_, text, kind), count in found]
