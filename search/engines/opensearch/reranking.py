"""Where the syllables of a query stand in the best documents, read from their stored terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.fields import GAP, TEXT
from search.engines.opensearch.mapping import FILLER, STACK
from search.engines.passages import TITLE, Occurrences, added_scores
from search.hits import Kind
from search.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.engines.clues import Clue
    from search.engines.passages import Scores

#: What of a document is read.
READ = tuple(str(field) for field in TEXT[Kind.ARTICLE])


def more_for(
    clues: Sequence[Clue], rare: Sequence[float], sources: Sequence[Mapping[str, Any]]
) -> Scores:
    """Return what is added to the score of each document: see ``passages.added_scores``."""
    numbers = {clue.meant: number for number, clue in enumerate(clues)}
    text: list[tuple[int, int, int]] = []
    captions: list[tuple[int, int, int]] = []
    for row, source in enumerate(sources):
        lead = source.get(Field.LEAD, ())
        length = sum(each.count(" ") + 1 for each in lead)
        body = length + GAP * (length > 0)
        text += _places(row, source.get(Field.TITLE, ()), TITLE, numbers)
        text += _places(row, lead, 0, numbers)
        text += _places(row, source.get(Field.BODY, ()), body, numbers)
        captions += _places(row, source.get(Field.CAPTION, ()), 0, numbers)
    passage, opening = added_scores(clues, rare, _columns(text), _columns(captions), len(sources))
    return passage + opening


def _places(
    row: int, paragraphs: Sequence[str], start: int, numbers: Mapping[str, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield where clues stand in a field that begins at ``start``."""
    for paragraph in paragraphs:
        stacks = paragraph.split(" ")
        for place, stack in enumerate(stacks, start):
            if (number := numbers.get(stack.partition(STACK)[0])) is not None:
                yield row, number, place
            if stack[-1] != FILLER:  # the words in a hashtag may be among so many terms
                parts = stack.split(STACK)[1:]
                yield from ((row, numbers[each], place) for each in parts if each in numbers)
        start += len(stacks) - 1 + GAP


def _columns(found: Sequence[tuple[int, int, int]]) -> Occurrences:
    table = np.array(found, np.int64).reshape(-1, 3)
    return Occurrences(table[:, 0], table[:, 1], table[:, 2])
