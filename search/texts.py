"""Where the articles on a page come from: the archive, or a cluster that parts have filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from search.archive.store import Archive
from search.engines.configuration import engine_of
from search.engines.opening import open_index, open_shared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.article import Article
    from search.engines.engine import Engine, IndexReader
    from search.engines.opening import OpenIndex
    from search.query.lexicon import Definitions
    from search.settings import DataDirectory


class Texts(Protocol):
    """Articles by their ids, and what they define."""

    @property
    def abbreviations(self) -> Definitions:
        """What articles define abbreviations as."""

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Return the articles in force among ``article_ids``, by id."""

    def article(self, article_id: str) -> Article:
        """Return one article. Raises ArticleMissing."""

    def count_changes(self, after: int) -> int:
        """Return how many articles changed after a change of the archive; 0 without an archive."""

    def close(self) -> None:
        """Let go of them."""


class Opened(NamedTuple):
    """What a search reads; ``change`` is the last of the archive that the index has."""

    texts: Texts
    reader: IndexReader
    change: int


def opened(data: DataDirectory, engine: Engine) -> Opened:
    """Open the archive and the index in use. Raises ArchiveMissing, IndexMissing and kin.

    Without an archive, what parts have put into a cluster is searched, which keeps their articles.
    """
    if not data.archive.exists() and (shared := open_shared(engine)):
        return Opened(shared.kept, shared, 0)
    archive, index = open_archived(data, engine)
    return Opened(archive, index.reader, index.manifest.change)


def open_archived(data: DataDirectory, engine: Engine) -> tuple[Archive, OpenIndex]:
    """Open the archive and the index in use. Raises ArchiveMissing, IndexMissing and kin."""
    archive = Archive(data.archive)
    try:
        return archive, open_index(data, engine)
    except BaseException:
        archive.close()
        raise


def opened_texts(data: DataDirectory) -> Texts:
    """Open the articles alone, whatever state the index is in: see ``opened``."""
    if not data.archive.exists() and (shared := open_shared(engine_of(data))):
        return shared.kept
    return Archive(data.archive)
