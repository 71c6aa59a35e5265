"""The contract of an engine in a comparison: it indexes a collection, opens it, answers queries."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from search.benchmark.collection import Collection, PlainDocument
    from search.benchmark.queries import PlainQuery

    #: Runs a query and returns the ids of the best articles, best first.
    Prepared = Callable[[], list[str]]

_Item = TypeVar("_Item")

#: Of several segments the first holds so much, the rest share what is left: what an archive is
#: like that has grown. Segments of one size would be merged, here and in Tantivy.
_FIRST_SHARE = 0.6


class Opened(Protocol):
    """An index open for searching."""

    @property
    def segments(self) -> int | None:
        """How many segments there are, None where nobody says."""

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        """Return what answers ``query``, None where the engine has nothing of the kind.

        Whatever an engine makes of a query before it is asked, its own objects say, is made here.
        """

    def close(self) -> None:
        """Let go of the files."""


class Peer(Protocol):
    """An engine, indexing and searching FIELDS with their weights, the ten best by BM25."""

    @property
    def name(self) -> str:
        """What the engine is called in tables and JSON."""

    @property
    def index(self) -> str:
        """The name of its folder; those of one name share an index."""

    @property
    def most_articles(self) -> int | None:
        """More articles than that are too many for it to be waited for."""

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index all articles into ``folder``, in so many segments where that can be chosen."""

    def open(self, folder: Path) -> Opened:
        """Open what was built."""


class PlainPeer(Peer, Protocol):
    """An engine that is given texts of words with spaces between."""

    def write(
        self, documents: Iterable[PlainDocument], folder: Path, shares: Sequence[int] = ()
    ) -> None:
        """Index documents, each of ``shares`` in a segment of its own, or as the engine likes."""


def shares(count: int, segments: int) -> list[int]:
    """Return how many of ``count`` documents go to each of so many segments."""
    if segments == 1:
        return [count]
    first = round(count * _FIRST_SHARE)
    each, over = divmod(count - first, segments - 1)
    return [first, *(each + (number < over) for number in range(segments - 1))]


def shared(documents: Iterable[_Item], sizes: Sequence[int]) -> Iterator[Iterator[_Item]]:
    """Yield the documents of each share, all of them in one where there are no ``sizes``."""
    remaining = iter(documents)
    if not sizes:
        yield remaining
    for size in sizes:
        yield islice(remaining, size)
