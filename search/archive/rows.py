"""An Article as rows of the archive, and back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from search.article import Article, Caption, Precision

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_to_json = json.JSONEncoder(ensure_ascii=False).encode

REVISION_COLUMNS = (
    "title",
    "title_inferred",
    "lead",
    "body",
    "source",
    "url",
    "section",
    "author",
    "tags",
    "published",
    "precision",
    "extra",
)


def revision_values(article: Article) -> tuple[Any, ...]:
    """Return what each of REVISION_COLUMNS holds for ``article``."""
    return (
        article.title,
        int(article.title_inferred),
        article.lead,
        article.body,
        article.source,
        article.url,
        article.section,
        article.author,
        _to_json(article.tags),
        article.published.isoformat() if article.published else None,
        article.precision,
        _to_json(dict(article.extra)),
    )


def article_from(row: sqlite3.Row, captions: Iterable[sqlite3.Row]) -> Article:
    """Return the article that a row of ``revision`` and its rows of ``caption`` hold."""
    return Article(
        id=row["article_id"],
        title=row["title"],
        title_inferred=bool(row["title_inferred"]),
        lead=row["lead"],
        body=row["body"],
        captions=tuple(
            Caption(
                ordinal=each["ordinal"], text=each["text"], alt=each["alt"], credit=each["credit"]
            )
            for each in captions
        ),
        source=row["source"],
        url=row["url"],
        section=row["section"],
        author=row["author"],
        tags=tuple(json.loads(row["tags"])),
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        precision=Precision(row["precision"]),
        extra=json.loads(row["extra"]),
    )
