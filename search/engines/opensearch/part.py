"""Documents in a file, a line each, on their way into a cluster."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from search.engines.documents import batches as analysed
from search.engines.fields import GAP
from search.engines.opensearch.kept import kept
from search.engines.opensearch.mapping import KEPT
from search.engines.opensearch.terms import Documents
from search.engines.opensearch.vocabulary import document_of
from search.failpoints import reached
from search.hits import Kind
from search.vietnamese.columns import ColumnAnalyzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from search.article import Revision

#: Tables with more rows are mostly what was met once, and begin anew with the next part.
_MOST_ROWS = 400_000


@dataclass(frozen=True, slots=True)
class ClusterPart:
    """A file of documents: see Part."""

    name: str
    articles: int

    def documents(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Yield the documents, those of a term last. Raises OSError."""
        with (folder / self.name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def drop(self, folder: Path) -> None:
        """Delete the file."""
        with suppress(OSError):
            (folder / self.name).unlink()


@lru_cache(maxsize=1)
def _analyzer() -> ColumnAnalyzer:
    """Return the analyzer of this process: its tables fill up once."""
    return ColumnAnalyzer(gap=GAP)


def build_part(folder: Path, batches: Iterable[Sequence[Revision]]) -> ClusterPart:
    """Analyse articles and write them to a file in ``folder``. Raises OSError."""
    analyzer = _analyzer()
    if analyzer.rows > _MOST_ROWS:
        analyzer.reset()
    documents = Documents()
    articles = 0
    path = folder / f"{uuid4().hex}.part"
    try:
        with path.open("w", encoding="utf-8") as file:
            for revisions in batches:
                whole = {each.article.id: each.article for each in revisions}
                for batch in analysed(revisions, analyzer):
                    articles += len(batch.documents) * (batch.kind is Kind.ARTICLE)
                    for source in documents.of(batch):
                        if batch.kind is Kind.ARTICLE:
                            source[KEPT] = kept(whole[source["article_id"]])
                        file.write(json.dumps(source, ensure_ascii=False) + "\n")
            for term in sorted(documents.terms):
                file.write(json.dumps(document_of(term), ensure_ascii=False) + "\n")
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    reached("built")
    return ClusterPart(path.name, articles)
