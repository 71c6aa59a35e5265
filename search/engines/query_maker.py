"""What queries of an engine are made of: each way to match and to score, by its name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from search.labels import DocumentKey

_Q = TypeVar("_Q")


class Beside(StrEnum):
    """Which terms of a text taken as one are meant: its syllables, or what stands beside them."""

    NOTHING = ""
    PAIRS = "pairs"
    WORDS = "words"


class QueryMaker(Protocol[_Q]):
    """Makes queries for documents of one kind. A field is a Field's value, or ALT.

    Terms are scored by BM25 as ``bm25`` of the Whoosh room has it, times a weight above 0.
    """

    def term(self, term: str, field: str, weight: float, /) -> _Q:
        """Match a term in one field."""

    def joined(self, beside: Beside, term: str, weight: float, /) -> _Q:
        """Match a term in the fields of ``fields.TEXT``, which are scored as one text."""

    def phrase(self, terms: Sequence[str], field: str, weight: float, /) -> _Q:
        """Match terms in a row; they score the sum of what each scores in the field."""

    def multi_phrase(self, places: Sequence[Sequence[str]], field: str, weight: float, /) -> _Q:
        """Match a row with any of some terms at each place; the best at each place scores."""

    def near(self, terms: Sequence[str], window: int, field: str, weight: float, /) -> _Q:
        """Match terms in any order within so many positions; they score as a phrase does."""

    def published(self, first: date | None, last: date | None, /) -> _Q:
        """Match what was published in a period, both days included; it scores 1."""

    def among(self, documents: frozenset[DocumentKey], /) -> _Q:
        """Match these articles, or these photos; it scores 1."""

    def everything(self) -> _Q:
        """Match every document; it scores 1."""

    def any(self, queries: Sequence[_Q], weight: float = 1.0, /) -> _Q:
        """Match what any matches; it scores the sum."""

    def all(self, queries: Sequence[_Q], /) -> _Q:
        """Match what all match; it scores the sum."""

    def at_least(self, queries: Sequence[_Q], least: int, /) -> _Q:
        """Match what so many match; it scores the sum."""

    def best_of(self, queries: Sequence[_Q], /) -> _Q:
        """Match what any matches; it scores the best."""

    def raised(self, query: _Q, more: _Q, /) -> _Q:
        """Match what ``query`` matches; where ``more`` matches too, its score is added."""

    def without(self, query: _Q, excluded: _Q, /) -> _Q:
        """Match what ``query`` matches and ``excluded`` does not."""

    def filtered(self, query: _Q, kept: _Q, /) -> _Q:
        """Match what both match; ``query`` scores."""
