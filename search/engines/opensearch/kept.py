"""Articles as the cluster keeps them, whole: for whoever searches it without an archive."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from search.article import Article, Caption, Precision
from search.engines.opensearch.mapping import KEPT
from search.errors import ArticleMissing
from search.vietnamese.abbreviation_counts import AbbreviationCounts, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.archive.abbreviations import Decision
    from search.engines.opensearch.queries import Json
    from search.engines.opensearch.snapshot import Snapshot

#: A kind of documents that only keep something.
DEFINITIONS = "definitions"
#: In the order of their keys.
BY_KEY = [{"key": "asc"}]
_AT_ONCE = 500
_COPIED = tuple(each.name for each in fields(Article) if each.name not in {"captions", "published"})


def kept(article: Article) -> Json:
    """Return an article as JSON values, which ``article_from`` reads."""
    values: dict[str, Any] = {name: getattr(article, name) for name in _COPIED}
    values["extra"] = dict(article.extra)
    values["captions"] = [asdict(each) for each in article.captions]
    values["published"] = article.published.isoformat() if article.published else None
    return values


def article_from(values: Json) -> Article:
    """Return the article that ``kept`` made JSON of."""
    published = values["published"]
    return Article(
        **{
            **values,
            "captions": tuple(Caption(**each) for each in values["captions"]),
            "tags": tuple(values["tags"]),
            "published": date.fromisoformat(published) if published else None,
            "precision": Precision(values["precision"]),
        }
    )


def kept_of(snapshot: Snapshot, kind: str, at_once: int = _AT_ONCE) -> Iterator[Any]:
    """Yield what the documents of a kind keep, so many asked for at a time."""
    wanted = {"term": {"kind": kind}}
    for hit in snapshot.every(wanted, (), sort=BY_KEY, _source=[KEPT], size=at_once):
        yield hit["_source"][KEPT]


class KeptArticles:
    """The articles of one state of an index, looked up by their ids as in an archive."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.abbreviations = KeptDefinitions(snapshot)

    def close(self) -> None:
        """Let the cluster forget this state."""
        self._snapshot.close()

    def count_changes(self, after: int) -> int:  # noqa: ARG002 - as an archive has it
        """Return 0: what is kept and what is indexed are one."""
        return 0

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Return those of ``article_ids`` that there are, by id."""
        found: dict[str, Article] = {}
        for at in range(0, len(article_ids), _AT_ONCE):
            some = list(article_ids[at : at + _AT_ONCE])
            whole = [{"terms": {"article_id": some}}, {"term": {"ordinal": 0}}]
            query = {"bool": {"filter": whole}}
            for hit in self._snapshot.every(query, (), _source=[KEPT]):
                article = article_from(hit["_source"][KEPT])
                found[article.id] = article
        return found

    def documents(self, kind: str, at_once: int) -> Iterator[Any]:
        """Yield what the documents of a kind keep, in the order of their keys."""
        return kept_of(self._snapshot, kind, at_once)

    def article(self, article_id: str) -> Article:
        """Return one article. Raises ArticleMissing."""
        found = self.articles([article_id])
        if not found:
            raise ArticleMissing(article_id)
        return found[article_id]


class KeptDefinitions:
    """What articles define, counted when the parts were gathered; nobody decided about it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def kept_lexicon(self, rules: str) -> None:
        """Return None."""

    def counts(self) -> AbbreviationCounts:
        """Return how many articles define what."""
        counts = AbbreviationCounts()
        for each in kept_of(self._snapshot, DEFINITIONS):
            for row in each["rows"]:
                counts.add(Row(*row))
        return counts

    def decisions(self) -> Sequence[Decision]:
        """Return nothing."""
        return ()
