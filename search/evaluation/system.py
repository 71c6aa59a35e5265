"""What is judged: anything that ranks articles for a text, and Tìm Báo as one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from search.errors import QueryError
from search.evaluation.runs import Ranked
from search.request import Request

if TYPE_CHECKING:
    from search.searcher import Searcher


class System(Protocol):
    """Ranks articles that it has been given before."""

    @property
    def name(self) -> str:
        """What it is called in tables and JSON."""

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        """Return the best ``limit`` articles that hold any word of ``text``, best first."""


class Timbao:
    """A search as ``Searcher`` does it: any word matching, or ``as_typed``, as a person gets it."""

    def __init__(self, searcher: Searcher, *, as_typed: bool = False) -> None:
        self.name = "timbao, as typed" if as_typed else "timbao"
        self._searcher = searcher
        self._any_word = not as_typed

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        """Return the best articles; a text that is refused, say without a letter, finds none."""
        request = Request(text=text, limit=limit, any_word=self._any_word, all_copies=True)
        try:
            found = self._searcher.matches(request)
        except QueryError:
            return []
        return [Ranked(each.article_id, each.score) for each in found.matches]
