"""The tables that a process which builds keeps from one part to the next."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from functools import lru_cache

from search.engines.fields import GAP
from search.engines.whoosh.key_groups import KeyGroups
from search.vietnamese.columns import ColumnAnalyzer

#: Tables with more rows are mostly what was met once, and begin anew with the next part.
_MOST_ROWS = 300_000


class Workshop:
    """What a process that builds keeps from one part to the next: its tables fill up once."""

    def __init__(self, analyzer: ColumnAnalyzer) -> None:
        self.analyzer = analyzer
        self.groups = KeyGroups(analyzer.vocabulary)

    def tidy(self) -> None:
        """Begin new tables where the old ones have grown too large."""
        if self.analyzer.rows > _MOST_ROWS:
            self.analyzer.reset()
            self.groups = KeyGroups(self.analyzer.vocabulary)
            gc.collect()  # the old tables know each other, and garbage is looked for seldom


@lru_cache(maxsize=1)
def shared_workshop() -> Workshop:
    """Return the workshop of this process."""
    return Workshop(ColumnAnalyzer(gap=GAP))


def give_memory_back() -> None:
    """Have glibc return what is free between what is in use: 100 MB after a part, measured."""
    with suppress(OSError, AttributeError):  # of another C library
        ctypes.CDLL(None).malloc_trim(0)


def put_away() -> None:
    """Drop the tables of this process, for what needs much memory; the next part fills new ones."""
    shared_workshop.cache_clear()
    gc.collect()
    give_memory_back()
