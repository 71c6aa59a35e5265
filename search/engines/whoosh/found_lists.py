"""Add up a few lists of documents with their scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.found import NOTHING, Found

if TYPE_CHECKING:
    from collections.abc import Sequence


def added_up(parts: Sequence[tuple[Found, float]]) -> Found:
    """Add up a few lists of documents."""
    if not parts:
        return NOTHING
    lists = [each.listed() for each, _ in parts]
    documents = np.concatenate([held for held, _ in lists])
    scores = np.concatenate(
        [scores * np.float32(times) for (_, scores), (_, times) in zip(lists, parts, strict=True)]
    )
    if len(parts) == 1:
        return Found(documents, scores)
    order = np.argsort(documents, kind="stable")
    documents = documents[order]
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    return Found(documents[first], np.add.reduceat(scores[order], first))
