"""The syntax tree as Whoosh queries: what must match, and what adds to the score."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from whoosh import query as stock

from search.engines.fields import (
    ACCENT_WEIGHT,
    ALT,
    COMPOUND_WEIGHT,
    FOLDED_PAIR_WEIGHT,
    FOLDED_WEIGHT,
    MAX_ROW,
    MIN_ROW,
    NAMED,
    OTHER_WEIGHT,
    PAIR_WEIGHT,
    ROW_WEIGHT,
    WEIGHTS,
)
from search.engines.whoosh.queries import LAST_DAY, BestOf, Filtered, PublishedIn, Raised, Without
from search.engines.whoosh.schema import UNDATED, column, compounds, day_number, pairs
from search.engines.whoosh.wide_queries import AtLeast, MultiPhrase, NearTerms
from search.errors import QueryError
from search.query.lexer import place_of
from search.query.tree import (
    And,
    Boosted,
    Either,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Published,
    Shaped,
    Words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.engines.engine import Expanded
    from search.hits import Kind
    from search.query.tree import Node, Query
    from search.vietnamese.patterns import SyllablePattern

    Build = Callable[[str, float], stock.Query]


def translate(query: Query, kind: Kind, expand: Callable[[Shaped], Expanded]) -> stock.Query:
    """Return the Whoosh query for documents of ``kind``. Raises QueryError: see IndexReader.

    ``expand`` says which syllables the parts of a Shaped stand for.
    """
    return _Translation(query, kind, expand).translated()


class _Translation:
    """The translation of one query for one kind of document."""

    def __init__(self, query: Query, kind: Kind, expand: Callable[[Shaped], Expanded]) -> None:
        self._query = query
        self._kind = kind
        self._expand = expand

    def translated(self) -> stock.Query:
        required = self._required(self._query.root)
        evidence = self._evidence(self._query.root)
        return Raised(required, stock.Or(evidence)) if evidence else required

    def _required(self, node: Node) -> stock.Query:  # noqa: C901, PLR0911 - a case for each
        match node:
            case Phrase():
                return self._phrase(node)
            case Either():
                return self._either(node)
            case Words():
                units = [self._required(unit) for unit in node.units]
                if node.least == 1:
                    return stock.Or(units)
                return AtLeast(units, node.least) if node.least else _all(units)
            case Shaped():
                return self._shaped(node)
            case Near():
                return self._near(node)
            case Published():
                return PublishedIn(
                    day_number(node.first, UNDATED + 1), day_number(node.last, LAST_DAY)
                )
            case Not():
                return Without(stock.Every(), self._required(node.node))
            case And():
                return self._and(node)
            case Or():
                return stock.Or([self._required(each) for each in node.nodes])
            case Boosted():
                return stock.Or([self._required(node.node)], boost=node.times)
            case _:
                assert_never(node)

    def _and(self, node: And) -> stock.Query:
        """Only what is looked for scores; periods and exclusions leave the score as it is."""
        scored = [each for each in node.nodes if not isinstance(each, Not | Published)]
        found = _all([self._required(each) for each in scored]) if scored else stock.Every()
        for each in node.nodes:
            if isinstance(each, Published):
                found = Filtered(found, self._required(each))
        excluded = [self._required(each.node) for each in node.nodes if isinstance(each, Not)]
        return Without(found, stock.Or(excluded)) if excluded else found

    def _phrase(self, phrase: Phrase) -> stock.Query:
        terms = [syllable.term for syllable in phrase.syllables]
        bare = len(terms) == 1 and not phrase.syllables[0].by_key
        return self._in_fields(terms, phrase.field, FOLDED_WEIGHT if bare else 1.0)

    def _either(self, either: Either) -> stock.Query:
        """Match either form; an article that has both counts the better one."""
        typed = _all([self._phrase(phrase) for phrase in either.typed])
        size = sum(len(phrase.syllables) for phrase in either.typed)
        others = []
        for phrase in either.others:
            terms = [syllable.term for syllable in phrase.syllables]
            # a phrase scores the sum of its terms: a long form must not win by its length
            weight = OTHER_WEIGHT * min(1.0, size / len(terms))
            others.append(self._in_fields(terms, phrase.field, weight))
        return BestOf([typed, *others])

    def _shaped(self, shaped: Shaped) -> stock.Query:
        """Match any of the syllables that have the shape; they say as little as a bare one."""
        places = self._expand(shaped).terms

        def phrase(name: str, weight: float) -> stock.Query:
            return MultiPhrase(name, places, weight)

        weight = FOLDED_WEIGHT if len(places) == 1 else 1.0
        return self._in_fields(phrase, shaped.field, weight)

    def _near(self, near: Near) -> stock.Query:
        terms = [syllable.term for syllable in near.syllables]

        def window(name: str, weight: float) -> stock.Query:
            return NearTerms(name, terms, len(terms) + near.slack, weight)

        return self._in_fields(window, near.field)

    def _in_fields(
        self, build: Sequence[str] | Build, field: Field | None, weight: float = 1.0
    ) -> stock.Query:
        """Look for what ``build`` makes for a field, or for a row of terms, where it may stand."""
        make = build if callable(build) else partial(_run, build)
        weights = WEIGHTS[self._kind] if field is None else {field: 1.0}
        return stock.Or([self._in_field(make, each, weight * weights[each]) for each in weights])

    def _in_field(self, build: Build, field: Field, weight: float) -> stock.Query:
        if field not in NAMED[self._kind]:
            raise QueryError(
                self._query.text,
                place_of(self._query.text, field),
                f"Khi tìm chú thích ảnh không dùng được {field}:",
                f"{field}: cannot be used when searching captions",
            )
        own = build(column(self._kind, field), weight)
        if field is not Field.CAPTION:
            return own
        return BestOf([own, build(column(self._kind, ALT), weight)])

    def _evidence(self, node: Node) -> list[stock.Query]:
        """Return what raises a match: words side by side, whole words, accents as typed."""
        match node:
            case And() | Or():
                return [one for each in node.nodes for one in self._evidence(each)]
            case Boosted():
                raised = self._evidence(node.node)
                return [stock.Or(raised, boost=node.times)] if raised else []
            case Either():
                return [one for each in node.typed for one in self._evidence(each)]
            case Phrase() | Words():
                return self._evidence_of(node)
            case Shaped() | Near() | Published() | Not():
                return []
            case _:
                assert_never(node)

    def _evidence_of(self, leaf: Phrase | Words) -> list[stock.Query]:
        found: list[stock.Query] = []
        field = leaf.field if isinstance(leaf, Phrase) else None
        if isinstance(leaf, Words):
            found = [self._pair(left, right) for left, right in pairwise(leaf.syllables)]
            found += [self._compound(word) for word in leaf.compounds]
            if MIN_ROW <= len(leaf.syllables) <= MAX_ROW:
                row = [syllable.term for syllable in leaf.syllables]
                found.append(self._in_fields(row, None, ROW_WEIGHT))
        if any(syllable.term != syllable.key for syllable in leaf.syllables):
            keys = [syllable.key for syllable in leaf.syllables]
            runs = [keys] if isinstance(leaf, Phrase) else [[key] for key in keys]
            found += [self._in_fields(run, field, ACCENT_WEIGHT) for run in runs]
        return found

    def _pair(self, left: SyllablePattern, right: SyllablePattern) -> stock.Query:
        weight = PAIR_WEIGHT if left.by_key or right.by_key else FOLDED_PAIR_WEIGHT
        if left.term == left.key and right.term == right.key:
            return self._terms(pairs, f"{left.key} {right.key}", weight)
        return self._in_fields([left.term, right.term], None, weight)

    def _compound(self, word: str) -> stock.Query:
        return self._terms(compounds, word, COMPOUND_WEIGHT)

    def _terms(self, beside: Callable[[str], str], term: str, weight: float) -> stock.Query:
        """Look for a term in the fields that stand beside those of syllables."""
        return stock.Or(
            [
                stock.Term(beside(column(self._kind, field)), term, boost=weight * each)
                for field, each in WEIGHTS[self._kind].items()
            ]
        )


def _all(queries: Sequence[stock.Query]) -> stock.Query:
    return queries[0] if len(queries) == 1 else stock.And(list(queries))


def _run(terms: Sequence[str], name: str, weight: float) -> stock.Query:
    if len(terms) == 1:
        return stock.Term(name, terms[0], boost=weight)
    return stock.Phrase(name, list(terms), boost=weight)
