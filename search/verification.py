"""Is a new index whole, before anybody searches it: its files, its articles, a few searches."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from search.archive.generations import read_manifest
from search.engines.engine import DIGEST_DIGITS
from search.errors import IndexDamaged
from search.hits import Kind, Sort
from search.query.tree import Field, Phrase, Query
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from pathlib import Path

    from search.archive.store import Archive
    from search.article import Article
    from search.engines.engine import Engine, IndexReader

_SAMPLES = 10
_SYLLABLES = 5


def verified(folder: Path, engine: Engine, archive: Archive) -> int:
    """Return how many articles an index has. Raises IndexDamaged unless it has them all.

    Every file is read and compared with its checksum, every article is there in its revision, and
    some of them, spread over the archive, are found by the first words of their titles.
    """
    read_manifest(folder, check_all=True)
    with closing(engine.reader(folder)) as reader:
        held = {article_id: digest for article_id, digest, _ in reader.held()}
        count = len(held)
        chosen = sorted(held)[:: max(1, count // _SAMPLES)]
        for article_id, content_hash in archive.hashes():
            if held.pop(article_id, "") != content_hash[:DIGEST_DIGITS]:
                raise IndexDamaged(folder, f"it does not hold article {article_id} as archived")
        if held:
            raise IndexDamaged(folder, f"it holds {len(held)} articles more than the archive")
        for article in archive.articles(chosen).values():
            if not is_found(reader, article):
                raise IndexDamaged(folder, f"a search does not find article {article.id}")
    return count


def is_found(reader: IndexReader, article: Article) -> bool:
    """Return whether an article is among those found by the first words of its title."""
    line = article.title.partition("\n")[0]
    words = patterns(line, strict=True)[:_SYLLABLES]
    if not words:
        return True
    # a title that was inferred is the first line of the text, and indexed there alone
    field = None if article.title_inferred else Field.TITLE
    query = Query(article.title, Phrase(words, field))
    found = reader.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=1000)
    # titles that all begin alike may fill a page without it
    return found.total > len(found.matches) or article.id in {
        match.article_id for match in found.matches
    }
