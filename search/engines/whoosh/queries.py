"""Queries beside Whoosh's own: a period, and four of its classes whose matchers are wrong in 2.7.4.

There ``Require`` gives what its second query does *not* match; ``DisjunctionMax`` gives a document
that one part matches the score of another document; ``AndNot`` does not look at its first document;
``AndMaybe`` forgets to add a score after it has skipped. Whoosh's searcher can run all of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh import query as stock
from whoosh.matching import (
    AndMaybeMatcher,
    AndNotMatcher,
    DisjunctionMaxMatcher,
    ListMatcher,
    RequireMatcher,
)

from search.engines.whoosh.schema import UNDATED
from search.engines.whoosh.weighting import joined_scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from whoosh.reading import IndexReader

LAST_DAY = 9999_99_99


def terms(query: Any) -> Iterator[tuple[str, str]]:
    """Yield the fields and terms of a query: of Term and Phrase, however deep."""
    match query:
        case stock.Term():
            yield query.fieldname, query.text
        case Joined():
            for name in query.fieldnames:
                yield name, query.text
        case stock.Phrase():
            for word in query.words:
                yield query.fieldname, word
        case _:
            for each in query.children():
                yield from terms(each)


class PublishedIn(stock.Query):  # type: ignore[misc]
    """Documents of the days ``first`` to ``last``, YYYYMMDD; undated ones never."""

    boost = 1.0

    def __init__(self, first: int = UNDATED + 1, last: int = LAST_DAY) -> None:
        self.first, self.last = max(first, UNDATED + 1), last

    def holds(self, days: NDArray[Any]) -> NDArray[np.bool_]:
        """Return which days are in the period."""
        found: NDArray[np.bool_] = (days >= self.first) & (days <= self.last)
        return found

    def is_leaf(self) -> bool:
        """Return that there is no query within."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:
        """Return at most how many documents match: Whoosh asks in a compound query."""
        count: int = ixreader.doc_count_all()
        return count

    def matcher(self, searcher: Any, context: Any = None) -> ListMatcher:  # noqa: ARG002
        """Return what steps through the documents."""
        days = np.array(list(searcher.reader().column_reader("published")))
        return ListMatcher(np.flatnonzero(self.holds(days)).tolist(), all_weights=1.0)


class Joined(stock.Query):  # type: ignore[misc]
    """A term in any of some fields that are taken as one text: see JoinedFields."""

    def __init__(self, fieldnames: tuple[str, ...], text: str, boost: float = 1.0) -> None:
        self.fieldnames, self.text, self.boost = fieldnames, text, boost

    def is_leaf(self) -> bool:
        """Return that there is no query within."""
        return True

    def estimate_size(self, ixreader: IndexReader) -> int:
        """Return at most how many documents match."""
        return sum(ixreader.doc_frequency(name, self.text) for name in self.fieldnames)

    def matcher(self, searcher: Any, context: Any = None) -> ListMatcher:  # noqa: ARG002
        """Return what steps through the documents."""
        ids, scores = joined_scores(searcher, self.fieldnames, self.text)
        return ListMatcher(ids, [self.boost * each for each in scores])


class Filtered(stock.Require):  # type: ignore[misc]
    """What ``a`` matches, with its scores, where ``b`` matches too."""

    def matcher(self, searcher: Any, context: Any = None) -> RequireMatcher:
        """Return what steps through the documents."""
        kept = self.b.matcher(searcher, searcher.boolean_context())
        return RequireMatcher(self.a.matcher(searcher, context), kept)


class BestOf(stock.DisjunctionMax):  # type: ignore[misc]
    """What any part matches, with the highest of their scores."""

    def _matcher(self, subs: Any, searcher: Any, context: Any) -> Any:
        reader = searcher.reader()
        return self._tree_matcher(
            subs, _BestMatcher, searcher, context, lambda each: each.estimate_size(reader)
        )


class _BestMatcher(DisjunctionMaxMatcher):  # type: ignore[misc]
    def score(self) -> float:
        here = self.id()
        parts = [each for each in (self.a, self.b) if each.is_active() and each.id() == here]
        best: float = max(each.score() for each in parts)
        return best


class Without(stock.AndNot):  # type: ignore[misc]
    """What ``a`` matches and ``b`` does not."""

    def matcher(self, searcher: Any, context: Any = None) -> AndNotMatcher:
        """Return what steps through the documents."""
        excluded = self.b.matcher(searcher, searcher.boolean_context())
        return _WithoutMatcher(self.a.matcher(searcher, context), excluded)


class _WithoutMatcher(AndNotMatcher):  # type: ignore[misc]
    def _find_first(self) -> None:
        self._find_next()

    def _find_next(self) -> None:
        if self.a.is_active():
            super()._find_next()


class Raised(stock.AndMaybe):  # type: ignore[misc]
    """What ``a`` matches; where ``b`` matches too, its score is added."""

    def matcher(self, searcher: Any, context: Any = None) -> AndMaybeMatcher:
        """Return what steps through the documents."""
        return _RaisedMatcher(self.a.matcher(searcher, context), self.b.matcher(searcher, context))


class _RaisedMatcher(AndMaybeMatcher):  # type: ignore[misc]
    def skip_to(self, id: int) -> None:  # noqa: A002 - the name that Whoosh gives it
        self.a.skip_to(id)
        if self.a.is_active() and self.b.is_active():
            self.b.skip_to(self.a.id())
