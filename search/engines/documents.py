"""Articles as an engine receives them: analysed once into columns, for them and their photos."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from search.engines.facet_keys import facet_values, facets_of
from search.engines.fields import ALT, GAP
from search.engines.namings import namings_of
from search.engines.signatures import signatures
from search.hits import Facet, Kind
from search.query.tree import Field
from search.vietnamese.number_columns import runs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from search.article import Article, Caption, Revision
    from search.engines.namings import Naming
    from search.vietnamese.columns import ColumnAnalyzer, TokenColumns
    from search.vietnamese.number_columns import Flags, Numbers, Rows
    from search.vietnamese.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Document:
    """One article (``ordinal`` 0), or its photo of that ordinal."""

    article_id: str
    ordinal: int
    content_hash: str
    published: date | None
    facets: dict[Facet, tuple[bytes, ...]]  # as published, nothing empty, in UTF-8
    signature: bytes = b""  # an article's: see signatures.py


@dataclass(frozen=True, slots=True, eq=False)
class FieldColumns:
    """One field of the documents of a batch, ``n`` syllables in all, document by document.

    Numbers of terms are places in the batch's vocabulary. ``part_*`` are the words in hashtags,
    further keys at the position of each.
    """

    documents: Numbers  # (n,) int32: which document of the batch, ascending
    keys: Numbers  # (n,) int32
    positions: Numbers  # (n,) int32: a syllable's place in its document, gaps between paragraphs
    followed: Flags  # (n,) bool: the next row follows in the same paragraph
    word_documents: Numbers  # (w,) int32
    words: Numbers  # (w,) int32
    part_rows: Rows  # (h,) intp, ascending: the row of a hashtag that the part belongs to
    part_keys: Numbers  # (h,) int32


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Documents of one kind, analysed. ``fields`` has a Field's columns by its value, or ALT's.

    ``namings`` are what articles name, by the article's place among the documents.
    """

    kind: Kind
    vocabulary: Vocabulary
    documents: list[Document]
    fields: dict[str, FieldColumns]
    namings: list[tuple[int, Naming]]


@dataclass(slots=True)
class _Uses:
    """Which texts make up one field, in which documents, each from which position on."""

    texts: list[int] = field(default_factory=list)
    documents: list[int] = field(default_factory=list)
    first_positions: list[int] = field(default_factory=list)

    def add(self, text: int, document: int, first_position: int = 0) -> None:
        self.texts.append(text)
        self.documents.append(document)
        self.first_positions.append(first_position)


def batches(revisions: Sequence[Revision], analyzer: ColumnAnalyzer) -> tuple[Batch, Batch]:
    """Analyse articles together; return a batch of them and a batch of their photos."""
    layout = _Layout(revisions)
    columns = analyzer.analyse(layout.texts)
    return layout.batches(columns)


class _Layout:
    """The texts of some articles, each analysed once, and where each of them belongs."""

    def __init__(self, revisions: Sequence[Revision]) -> None:
        self._revisions = revisions
        self._numbers: dict[str, int] = {}
        for article in (each.article for each in revisions):
            for text in _bylines(article).values():
                self._add(text)
            for caption in article.captions:
                for text in _parts(caption):
                    self._add(text)
        self.texts = list(self._numbers)

    def _add(self, text: str) -> None:
        self._numbers.setdefault(text, len(self._numbers))

    def batches(self, columns: TokenColumns) -> tuple[Batch, Batch]:
        """Return the batches of these articles and of their photos."""
        self._next_positions = _next_positions(columns)
        self._columns = columns
        namings = [
            (row, each)
            for row, revision in enumerate(self._revisions)
            for each in namings_of(revision.article)
        ]
        documents: tuple[list[Document], list[Document]] = ([], [])
        uses: tuple[dict[str, _Uses], dict[str, _Uses]] = (
            defaultdict(_Uses),
            defaultdict(_Uses),
        )
        for revision, signature in zip(self._revisions, self._signatures(), strict=True):
            self._place(revision, signature, documents, uses)
        articles, photos = (
            Batch(
                kind,
                columns.vocabulary,
                held,
                {name: _field_columns(columns, each) for name, each in used.items()},
                namings if kind is Kind.ARTICLE else [],
            )
            for kind, held, used in zip((Kind.ARTICLE, Kind.CAPTION), documents, uses, strict=True)
        )
        return articles, photos

    def _signatures(self) -> list[bytes]:
        named = (Field.TITLE, Field.LEAD, Field.BODY)
        bylines = [_bylines(each.article) for each in self._revisions]
        numbers = [[self._numbers[texts[name]] for name in named] for texts in bylines]
        return [each.tobytes() for each in signatures(self._columns, numbers)]

    def _place(
        self,
        revision: Revision,
        signature: bytes,
        documents: tuple[list[Document], list[Document]],
        uses: tuple[dict[str, _Uses], dict[str, _Uses]],
    ) -> None:
        row = len(documents[0])
        article = revision.article
        facets = facets_of(article)
        day = article.published
        documents[0].append(Document(article.id, 0, revision.content_hash, day, facets, signature))
        bylines = {name: self._numbers[text] for name, text in _bylines(article).items()}
        for name, text in bylines.items():
            uses[0][name].add(text, row)
        reached: dict[str, int] = defaultdict(int)
        for caption in article.captions:
            photo = len(documents[1])
            of_photo = {**facets, Facet.CREDIT: facet_values(caption.credit)}
            documents[1].append(Document(article.id, caption.ordinal, "", day, of_photo))
            for name in (Field.AUTHOR, Field.SOURCE, Field.SECTION, Field.TAG):
                uses[1][name].add(bylines[name], photo)
            for name, text in self._photo(caption).items():
                uses[1][name].add(text, photo)
                uses[0][name].add(text, row, reached[name])
                reached[name] += self._next_positions[text]

    def _photo(self, caption: Caption) -> dict[str, int]:
        text, alt, credit = (self._numbers[part] for part in _parts(caption))
        found: dict[str, int] = {Field.CAPTION: text, Field.CREDIT: credit}
        if caption.alt and not _within(self._keys(alt), self._keys(text)):
            found[ALT] = alt
        return found

    def _keys(self, text: int) -> list[int]:
        keys: list[int] = self._columns.keys[self._columns.rows_of(text)].tolist()
        return keys


def _bylines(article: Article) -> dict[str, str]:
    return {
        # a title made of the first line would count that line twice
        Field.TITLE: "" if article.title_inferred else _line(article.title),
        Field.LEAD: _line(article.lead),
        Field.BODY: article.body,
        Field.AUTHOR: _line(article.author),
        Field.SOURCE: _line(article.source),
        Field.SECTION: _line(article.section),
        Field.TAG: "\n".join(map(_line, article.tags)),
    }


def _parts(caption: Caption) -> tuple[str, str, str]:
    return _line(caption.text), _line(caption.alt), _line(caption.credit)


def _line(text: str) -> str:
    return text.replace("\n", " ")


def _within(part: Sequence[int], whole: Sequence[int]) -> bool:
    """Return whether every phrase of ``part`` is one of ``whole`` already."""
    most = len(whole) - len(part) + 1
    return any(whole[at : at + len(part)] == part for at in range(most))


def _next_positions(columns: TokenColumns) -> list[int]:
    """Return for each text how far on a text joined to it begins."""
    reached = np.append(columns.positions, -GAP)[columns.first_rows[1:] - 1]
    reached[np.diff(columns.first_rows) == 0] = -GAP
    following: list[int] = (reached + GAP).tolist()
    return following


def _field_columns(columns: TokenColumns, uses: _Uses) -> FieldColumns:
    texts, documents, first_positions = (
        np.array(each, np.int32) for each in (uses.texts, uses.documents, uses.first_positions)
    )
    firsts = columns.first_rows[texts]
    counts = columns.first_rows[texts + 1] - firsts
    rows = runs(firsts, counts)
    followed = np.zeros(len(columns.keys), np.bool_)
    followed[columns.pair_rows] = True
    first_words = columns.first_words[texts]
    word_counts = columns.first_words[texts + 1] - first_words
    first_parts = np.searchsorted(columns.part_rows, firsts)
    part_counts = np.searchsorted(columns.part_rows, firsts + counts) - first_parts
    parts = runs(first_parts, part_counts)
    moved = np.cumsum(counts) - counts - firsts  # from a row of the analysis to one of the field
    return FieldColumns(
        documents=np.repeat(documents, counts),
        keys=columns.keys[rows],
        positions=columns.positions[rows] + np.repeat(first_positions, counts),
        followed=followed[rows],
        word_documents=np.repeat(documents, word_counts),
        words=columns.words[runs(first_words, word_counts)],
        part_rows=columns.part_rows[parts] + np.repeat(moved, part_counts),
        part_keys=columns.part_keys[parts],
    )
