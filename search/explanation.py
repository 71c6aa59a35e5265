"""Where the score of a hit comes from, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stream(StrEnum):
    """What a part of a score is for."""

    SYLLABLE = "syllable"
    LETTERS = "letters"  # a syllable in any spelling that was not told apart
    PAIR = "pair"
    WORD = "word"
    ROW = "row"
    NEAR = "near"
    SHAPE = "shape"
    ALL = "all"  # what every document has
    PASSAGE = "passage"
    OPENING = "opening"
    RECENCY = "recency"


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a hit's score: for which words, and the fields that hold them.

    A passage, an opening and recency are for all words of the query together, and name none.
    """

    stream: Stream
    words: str
    fields: tuple[str, ...]
    score: float
