"""Texts to measure with: articles of any file that `timbao index` reads, and gold words."""

from __future__ import annotations

import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from search.article import Article
from search.sources.files import articles, inputs
from search.sources.reader import Rejected
from search.vietnamese.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def paragraphs(path: Path, most: int) -> list[str]:
    """Return the first ``most`` paragraphs of the articles in a file: titles, leads, bodies."""
    return list(islice(_paragraphs(path), most))


def _paragraphs(path: Path) -> Iterator[str]:
    for found in inputs([path]):
        if isinstance(found, Rejected):
            continue
        for article in articles(found):
            if isinstance(article, Article):
                yield from filter(None, (article.title, article.lead, *article.paragraphs))


def spellings(text: str) -> Iterator[str]:
    """Yield ``text`` as written, in lower case, in capitals, without accents, and in NFD."""
    yield text
    yield text.lower()
    yield text.upper()
    yield unaccented(text)
    yield unicodedata.normalize("NFD", text)


def gold_sentences(path: Path) -> list[list[str]]:
    """Return the words of each sentence of a CoNLL-U file, as Universal Dependencies writes it."""
    sentences: list[list[str]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line:
            sentences.append([])
        elif line[0].isdigit() and line.partition("\t")[0].isdigit():
            sentences[-1].append(line.split("\t")[1])
    return [words for words in sentences if words]
