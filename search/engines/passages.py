"""What is added to the scores of the best: how much their opening and one passage hold.

An engine says where the syllables of a query stand in the documents that it found best; what that
is worth is the same in all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.engines.weights import OPENING_SYLLABLES, OPENING_WEIGHT, PASSAGE_WEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.clues import Clue

Integers = NDArray[np.int64]
Scores = NDArray[np.float32]

#: A passage is so many blocks of positions, and the next begins one block on. Positions that are
#: left empty between paragraphs count: it is two short paragraphs, or most of a long one.
_BLOCK, _BLOCKS = 32, 3
#: What stands further down is not looked at: it is after thirty paragraphs or so.
_MOST_BLOCKS = 64
#: Where titles begin.
TITLE = int(np.iinfo(np.int32).min)


class Occurrences(NamedTuple):
    """In which of the documents which of the clues stands, and how far from where a text begins.

    Places in the title count from TITLE, far below 0: the text begins after it.
    """

    rows: Integers
    clues: Integers
    places: Integers


def added_scores(
    clues: Sequence[Clue],
    rare: Sequence[float],
    text: Occurrences,
    captions: Occurrences,
    documents: int,
) -> tuple[Scores, Scores]:
    """Return what is added to the score of each of so many ``documents``: passage and opening.

    A clue is worth what it is ``rare``, its inverse frequency in the text of articles.
    """
    worth = np.multiply([clue.share for clue in clues], rare, dtype=np.float32)
    # a title is a passage of its own: who searches for its words is not sent to others first
    parts = (_title_of(text), text, captions)
    passage = np.max([_best_passage(each, worth, documents) for each in parts], axis=0)
    opening = _opening(text, worth, documents)
    return np.float32(PASSAGE_WEIGHT) * passage, np.float32(OPENING_WEIGHT) * opening


def _title_of(text: Occurrences) -> Occurrences:
    """Return the occurrences in the titles, from where these begin."""
    rows, clues, places = (column[text.places < 0] for column in text)
    return Occurrences(rows, clues, places - TITLE)


def _best_passage(found: Occurrences, worth: Scores, documents: int) -> Scores:
    """Return the worth of the clues in that passage of each document that holds most of it."""
    blocks = found.places // _BLOCK
    near = (found.places >= 0) & (blocks < _MOST_BLOCKS)
    last = int(blocks[near].max(initial=0))
    held = np.zeros((documents, last + _BLOCKS, len(worth)), np.bool_)
    held[found.rows[near], blocks[near], found.clues[near]] = True
    passages = held[:, : last + 1].copy()
    for further in range(1, _BLOCKS):
        passages |= held[:, further : last + 1 + further]
    best: Scores = (passages.astype(np.float32) @ worth).max(axis=1)
    return best


def _opening(found: Occurrences, worth: Scores, documents: int) -> Scores:
    """Return the worth of the clues in title and opening; twice is a third more than once."""
    counts = np.zeros((documents, len(worth)), np.float32)
    early = found.places < OPENING_SYLLABLES
    np.add.at(counts, (found.rows[early], found.clues[early]), 1)
    counts /= counts + 1
    opening: Scores = counts @ worth
    return opening
