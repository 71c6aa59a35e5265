"""Analysed articles and photos as the documents of a cluster: texts of terms, and values."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from itertools import product
from typing import TYPE_CHECKING, Any

from search.engines.engine import DIGEST_DIGITS
from search.engines.facet_keys import facet_key
from search.engines.fields import TEXT
from search.engines.opensearch.mapping import (
    FILLER,
    PAIR_SIGN,
    STACK,
    STACKED,
    VALUE_SIGN,
    column,
    facet_field,
    joined,
    words_of,
)
from search.engines.query_maker import Beside
from search.hits import Facet, Kind, SuggestionKind
from search.query.tree import Field
from search.vietnamese.patterns import index_terms
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.documents import Batch, Document, FieldColumns
    from search.vietnamese.vocabulary import Vocabulary

Source = dict[str, Any]
#: Fields whose words may be suggested to who begins to type them.
_COMPLETED = (Field.TITLE, Field.LEAD)
_TAB = "\t"


def naming_term(folded: str, kind: SuggestionKind, text: str) -> str:
    """Return a suggestion as one value, which begins with its letters without accents."""
    return _TAB.join((folded, kind, text))


def naming_of(term: str) -> tuple[str, SuggestionKind]:
    """Return the text and kind of what ``naming_term`` made."""
    _, kind, text = term.split(_TAB)
    return text, SuggestionKind(kind)


class Documents:
    """Makes documents of batches, and keeps the terms that they have."""

    def __init__(self) -> None:
        self.terms: set[str] = set()
        self._known: dict[str, tuple[str, ...]] = {}
        self._owed: Counter[str] = Counter()  # fillers that a field has less, for terms too many

    def of(self, batch: Batch) -> Iterator[Source]:
        """Yield the documents of a batch in their order."""
        found = [_values(each, batch.kind) for each in batch.documents]
        pairs: list[list[str]] = [[] for _ in found]
        named: dict[int, set[str]] = defaultdict(set)
        for name, columns in batch.fields.items():
            self._add_text(found, batch, name, columns)
            if name in TEXT[batch.kind]:
                self._add_pairs(pairs, columns, batch.vocabulary)
                _add_words(found, batch, name, columns)
                if batch.kind is Kind.ARTICLE and name in _COMPLETED:
                    _add_named(named, columns, batch.vocabulary)
        for row, naming in batch.namings:
            named[row].add(naming_term(naming.folded, naming.kind, naming.text))
        for row, source in enumerate(found):
            if pairs[row]:
                source[joined(batch.kind, Beside.PAIRS)] = " ".join(pairs[row])
            if named[row]:
                source["named"] = sorted(named[row])
            yield source

    def _stack(self, syllables: Sequence[str], field: str) -> str:
        """Return all terms of what stands at one position, and fillers where they are few."""
        terms = [term for each in syllables for term in self._terms_of(each)]
        room = STACKED - len(terms) - self._owed[field]
        self._owed[field] = max(-room, 0)
        return STACK.join([*terms, *[FILLER] * room])

    def _terms_of(self, syllable: str) -> tuple[str, ...]:
        known = self._known.get(syllable)
        if known is None:
            known = self._known[syllable] = index_terms(syllable, fold(syllable))
            self.terms.update(known)
        return known

    def _add_text(
        self, found: list[Source], batch: Batch, name: str, columns: FieldColumns
    ) -> None:
        """Add the text of a field to each document: a list of its paragraphs."""
        keys, parts = batch.vocabulary.keys, _parts(columns)
        target = column(batch.kind, name)
        paragraph: list[str] = []
        rows = zip(
            columns.documents.tolist(),
            columns.keys.tolist(),
            columns.followed.tolist(),
            strict=True,
        )
        for row, (document, key, followed) in enumerate(rows):
            syllables = [keys[each] for each in (key, *parts.get(row, ()))]
            paragraph.append(self._stack(syllables, target))
            if not followed:
                found[document].setdefault(target, []).append(" ".join(paragraph))
                paragraph.clear()

    def _add_pairs(
        self, pairs: list[list[str]], columns: FieldColumns, vocabulary: Vocabulary
    ) -> None:
        keys, parts = vocabulary.keys, _parts(columns)
        numbers, documents = columns.keys.tolist(), columns.documents.tolist()
        for row, followed in enumerate(columns.followed.tolist()):
            if followed:
                here, there = ([numbers[at], *parts.get(at, ())] for at in (row, row + 1))
                pairs[documents[row]] += [
                    f"{keys[one]}{PAIR_SIGN}{keys[two]}" for one, two in product(here, there)
                ]


def _parts(columns: FieldColumns) -> dict[int, list[int]]:
    """Return the words in hashtags by their row, each once, none that is the hashtag itself."""
    found: dict[int, list[int]] = {}
    keys = columns.keys
    for row, part in zip(columns.part_rows.tolist(), columns.part_keys.tolist(), strict=True):
        own = found.setdefault(row, [])
        if part != keys[row] and part not in own:
            own.append(part)
    return found


def _add_words(found: list[Source], batch: Batch, name: str, columns: FieldColumns) -> None:
    """Add the words of several syllables of one field to each document."""
    target = words_of(name) if batch.kind is Kind.ARTICLE else joined(batch.kind, Beside.WORDS)
    words: dict[int, list[str]] = defaultdict(list)
    for row, word in zip(columns.word_documents.tolist(), columns.words.tolist(), strict=True):
        words[row].append(batch.vocabulary.words[word])
    for row, own in words.items():
        found[row][target] = " ".join(own)


def _add_named(named: dict[int, set[str]], columns: FieldColumns, vocabulary: Vocabulary) -> None:
    for row, word in zip(columns.word_documents.tolist(), columns.words.tolist(), strict=True):
        keys = vocabulary.words[word].split("_")
        text = " ".join(map(traditional, keys))
        named[row].add(naming_term(" ".join(map(fold, keys)), SuggestionKind.PHRASE, text))


def _values(document: Document, kind: Kind) -> Source:
    source: Source = {
        "kind": str(kind),
        "article_id": document.article_id,
        "ordinal": document.ordinal,
    }
    if kind is Kind.ARTICLE:
        source["digest"] = document.content_hash[:DIGEST_DIGITS]
    if any(document.signature):
        source["signature"] = base64.b64encode(document.signature).decode()
    day = document.published
    if day:
        source["day"] = day.year * 1_00_00 + day.month * 1_00 + day.day
        source[facet_field(Facet.YEAR)] = facet_value(f"{day.year:04}")
        source[facet_field(Facet.MONTH)] = facet_value(f"{day.year:04}-{day.month:02}")
        source[facet_field(Facet.DAY)] = facet_value(day.isoformat())
    for facet, values in document.facets.items():
        if values:
            source[facet_field(facet)] = [facet_value(each.decode()) for each in values]
    return source


def facet_value(value: str) -> str:
    """Return a value of a facet as it is kept: its key, then how it was published."""
    return f"{facet_key(value)}{VALUE_SIGN}{value}"


def document_id(article_id: str, ordinal: int) -> str:
    """Return the id of a document in the cluster: the same one whenever it is sent again."""
    return f"{ordinal}:{article_id}"
