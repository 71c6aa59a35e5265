"""How often Python looks for garbage in our processes."""

from __future__ import annotations

import gc

#: New objects between two looks; Python's own number is 700.
_OBJECTS = 200_000


def collect_seldom() -> None:
    """Have this process look for garbage seldom: what is made here stays, or is in no cycle.

    A search makes a hundred thousand objects that stay, and to look through them once takes a
    twentieth of its time; indexing spent 3.6 % on it.
    """
    gc.set_threshold(_OBJECTS)


def collect_no_more() -> None:
    """Have this process end without a last look, which is a sixth of the time of a search."""
    gc.freeze()
