"""The articles that are searched: judged ones and distractors, indexed in a folder of their own."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.engines.opening import default_engine
from search.errors import UsageError
from search.indexer import Indexer, silent
from search.settings import DataDirectory
from search.sources.files import distinct_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.article import Article
    from search.following import Progress

_READ_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Portion:
    """The first ``most`` articles of a file or folder; all of them where that is None."""

    path: Path
    most: int | None = None

    @classmethod
    def of(cls, typed: str) -> Portion:
        """Read ``FILE`` or ``FILE:N``. Raises UsageError for an N of 0."""
        path, colon, most = typed.rpartition(":")
        if not (colon and most.isdecimal()) or Path(typed).exists():
            return cls(Path(typed))
        if not int(most):
            raise UsageError(f"{typed}: số bài phải từ 1", f"{typed}: at least 1 article")
        return cls(Path(path), int(most))

    def articles(self) -> Iterator[Article]:
        """Yield the articles, the first of each id. Raises SourceMissing."""
        return islice(distinct_articles(self.path), self.most)


def together(portions: Sequence[Portion]) -> Iterator[Article]:
    """Yield the articles of all portions, the first of each id."""
    known: set[str] = set()
    for article in chain.from_iterable(portion.articles() for portion in portions):
        if article.id not in known:
            known.add(article.id)
            yield article


@contextmanager
def indexed(
    articles: Iterable[Article], *, keep: Path | None = None, progress: Progress = silent
) -> Iterator[DataDirectory]:
    """Index articles as `timbao index` does, in a folder that is dropped afterwards, or kept.

    Raises UsageError where ``keep`` holds an archive already, and where there is no article.
    """
    with nullcontext(keep) if keep else TemporaryDirectory() as folder:
        data = DataDirectory(Path(folder))
        if data.archive.exists():
            raise UsageError(
                f"{folder} đã có kho bài; dùng lại bằng --data {folder}",
                f"{folder} holds an archive already; use it with --data {folder}",
            )
        records = (("evaluation", article) for article in articles)
        report, _ = Indexer(data, default_engine(), people=False).index(records, progress=progress)
        if not report.outcomes:
            raise UsageError("Không có bài nào để lập chỉ mục", "There is no article to index")
        yield data


def archived(data: DataDirectory) -> Iterator[Article]:
    """Yield every article of a data directory that is in force, by id."""
    with Archive(data.archive) as archive:
        ids = [article_id for article_id, _ in archive.hashes()]
        for at in range(0, len(ids), _READ_AT_ONCE):
            yield from archive.articles(ids[at : at + _READ_AT_ONCE]).values()
