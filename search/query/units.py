"""A word or a quotation as typed, to its node in the tree: what its signs ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.query.expressions import compiled
from search.query.lexer import Kind
from search.query.names import Bound
from search.query.periods import period
from search.query.refusal import refused
from search.query.shapes import Fuzzy, Prefix, Regex, Wildcard
from search.query.tree import Boosted, Mentioned, Mentioning, Near, Phrase, Published, Shaped
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from search.errors import QueryError
    from search.query.lexer import Lexeme
    from search.query.shapes import Shape
    from search.query.tree import Field, Node
    from search.vietnamese.patterns import SyllablePattern

    #: From what was typed behind ``person:`` or ``post:`` to what mentions them.
    FindPeople = Callable[[Mentioned, str], Mentioning]

#: ``"a b"~5`` stays within one paragraph: an index leaves so many places between two.
MAX_WINDOW = 64
MAX_BOOST = 100
MAX_EDITS = 2
#: Letters and signs of one syllable, and of an expression: more is no help to anybody.
MAX_SHAPE, MAX_EXPRESSION = 24, 100

_BOOST = re.compile(r"(?P<text>.*[\w*?~/])\^(?P<boost>\d[\d.]{0,8})", re.DOTALL)
_FUZZY = re.compile(r"(?P<text>.*\w)~(?P<edits>\d?)", re.DOTALL)
#: An address or a sum has signs of its own.
_LITERAL = re.compile(r"://|=|^www\.", re.IGNORECASE)
#: The mark of a question, not a letter left open.
_QUESTION = re.compile(r"(?<=[^\W_])\?+(?=[^\w*?]*$)")
_EMPHASIS = re.compile(r"^\*{2,}|\*{2,}$")
_PIECE = re.compile(r"(?:[^\W_]|[*?])+")
_OPEN = frozenset("*?")


def nobody(_mentioned: Mentioned, _typed: str) -> Mentioning:
    """Return that nothing mentions anybody."""
    return Mentioning(frozenset())


class Units:
    """Makes nodes of the lexemes of one query. Raises QueryError at their places."""

    def __init__(self, query: str, today: date | None, people: FindPeople = nobody) -> None:
        self._query = query
        self._today = today
        self._people = people

    def node(self, lexeme: Lexeme, field: Field | None, *, strict: bool) -> Node | None:
        """Return what a word, quotation or expression asks for; None where it has no syllable."""
        if isinstance(lexeme.name, Bound):
            return self._published(lexeme, lexeme.name)
        if isinstance(lexeme.name, Mentioned):
            return self._mentioning(lexeme, lexeme.name)
        match lexeme.kind:
            case Kind.REGEX:
                return self.boosted(self._regex(lexeme, field, strict=strict), lexeme)
            case Kind.QUOTED:
                return self.boosted(self._quotation(lexeme, field, strict=strict), lexeme)
            case _:
                return self._word(lexeme, field, strict=strict)

    def boosted(self, node: Node | None, lexeme: Lexeme, boost: str = "") -> Node | None:
        """Return ``node`` with the weight that is typed behind it."""
        typed = boost or lexeme.boost
        if not typed or node is None:
            return node
        try:
            times = float(typed)
        except ValueError:  # ^1.2.3
            times = 0.0
        if not 0 < times <= MAX_BOOST:
            raise refused(
                self._query,
                lexeme.position,
                f"Sau ^ phải là một số trên 0, nhiều nhất {MAX_BOOST}",
                f"^ needs a number above 0 and up to {MAX_BOOST}",
            )
        return Boosted(node, times)

    def _published(self, lexeme: Lexeme, bound: Bound) -> Published:
        if lexeme.kind not in {Kind.WORD, Kind.QUOTED}:
            vi, en = f"Sau {bound}: phải là một ngày", f"{bound}: needs a date"
            raise refused(self._query, lexeme.position, vi, en)
        try:
            first, last = period(lexeme.text.rstrip(",;"), self._today)
        except UsageError as error:
            raise refused(self._query, lexeme.position, error.vi, error.en) from error
        return Published(
            None if bound is Bound.TO else first, None if bound is Bound.FROM else last
        )

    def _mentioning(self, lexeme: Lexeme, mentioned: Mentioned) -> Mentioning:
        typed = lexeme.text.rstrip(",;")
        if lexeme.kind not in {Kind.WORD, Kind.QUOTED} or not any(map(str.isalnum, typed)):
            raise refused(
                self._query,
                lexeme.position,
                f"Sau {mentioned}: phải là một tên hay chức vụ, nhiều chữ thì trong ngoặc kép",
                f"{mentioned}: needs a name or a post, in quotation marks if it has several words",
            )
        return self._people(mentioned, typed)

    def _regex(self, lexeme: Lexeme, field: Field | None, *, strict: bool) -> Shaped:
        try:
            if len(lexeme.text) > MAX_EXPRESSION:
                raise ValueError(f"longer than {MAX_EXPRESSION} characters")  # noqa: TRY301
            compiled(lexeme.text)
        except ValueError as error:
            raise refused(
                self._query,
                lexeme.position,
                f"Biểu thức chính quy không hợp lệ ({error})",
                f"Not a regular expression ({error})",
            ) from error
        return Shaped((Regex(lexeme.text, strict),), field, f"/{lexeme.text}/")

    def _quotation(self, lexeme: Lexeme, field: Field | None, *, strict: bool) -> Node | None:
        syllables = patterns(lexeme.text, strict=strict)
        if not syllables:
            return None
        if not lexeme.near or len(syllables) == 1:
            return Phrase(syllables, field, lexeme.text)
        slack = int(lexeme.near)
        most = MAX_WINDOW - len(syllables)
        if slack > most:
            raise refused(
                self._query,
                lexeme.position,
                f"Sau ~ nhiều nhất là {max(most, 0)} với từng này âm tiết",
                f"~ is at most {max(most, 0)} behind so many syllables",
            )
        return Near(syllables, slack, field, f'"{lexeme.text}"~{slack}')

    def _word(self, lexeme: Lexeme, field: Field | None, *, strict: bool) -> Node | None:
        text, boost = lexeme.text, ""
        if _LITERAL.search(text):
            return _phrase(text, field, strict=strict)
        if found := _BOOST.fullmatch(text):
            text, boost = found.groups()
        return self.boosted(self._shape(lexeme, text, field, strict=strict), lexeme, boost)

    def _shape(
        self, lexeme: Lexeme, text: str, field: Field | None, *, strict: bool
    ) -> Node | None:
        found = _FUZZY.fullmatch(text)
        if found and any(map(str.isalpha, found["text"])):
            return self._fuzzy(lexeme, found, field, strict=strict)
        bare = _EMPHASIS.sub("", _QUESTION.sub("", text))
        pieces = _PIECE.findall(bare)
        if not any(_OPEN.intersection(piece) for piece in pieces) or all(
            _OPEN.issuperset(piece) for piece in pieces
        ):
            return _phrase(bare, field, strict=strict)
        parts: list[SyllablePattern | Shape] = []
        for piece in pieces:
            if _OPEN.intersection(piece) and len(piece) > MAX_SHAPE:
                raise self._too_long(lexeme)
            parts += _parts(piece, strict=strict)
        return Shaped(tuple(parts), field, bare)

    def _too_long(self, lexeme: Lexeme) -> QueryError:
        return refused(
            self._query,
            lexeme.position,
            f"Âm tiết có * ? hay ~ dài quá {MAX_SHAPE} ký tự",
            f"A syllable with * ? or ~ is longer than {MAX_SHAPE} characters",
        )

    def _fuzzy(
        self, lexeme: Lexeme, found: re.Match[str], field: Field | None, *, strict: bool
    ) -> Shaped:
        syllables = patterns(found["text"], strict=strict)
        edits = int(found["edits"] or 1)
        if len(syllables) != 1 or not 1 <= edits <= MAX_EDITS:
            raise refused(
                self._query,
                lexeme.position,
                f"~1 hay ~{MAX_EDITS} đứng sau một âm tiết; sau một cụm trong ngoặc kép là số "
                "âm tiết xen giữa",
                f"~1 or ~{MAX_EDITS} stands behind one syllable; behind a phrase in quotation "
                "marks it counts the syllables between",
            )
        if len(syllables[0].key) > MAX_SHAPE:
            raise self._too_long(lexeme)
        return Shaped((Fuzzy(syllables[0].key, edits, strict),), field, found.group())


def _phrase(text: str, field: Field | None, *, strict: bool) -> Phrase | None:
    syllables = patterns(text, strict=strict)
    return Phrase(syllables, field, text) if syllables else None


def _parts(piece: str, *, strict: bool) -> tuple[SyllablePattern | Shape, ...]:
    """Return what a piece without marks stands for."""
    letters = piece.rstrip("*")
    if not _OPEN.intersection(piece):
        return patterns(piece, strict=strict)
    if letters and not _OPEN.intersection(letters):
        return (Prefix(letters, strict),)
    return (Wildcard(piece, strict),)
