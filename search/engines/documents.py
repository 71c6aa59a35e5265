"""An article as an engine receives it: terms with positions, for it and for each of its photos."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from search.engines.fields import GAP
from search.query.tree import Field
from search.vietnamese.patterns import token_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from search.article import Article, Caption
    from search.vietnamese.analyzer import Analyzer, Token


@dataclass(slots=True)
class Terms:
    """One field's terms. Token ``i`` stands at ``positions[i]``, a syllable's place.

    ``terms[i]`` are all terms that find it, ``keys[i]`` is its key alone.
    """

    keys: list[str] = field(default_factory=list)
    terms: list[tuple[str, ...]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    compounds: list[str] = field(default_factory=list)

    def add(self, tokens: Sequence[Token], compounds: Sequence[str]) -> None:
        """Append one paragraph or caption, out of reach of a phrase in the one before."""
        first = self.positions[-1] + GAP if self.positions else 0
        self.keys += [token.key for token in tokens]
        self.terms += map(token_terms, tokens)
        self.positions += range(first, first + len(tokens))
        self.compounds += compounds


@dataclass(frozen=True, slots=True)
class Document:
    """One article (``ordinal`` 0) or its photo of that ordinal, ready to be indexed.

    ``alt`` are the terms of alt texts that say something else than their caption. An engine
    searches them with the caption and counts a photo once.
    """

    article_id: str
    ordinal: int
    content_hash: str
    published: date | None
    fields: dict[Field, Terms]
    alt: Terms


def documents(article: Article, analyzer: Analyzer) -> Iterator[Document]:
    """Analyse ``article`` once; return its document and one for each photo."""
    byline = {
        Field.AUTHOR: _terms(analyzer, article.author),
        Field.SOURCE: _terms(analyzer, article.source),
    }
    photos = [_photo(analyzer, caption) for caption in article.captions]
    yield Document(
        article_id=article.id,
        ordinal=0,
        content_hash=article.content_hash(),
        published=article.published,
        fields={
            Field.TITLE: _terms(analyzer, article.title),
            Field.LEAD: _terms(analyzer, article.lead),
            Field.BODY: _terms(analyzer, *article.paragraphs),
            Field.CAPTION: _joined([caption for caption, _, _ in photos]),
            Field.CREDIT: _joined([credit for _, _, credit in photos]),
            **byline,
        },
        alt=_joined([alt for _, alt, _ in photos]),
    )
    for photo, (caption, alt, credit) in zip(article.captions, photos, strict=True):
        yield Document(
            article_id=article.id,
            ordinal=photo.ordinal,
            content_hash="",
            published=article.published,
            fields={Field.CAPTION: caption, Field.CREDIT: credit, **byline},
            alt=alt,
        )


def _photo(analyzer: Analyzer, caption: Caption) -> tuple[Terms, Terms, Terms]:
    text = _terms(analyzer, caption.text)
    alt = _terms(analyzer, caption.alt)
    return text, Terms() if _within(alt.keys, text.keys) else alt, _terms(analyzer, caption.credit)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Return whether every phrase of ``part`` is one of ``whole`` already."""
    return f" {' '.join(part)} " in f" {' '.join(whole)} " or not part


def _terms(analyzer: Analyzer, *texts: str) -> Terms:
    terms = Terms()
    for text in texts:
        if text:
            analysis = analyzer.analyse(text)
            terms.add(analysis.tokens, analysis.words)
    return terms


def _joined(parts: Sequence[Terms]) -> Terms:
    whole = Terms()
    for part in parts:
        first = whole.positions[-1] + GAP if whole.positions else 0
        whole.keys += part.keys
        whole.terms += part.terms
        whole.positions += [first + position for position in part.positions]
        whole.compounds += part.compounds
    return whole
