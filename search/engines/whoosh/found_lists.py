"""Add up a few lists of documents with their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import NOTHING, Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.whoosh.found import Scores
    from search.engines.whoosh.postings import Integers


def added_up(parts: Sequence[tuple[Found, float]]) -> Found:
    """Add up a few lists of documents."""
    if not parts:
        return NOTHING
    lists = [each.listed() for each, _ in parts]
    documents = np.concatenate([held for held, _ in lists])
    scores = np.concatenate(
        [scores * np.float32(times) for (_, scores), (_, times) in zip(lists, parts, strict=True)]
    )
    return Found(documents, scores) if len(parts) == 1 else summed(documents, scores)


def summed(documents: Integers, scores: Scores) -> Found:
    """Return each of some documents once, ascending, with the sum of its scores."""
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    return Found(documents[first], np.add.reduceat(scores[order], first))
