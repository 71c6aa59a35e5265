"""The contract of an engine: it keeps documents, and finds them again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from search.engines.documents import Document
    from search.hits import Kind, Sort
    from search.query.tree import Query
    from search.vietnamese.patterns import SyllablePattern


@dataclass(frozen=True, slots=True)
class Match:
    """One document that matched. ``ordinal`` is 0 for an article, else the photo's."""

    article_id: str
    ordinal: int
    score: float


@dataclass(frozen=True, slots=True)
class Matches:
    """One page of what matched. ``total`` counts all, whatever the page."""

    total: int
    matches: tuple[Match, ...]


class IndexReader(Protocol):
    """Searches one state of an index, whatever is written meanwhile."""

    def search(self, query: Query, *, kind: Kind, sort: Sort, offset: int, limit: int) -> Matches:
        """Return matches ``offset`` to ``offset + limit``, in the same order every time.

        A plain word matches in any field that ``fields.WEIGHTS`` lists for ``kind``, an article
        matches when its fields together hold every word. Raises QueryError for a field that
        ``kind`` does not have.
        """

    def frequency(self, syllable: SyllablePattern) -> int:
        """Return how many times articles hold what ``syllable`` stands for, counted by field."""

    def held(self) -> Iterator[tuple[str, str, int]]:
        """Return id, content hash and number of photos of every article held, in any order."""

    def close(self) -> None:
        """Let go of the files."""


class IndexWriter(Protocol):
    """Changes one index. Nothing shows to a reader before ``commit``."""

    def replace(self, article_id: str, documents: Iterable[Document]) -> None:
        """Hold these documents for an article instead of any held before."""

    def remove(self, article_id: str) -> None:
        """Hold nothing for an article."""

    def commit(self) -> None:
        """Show all changes to readers opened from now on, together."""

    def cancel(self) -> None:
        """Forget all changes."""


class Engine(Protocol):
    """Keeps indexes in folders, one each. Raises IndexDamaged and StorageError."""

    @property
    def name(self) -> str:
        """What the engine's folder is called."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever an index built before can no longer be used."""

    def create(self, folder: Path) -> None:
        """Make an empty index in an empty folder."""

    def reader(self, folder: Path) -> IndexReader:
        """Open an index for searching."""

    def writer(self, folder: Path) -> IndexWriter:
        """Open an index for changing it."""
