"""The syntax tree as Whoosh queries: what must match, and what adds to the score."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, assert_never

from whoosh import query as stock

from search.engines.clues import Clue, clues
from search.engines.fields import ALT, BESIDE, NAMED, SEARCHED, TEXT
from search.engines.weights import (
    ALT_WEIGHT,
    BESIDE_WEIGHT,
    LOOSE_SHARE,
    OTHER_WEIGHT,
    ROW_WEIGHT,
    SYLLABLE_WEIGHT,
)
from search.engines.whoosh.evidence import evidence_of
from search.engines.whoosh.queries import (
    LAST_DAY,
    BestOf,
    Filtered,
    Joined,
    PublishedIn,
    Raised,
    Without,
)
from search.engines.whoosh.schema import UNDATED, column, day_number
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
    typed_phrases,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.engines.engine import Expanded
    from search.hits import Kind
    from search.query.tree import Node, Query

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
        self._text = tuple(column(kind, field) for field in TEXT[kind])

    def translated(self) -> stock.Query:
        required = self._required(self._query.root)
        evidence = evidence_of(self._query.root, self._kind)
        return Raised(required, stock.Or(evidence)) if evidence else required

    def _required(self, node: Node) -> stock.Query:  # noqa: C901, PLR0911 - a case for each
        match node:
            case Phrase():
                return self._phrase(node, clues(node))
            case Either():
                return self._either(node, [clues(phrase) for phrase in node.typed])
            case Words():
                return self._words(node)
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

    def _words(self, words: Words) -> stock.Query:
        remaining = iter(clues(words))
        units: list[stock.Query] = []
        for unit in words.units:
            own = [tuple(islice(remaining, len(each.syllables))) for each in typed_phrases(unit)]
            if isinstance(unit, Either):
                units.append(self._either(unit, own))
            else:
                units.append(self._phrase(unit, own[0]))
        if words.least == 1:
            return stock.Or(units)
        return AtLeast(units, words.least) if words.least else _all(units)

    def _phrase(self, phrase: Phrase, told: Sequence[Clue], times: float = 1.0) -> stock.Query:
        """Match syllables in a row; what they score is their own, wherever they stand."""
        syllables = [self._syllable(clue, phrase.field, times) for clue in told]
        if len(syllables) == 1:
            return syllables[0]
        terms = [syllable.term for syllable in phrase.syllables]
        row = self._in_fields(terms, phrase.field, ROW_WEIGHT * times)
        return Raised(row, stock.Or(syllables))

    def _syllable(self, clue: Clue, field: Field | None, times: float) -> stock.Query:
        """Match a syllable in any spelling it may have; the one that is meant counts more."""
        term, worth = clue.pattern.term, clue.worth * times
        if term == clue.meant:
            return self._anywhere(term, field, worth)
        loose = self._anywhere(term, field, worth * LOOSE_SHARE)
        return stock.Or([loose, self._in_text(clue.meant, field, worth * (1 - LOOSE_SHARE))])

    def _anywhere(self, term: str, field: Field | None, weight: float) -> stock.Query:
        if field is not None:
            return self._in_fields([term], field, weight)
        beside = dict.fromkeys(map(str, BESIDE[self._kind]), BESIDE_WEIGHT) | {ALT: ALT_WEIGHT}
        return stock.Or(
            [
                self._in_text(term, None, weight),
                *(
                    stock.Term(column(self._kind, name), term, boost=weight * share)
                    for name, share in beside.items()
                ),
            ]
        )

    def _in_text(self, term: str, field: Field | None, weight: float) -> stock.Query:
        if field is not None:
            return self._in_fields([term], field, weight)
        return Joined(self._text, term, weight)

    def _either(self, either: Either, told: Sequence[Sequence[Clue]]) -> stock.Query:
        """Match either form; an article that has both counts the better one."""
        typed = [self._phrase(*each) for each in zip(either.typed, told, strict=True)]
        size = sum(map(len, told))
        # a phrase scores the sum of its syllables: a long form must not win by its length
        others = [
            self._phrase(each, clues(each), OTHER_WEIGHT * min(1.0, size / len(each.syllables)))
            for each in either.others
        ]
        return BestOf([_all(typed), *others])

    def _shaped(self, shaped: Shaped) -> stock.Query:
        """Match any of the syllables that have the shape; they say as little as a bare one."""
        places = self._expand(shaped).terms

        def phrase(name: str, weight: float) -> stock.Query:
            return MultiPhrase(name, places, weight)

        return self._in_fields(phrase, shaped.field, SYLLABLE_WEIGHT)

    def _near(self, near: Near) -> stock.Query:
        terms = [syllable.term for syllable in near.syllables]

        def window(name: str, weight: float) -> stock.Query:
            return NearTerms(name, terms, len(terms) + near.slack, weight)

        return self._in_fields(window, near.field, SYLLABLE_WEIGHT)

    def _in_fields(
        self, build: Sequence[str] | Build, field: Field | None, weight: float = 1.0
    ) -> stock.Query:
        """Look for what ``build`` makes for a field, or for a row of terms, where it may stand."""
        make = build if callable(build) else partial(_run, build)
        fields = SEARCHED[self._kind] if field is None else (field,)
        return stock.Or([self._in_field(make, each, weight) for each in fields])

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


def _all(queries: Sequence[stock.Query]) -> stock.Query:
    return queries[0] if len(queries) == 1 else stock.And(list(queries))


def _run(terms: Sequence[str], name: str, weight: float) -> stock.Query:
    if len(terms) == 1:
        return stock.Term(name, terms[0], boost=weight)
    return stock.Phrase(name, list(terms), boost=weight)
