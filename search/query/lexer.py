"""Typed text to lexemes: words, quotations, expressions, brackets, operators, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

from search.query.names import named
from search.query.refusal import refused
from search.vietnamese.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.errors import QueryError
    from search.query.names import Name


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    QUOTED = auto()
    REGEX = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


_ENGLISH = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_VIETNAMESE = {"VÀ": Kind.AND, "HOẶC": Kind.OR, "KHÔNG": Kind.NOT}
#: So many words all in capitals are a headline, and its VÀ is a word.
_HEADLINE = 5

_HEAD = re.compile(
    r"""\s* (?P<whole>
    (?P<minus> -(?=[^\s-]) )?
    (?: (?P<name> [^\W\d_] (?: [^\W\d_] | -(?=[^\W\d_]) ){0,24} ) : )?
    (?P<strict> =(?=["/(\w]) )?
    )""",
    re.VERBOSE,
)
_BOOST = r"(?: \^ (?P<boost> [\d.]{1,9} ) )?"
_QUOTED = re.compile(rf'"(?P<text>[^"]*)"(?: ~ (?P<near> \d{{1,9}} ) )?{_BOOST}', re.VERBOSE)
_REGEX = re.compile(rf'/(?P<text> (?: \\. | [^\s/\\"] )+ )/{_BOOST}(?=[\s)]|$)', re.VERBOSE)
_CLOSE = re.compile(rf"\){_BOOST}", re.VERBOSE)
_FORMS = {
    '"': [(Kind.QUOTED, _QUOTED)],
    "/": [(Kind.REGEX, _REGEX)],
    ")": [(Kind.CLOSE, _CLOSE)],
}
_RUN = re.compile(r'[^\s"()]+')


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word, sign or quotation as typed. ``position`` is where it begins in the query as typed.

    ``near`` and ``boost`` are the numbers behind it: ``"giá xăng"~5^2``.
    """

    kind: Kind
    text: str = ""
    position: int = 0
    negated: bool = False
    name: Name | None = None
    strict: bool = False
    near: str = ""
    boost: str = ""


def lexemes(query: str) -> Iterator[Lexeme]:
    """Cut ``query`` into lexemes; curly quotes and long dashes are plain ones.

    Raises QueryError for a quotation mark without its partner and a name without a word.
    """
    lexer = _Lexer(query)
    while lexer.at < len(lexer.text):
        yield lexer.next()


def place_of(query: str, name: Name) -> int:
    """Return where ``query``, which can be cut, first names a field, 0 where it does not."""
    return next((each.position for each in lexemes(query) if each.name is name), 0)


class _Lexer:
    """Reads one query from left to right; ``at`` is how far it has come."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._cleaned = clean(query)
        self.text = self._cleaned.text.rstrip()
        words = self.text.split(maxsplit=_HEADLINE - 1)
        headline = len(words) == _HEADLINE and self.text == self.text.upper()
        self._operators = _ENGLISH if headline else _ENGLISH | _VIETNAMESE
        self.at = 0

    def next(self) -> Lexeme:
        head = _HEAD.match(self.text, self.at)
        assert head is not None  # noqa: S101 - it matches nothing at all
        name = named(head["name"]) if head["name"] else None
        if head["name"] and name is None:  # a word with a colon in it
            self.at, strict = head.start("name"), False
        else:
            self.at, strict = head.end(), head["strict"] is not None
        start = head.start("whole")
        first = self.text[self.at : self.at + 1]
        if name and (not first or first.isspace() or first == ")"):
            raise self._refused(
                start,
                f"Sau {head['name']}: phải có một từ, liền ngay dấu hai chấm",
                f"{head['name']}: needs a word right after the colon",
            )
        lexeme = self._lexeme(first)
        if lexeme.kind is Kind.WORD and self.at - start == len(lexeme.text):
            operator = self._operators.get(lexeme.text, Kind.WORD)
            lexeme = replace(lexeme, kind=operator)
        return replace(
            lexeme,
            position=self._place(start),
            negated=head["minus"] is not None,
            name=name,
            strict=strict,
        )

    def _lexeme(self, first: str) -> Lexeme:
        """Return what begins with ``first`` here, and go behind it."""
        if first == "(":
            self.at += 1
            return Lexeme(Kind.OPEN)
        for kind, form in _FORMS.get(first, ()):
            if found := form.match(self.text, self.at):
                self.at = found.end()
                typed = {part: text or "" for part, text in found.groupdict().items()}
                return Lexeme(
                    kind,
                    typed.get("text", first),
                    near=typed.get("near", ""),
                    boost=typed["boost"],
                )
        if first == '"':
            raise self._refused(
                self.at, "Dấu ngoặc kép này chưa đóng", "This quotation mark is never closed"
            )
        start = self.at
        self.at = self._word_end()
        return Lexeme(Kind.WORD, self.text[start : self.at])

    def _word_end(self) -> int:
        """Return where the word ends: brackets within it are its own."""
        at, depth = self.at, 0
        while at < len(self.text):
            if found := _RUN.match(self.text, at):
                at = found.end()
            elif self.text[at] == "(":
                depth, at = depth + 1, at + 1
            elif self.text[at] == ")" and depth:
                depth, at = depth - 1, at + 1
            else:
                break
        return at

    def _place(self, at: int) -> int:
        return self._cleaned.published(at, at + 1)[0]

    def _refused(self, at: int, vi: str, en: str) -> QueryError:
        return refused(self._query, self._place(min(at, len(self.text) - 1)), vi, en)
