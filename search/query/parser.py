"""The one parser: what a person types, to the tree that it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.query.factors import Factors, size
from search.query.lexer import Kind, lexemes
from search.query.refusal import MAX_SYLLABLES, refused
from search.query.tree import Field, Or, Query
from search.query.units import Units, nobody

if TYPE_CHECKING:
    from datetime import date

    from search.errors import QueryError
    from search.query.factors import FindCompounds
    from search.query.lexer import Lexeme
    from search.query.tree import Node
    from search.query.units import FindPeople

MAX_DEPTH = 16
#: Each is looked for among all syllables of the index.
MAX_SHAPES = 8


class _Scope(NamedTuple):
    """What holds within a pair of brackets."""

    field: Field | None
    strict: bool
    depth: int = 0


def parse(  # noqa: PLR0913 - all but one have a default
    text: str,
    *,
    exact: bool = False,
    within: Field | None = None,
    compounds: FindCompounds = lambda _: (),
    today: date | None = None,
    people: FindPeople = nobody,
) -> Query:
    """Return the query that ``text`` means: see docs/query-language.md.

    ``exact`` asks for every accent as typed. ``within`` is the field of words that name none.
    ``compounds`` finds the words of several syllables in a row of words. ``today`` is what
    ``yesterday`` counts from, and ``people`` finds what mentions somebody. Raises QueryError with
    the place of the trouble, and what ``people`` raises.
    """
    parser = _Parser(text, compounds, Units(text, today, people))
    root = parser.whole(_Scope(within, exact))
    if root is None:
        raise refused(
            text,
            0,
            "Câu hỏi không có chữ hay số nào; hãy gõ một từ cần tìm",
            "The query has no letter or digit; type a word to search for",
        )
    return Query(text, root)


class _Parser:
    """Recursive descent with one lexeme of lookahead: OR binds least, then AND, then NOT."""

    def __init__(self, text: str, compounds: FindCompounds, units: Units) -> None:
        self._text = text
        self._compounds = compounds
        self._units = units
        self._lexemes = lexemes(text)
        self._syllables = self._shapes = 0
        self._next = next(self._lexemes, None)

    def _advance(self) -> Lexeme:
        current = self._next
        assert current is not None  # noqa: S101 - who advances has looked
        self._next = next(self._lexemes, None)
        return current

    def _refused(self, lexeme: Lexeme, vi: str, en: str) -> QueryError:
        return refused(self._text, lexeme.position, vi, en)

    def whole(self, scope: _Scope) -> Node | None:
        """Return the tree of the whole query, None where it asks for nothing."""
        root = self._any(scope)
        if self._next is not None:
            raise self._refused(
                self._next, "Dấu ngoặc này không có dấu mở", "This bracket was never opened"
            )
        return root

    def _any(self, scope: _Scope) -> Node | None:
        first = self._all(scope)
        nodes = [] if first is None else [first]
        while self._next is not None and self._next.kind is Kind.OR:
            operator = self._advance()
            following = self._all(scope)
            if following is None or not nodes:
                raise self._lacking(operator)
            nodes.append(following)
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes)) if nodes else None

    def _lacking(self, operator: Lexeme) -> QueryError:
        return self._refused(
            operator,
            f"{operator.text} cần một từ ở mỗi bên",
            f"{operator.text} needs a word on either side",
        )

    def _all(self, scope: _Scope) -> Node | None:
        factors = Factors(self._compounds)
        pending: Lexeme | None = None  # an operator that waits for what is on its right
        while self._next is not None and self._next.kind not in {Kind.CLOSE, Kind.OR}:
            lexeme = self._advance()
            if lexeme.kind is Kind.AND:
                if pending or factors.empty:
                    raise self._lacking(pending or lexeme)
                pending = lexeme
                factors.end_row(explicit=True)
            elif lexeme.kind is Kind.NOT:
                self._negation(lexeme, scope, factors)
                pending = None
            else:
                factors.add(self._factor(lexeme, scope), lexeme, negated=lexeme.negated)
                pending = None
        if pending:
            raise self._lacking(pending)
        return factors.joined()

    def _negation(self, operator: Lexeme, scope: _Scope, factors: Factors) -> None:
        negated = True
        while self._next is not None and self._next.kind is Kind.NOT:
            operator = self._advance()
            negated = not negated
        if self._next is None or self._next.kind in {Kind.CLOSE, Kind.OR, Kind.AND}:
            raise self._refused(
                operator,
                f"Sau {operator.text} phải có một từ",
                f"{operator.text} needs a word behind it",
            )
        lexeme = self._advance()
        factors.add(self._factor(lexeme, scope), lexeme, negated=negated != lexeme.negated)

    def _factor(self, lexeme: Lexeme, scope: _Scope) -> Node | None:
        if lexeme.kind is Kind.OPEN and isinstance(lexeme.name, Field | None):
            return self._group(lexeme, scope)
        field = lexeme.name if isinstance(lexeme.name, Field) else scope.field
        node = self._units.node(lexeme, field, strict=scope.strict or lexeme.strict)
        self._count(lexeme, node)
        return node

    def _group(self, opening: Lexeme, scope: _Scope) -> Node | None:
        if scope.depth == MAX_DEPTH:
            raise self._refused(
                opening,
                f"Ngoặc lồng nhau quá {MAX_DEPTH} lớp",
                f"Brackets are nested more than {MAX_DEPTH} deep",
            )
        assert isinstance(opening.name, Field | None)  # noqa: S101 - see _factor
        field = opening.name or scope.field
        node = self._any(_Scope(field, scope.strict or opening.strict, scope.depth + 1))
        if self._next is None:
            raise self._refused(opening, "Dấu ngoặc này chưa đóng", "This bracket is never closed")
        return self._units.boosted(node, self._advance())

    def _count(self, lexeme: Lexeme, node: Node | None) -> None:
        parts, shapes = size(node)
        self._syllables += parts
        self._shapes += shapes
        if self._syllables > MAX_SYLLABLES:
            raise self._refused(
                lexeme,
                f"Câu hỏi dài quá {MAX_SYLLABLES} âm tiết; hãy bỏ bớt từ đây",
                f"The query is longer than {MAX_SYLLABLES} syllables; shorten it from here",
            )
        if self._shapes > MAX_SHAPES:
            raise self._refused(
                lexeme,
                f"Nhiều nhất {MAX_SHAPES} âm tiết có * ? ~ hay /…/ trong một câu hỏi",
                f"At most {MAX_SHAPES} syllables with * ? ~ or /…/ in a query",
            )
