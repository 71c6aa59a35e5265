"""The syntax tree as an engine's query: what must match, and what adds to the score.

Every engine is asked the same, whatever its queries are made of: see ``query_maker``.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar, assert_never

from search.engines.clues import Clue, clues
from search.engines.evidence import evidence_of
from search.engines.fields import ALT, BESIDE, NAMED, SEARCHED
from search.engines.query_maker import Beside
from search.engines.weights import (
    ALT_WEIGHT,
    BESIDE_WEIGHT,
    MEANT_SHARE,
    OTHER_WEIGHT,
    ROW_WEIGHT,
    SYLLABLE_WEIGHT,
)
from search.errors import QueryError
from search.query.lexer import place_of
from search.query.tree import (
    And,
    Boosted,
    Either,
    Field,
    Mentioning,
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
    from search.engines.query_maker import QueryMaker
    from search.hits import Kind
    from search.query.tree import Node, Query

_Q = TypeVar("_Q")


def translate(
    query: Query, kind: Kind, make: QueryMaker[_Q], expand: Callable[[Shaped], Expanded]
) -> _Q:
    """Return what ``make`` makes of ``query`` for documents of ``kind``.

    Raises QueryError: see IndexReader.

    ``expand`` says which syllables the parts of a Shaped stand for.
    """
    return _Translation(query, kind, make, expand).translated()


class _Translation(Generic[_Q]):
    """The translation of one query for one kind of document."""

    def __init__(
        self, query: Query, kind: Kind, make: QueryMaker[_Q], expand: Callable[[Shaped], Expanded]
    ) -> None:
        self._query = query
        self._kind = kind
        self._make = make
        self._expand = expand

    def translated(self) -> _Q:
        required = self._required(self._query.root)
        evidence = evidence_of(self._query.root, self._kind, self._make)
        return self._make.raised(required, self._make.any(evidence)) if evidence else required

    def _required(self, node: Node) -> _Q:  # noqa: C901, PLR0911 - a case for each
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
                return self._make.published(node.first, node.last)
            case Mentioning():
                return self._make.among(node.documents)
            case Not():
                return self._make.without(self._make.everything(), self._required(node.node))
            case And():
                return self._and(node)
            case Or():
                return self._make.any([self._required(each) for each in node.nodes])
            case Boosted():
                return self._make.any([self._required(node.node)], node.times)
            case _:
                assert_never(node)

    def _and(self, node: And) -> _Q:
        """Only what is looked for scores; the other nodes leave the score as it is."""
        make = self._make
        scored = [each for each in node.nodes if not isinstance(each, Not | Published | Mentioning)]
        found = (
            self._all([self._required(each) for each in scored]) if scored else make.everything()
        )
        for each in node.nodes:
            if isinstance(each, Published | Mentioning):
                found = make.filtered(found, self._required(each))
        excluded = [self._required(each.node) for each in node.nodes if isinstance(each, Not)]
        return make.without(found, make.any(excluded)) if excluded else found

    def _words(self, words: Words) -> _Q:
        remaining = iter(clues(words))
        units: list[_Q] = []
        for unit in words.units:
            own = [tuple(islice(remaining, len(each.syllables))) for each in typed_phrases(unit)]
            if isinstance(unit, Either):
                units.append(self._either(unit, own))
            else:
                units.append(self._phrase(unit, own[0]))
        if words.least == 1:
            return self._make.any(units)
        return self._make.at_least(units, words.least) if words.least else self._all(units)

    def _phrase(self, phrase: Phrase, told: Sequence[Clue], times: float = 1.0) -> _Q:
        """Match syllables in a row; what they score is their own, wherever they stand."""
        syllables = [self._syllable(clue, phrase.field, times) for clue in told]
        if len(syllables) == 1:
            return syllables[0]
        terms = [syllable.term for syllable in phrase.syllables]
        row = self._in_fields(partial(self._run, terms), phrase.field, ROW_WEIGHT * times)
        return self._make.raised(row, self._make.any(syllables))

    def _syllable(self, clue: Clue, field: Field | None, times: float) -> _Q:
        """Match a syllable in any spelling it may have; those that are likely count more."""
        term, worth = clue.pattern.term, clue.worth * times
        if term == clue.meant:
            return self._anywhere(term, field, worth)
        # what is not sure to be meant leaves its share to every spelling there is
        likely = [(each.key, MEANT_SHARE * each.likelihood) for each in clue.likely]
        loose = self._anywhere(term, field, worth * (1 - likely[0][1]))
        meant = [self._in_text(each, field, worth * share) for each, share in likely]
        return self._make.any([loose, *meant])

    def _anywhere(self, term: str, field: Field | None, weight: float) -> _Q:
        if field is not None:
            return self._in_fields(partial(self._make.term, term), field, weight)
        beside = dict.fromkeys(map(str, BESIDE[self._kind]), BESIDE_WEIGHT) | {ALT: ALT_WEIGHT}
        return self._make.any(
            [
                self._in_text(term, None, weight),
                *(self._make.term(term, name, weight * share) for name, share in beside.items()),
            ]
        )

    def _in_text(self, term: str, field: Field | None, weight: float) -> _Q:
        if field is not None:
            return self._in_fields(partial(self._make.term, term), field, weight)
        return self._make.joined(Beside.NOTHING, term, weight)

    def _either(self, either: Either, told: Sequence[Sequence[Clue]]) -> _Q:
        """Match either form; an article that has both counts the better one."""
        typed = [self._phrase(*each) for each in zip(either.typed, told, strict=True)]
        size = sum(map(len, told))
        # a phrase scores the sum of its syllables: a long form must not win by its length
        others = [
            self._phrase(each, clues(each), OTHER_WEIGHT * min(1.0, size / len(each.syllables)))
            for each in either.others
        ]
        return self._make.best_of([self._all(typed), *others])

    def _shaped(self, shaped: Shaped) -> _Q:
        """Match any of the syllables that have the shape; they say as little as a bare one."""
        places = self._expand(shaped).terms
        row = partial(self._make.multi_phrase, places)
        return self._in_fields(row, shaped.field, SYLLABLE_WEIGHT)

    def _near(self, near: Near) -> _Q:
        terms = [syllable.term for syllable in near.syllables]
        window = partial(self._make.near, terms, len(terms) + near.slack)
        return self._in_fields(window, near.field, SYLLABLE_WEIGHT)

    def _in_fields(
        self, build: Callable[[str, float], _Q], field: Field | None, weight: float
    ) -> _Q:
        """Look for what ``build`` makes for a field where it may stand."""
        fields = SEARCHED[self._kind] if field is None else (field,)
        return self._make.any([self._in_field(build, each, weight) for each in fields])

    def _in_field(self, build: Callable[[str, float], _Q], field: Field, weight: float) -> _Q:
        if field not in NAMED[self._kind]:
            raise QueryError(
                self._query.text,
                place_of(self._query.text, field),
                f"Khi tìm chú thích ảnh không dùng được {field}:",
                f"{field}: cannot be used when searching captions",
            )
        own = build(field, weight)
        if field is not Field.CAPTION:
            return own
        return self._make.best_of([own, build(ALT, weight)])

    def _all(self, queries: Sequence[_Q]) -> _Q:
        return queries[0] if len(queries) == 1 else self._make.all(queries)

    def _run(self, terms: Sequence[str], field: str, weight: float) -> _Q:
        if len(terms) == 1:
            return self._make.term(terms[0], field, weight)
        return self._make.phrase(terms, field, weight)
