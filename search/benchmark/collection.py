"""The articles of one comparison as every engine gets them: the same syllables, numbered.

Engines cut words by rules of their own; over ``k17 k4 k230`` there is nothing to disagree about.
"""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from search.article import Precision, Revision
from search.building import batched
from search.engines.documents import batches
from search.engines.fields import GAP
from search.errors import UsageError
from search.hits import Facet
from search.query.tree import Field
from search.sources.files import distinct_articles
from search.vietnamese.columns import ColumnAnalyzer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.article import Article
    from search.engines.documents import Batch, FieldColumns
    from search.following import Progress

#: The fields in which every engine looks for every word, and what a match in each is worth.
FIELDS = {
    Field.TITLE.value: 3.0,
    Field.LEAD.value: 1.5,
    Field.BODY.value: 1.0,
    Field.CAPTION.value: 1.2,
}
#: Stands between paragraphs, so that no engine finds a phrase across.
BREAK = "brk"
YEARS = range(2015, 2025)
_SOURCES = 12


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """One article; ``texts`` has the numbered syllables of each of FIELDS, with spaces between."""

    id: str
    year: int
    source: str
    texts: dict[str, str]


class Collection:
    """The first articles of a corpus, with sources and days made up from their numbers.

    They are kept in files, so that the memory of whoever indexes them is its own.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tokens: dict[str, str] = {}
        #: How many times each key stands in the fields.
        self.frequencies: Counter[str] = Counter()
        self.count = 0

    @classmethod
    def of(cls, corpus: Path, most: int, folder: Path, progress: Progress) -> Collection:
        """Analyse at most ``most`` articles of ``corpus`` into files in ``folder``.

        Raises SourceMissing, and UsageError where there is no article.
        """
        made = cls(folder)
        analyzer = ColumnAnalyzer(gap=GAP)
        names = [BREAK]
        found: Counter[int] = Counter()
        with made._articles.open("wb") as articles, made._documents.open("wb") as documents:
            for batch in batched(islice(distinct_articles(corpus), most)):
                dated = [_dated(each, made.count + at) for at, each in enumerate(batch)]
                pickle.dump(dated, articles)
                columns, _ = batches(list(map(Revision.of, dated)), analyzer)
                keys = columns.vocabulary.keys
                names += [f"k{number}" for number in range(len(names) - 1, len(keys))]
                pickle.dump(_plain(columns, names), documents)
                for field in columns.fields.keys() & FIELDS:
                    found.update(columns.fields[field].keys.tolist())
                made.count += len(batch)
                progress(made.count, most)
        if not made.count:
            raise UsageError(f"Không có bài nào trong {corpus}", f"No article in {corpus}")
        keys = analyzer.vocabulary.keys
        made._tokens = dict(zip(keys, names[1:], strict=True))
        made.frequencies = Counter({keys[number]: times for number, times in found.items()})
        return made

    @property
    def _articles(self) -> Path:
        return self._folder / "articles.pickle"

    @property
    def _documents(self) -> Path:
        return self._folder / "documents.pickle"

    def articles(self) -> Iterator[Article]:
        """Yield the articles."""
        return _unpickled(self._articles)

    def documents(self) -> Iterator[PlainDocument]:
        """Yield the same articles as numbered syllables."""
        return _unpickled(self._documents)

    def token(self, key: str) -> str:
        """Return what stands for a key in documents."""
        return self._tokens[key]


def _source_of(number: int) -> str:
    """Return the source of the article of that number, counted from 0."""
    return f"Báo số {number % _SOURCES + 1}"


def _dated(article: Article, number: int) -> Article:
    day = date(YEARS[number % len(YEARS)], number % 12 + 1, number % 28 + 1)
    return replace(article, source=_source_of(number), published=day, precision=Precision.EXACT)


def _plain(batch: Batch, names: list[str]) -> list[PlainDocument]:
    columns = {name: _texts(batch, batch.fields.get(name), names) for name in FIELDS}
    return [
        PlainDocument(
            each.article_id,
            each.published.year if each.published else 0,
            b"".join(each.facets[Facet.SOURCE]).decode(),
            {name: texts[at] for name, texts in columns.items()},
        )
        for at, each in enumerate(batch.documents)
    ]


def _texts(batch: Batch, columns: FieldColumns | None, names: list[str]) -> list[str]:
    """Return the text of a field in each document of a batch; name 0 is the break."""
    if columns is None:
        return [""] * len(batch.documents)
    documents = columns.documents
    breaks = 1 + np.flatnonzero(~columns.followed[:-1] & (documents[1:] == documents[:-1]))
    numbers = np.insert(columns.keys + 1, breaks, 0)
    documents = np.insert(documents, breaks, documents[breaks])
    firsts = np.searchsorted(documents, np.arange(len(batch.documents) + 1)).tolist()
    listed = numbers.tolist()
    return [
        " ".join(map(names.__getitem__, listed[first:after])) for first, after in pairwise(firsts)
    ]


def _unpickled(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        while file.peek(1):
            yield from pickle.load(file)  # noqa: S301 - written by ourselves a moment ago
