"""What the spellings of one value of a facet share, for every engine."""

from __future__ import annotations

from functools import lru_cache

from search.vietnamese.characters import clean
from search.vietnamese.spelling import key


@lru_cache(maxsize=1 << 14)  # the same sources, sections and photographers come again and again
def facet_key(value: str) -> str:
    """Return ``value`` whatever its case, spaces, Unicode form and places of tone marks.

    >>> facet_key("Xã  hội") == facet_key("XÃ HỘI")
    True
    """
    return " ".join(map(key, clean(value).text.split()))
