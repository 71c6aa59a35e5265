"""Queries that only our scorer answers: Whoosh has none that means the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whoosh import query as stock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.labels import DocumentKey


class _Wide(stock.Query):  # type: ignore[misc]
    """A query of one field that Whoosh cannot step through."""

    def __init__(self, fieldname: str, boost: float) -> None:
        self.fieldname, self.boost = fieldname, boost


class MultiPhrase(_Wide):
    """Syllables in a row, each any of several terms; it scores the best term of each place."""

    def __init__(self, fieldname: str, places: Sequence[Sequence[str]], boost: float = 1.0) -> None:
        super().__init__(fieldname, boost)
        self.places = places


class NearTerms(_Wide):
    """Terms in any order within so many positions; it scores the sum of them, as a phrase does."""

    def __init__(
        self, fieldname: str, words: Sequence[str], window: int, boost: float = 1.0
    ) -> None:
        super().__init__(fieldname, boost)
        self.words, self.window = words, window


class AtLeast(stock.Query):  # type: ignore[misc]
    """What so many of its queries match; it scores the sum of those."""

    boost = 1.0

    def __init__(self, subqueries: Sequence[stock.Query], least: int) -> None:
        self.subqueries, self.least = subqueries, least


class Among(stock.Query):  # type: ignore[misc]
    """Documents by their keys; each scores 1."""

    boost = 1.0

    def __init__(self, keys: frozenset[DocumentKey]) -> None:
        self.keys = keys
