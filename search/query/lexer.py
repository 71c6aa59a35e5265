"""Typed text to lexemes: words, quoted phrases, minus signs and field names, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.errors import QueryError, UsageError
from search.query.tree import Field
from search.vietnamese.analyzer import syllables
from search.vietnamese.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIELD_NAMES = "|".join(Field)
_LEXEME = re.compile(
    rf"""
    \s* (?P<minus> -(?=[^\s-]) )?
    (?: (?P<field> {_FIELD_NAMES} ) : )?
    (?: "(?P<phrase> [^"]* )" | (?P<word> [^\s"]+ ) | (?P<open> " ) | (?P<none> ) )
    """,
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One word or phrase as typed. ``position`` is where it begins in the query as typed."""

    text: str
    position: int
    quoted: bool
    negated: bool
    field: Field | None


def lexemes(query: str) -> Iterator[Lexeme]:
    """Cut ``query`` into lexemes; curly quotes and long dashes are plain ones.

    Raises QueryError for a quotation mark without its partner and a field without a word.
    """
    cleaned = clean(query)
    text = cleaned.text
    at = 0
    while found := _LEXEME.match(text, at):
        if found.end() == len(text) and found["none"] is not None and not _typed(found):
            return
        start, _ = cleaned.published(found.end() - len(found[0].lstrip()), found.end())
        if found["open"]:
            raise QueryError(
                query,
                cleaned.published(found.start("open"), found.end("open"))[0],
                "Dấu ngoặc kép này chưa đóng",
                "This quotation mark is never closed",
                literal=_literal(text),
            )
        field = Field(found["field"].lower()) if found["field"] else None
        if found["none"] is not None:
            raise QueryError(
                query,
                start,
                f"Sau {found['field']}: phải có một từ, liền ngay dấu hai chấm",
                f"{found['field']}: needs a word right after the colon",
                literal=_literal(text),
            )
        quoted = found["phrase"] is not None
        word = found["phrase"] if quoted else found["word"]
        yield Lexeme(word, start, quoted, found["minus"] is not None, field)
        at = found.end()


def _typed(found: re.Match[str]) -> bool:
    return bool(found["minus"] or found["field"])


def _literal(text: str) -> str:
    """Return the search for ``text`` word by word, or "" where it has no word."""
    words = " ".join(text.replace('"', " ").split())
    return f'"{words}"' if syllables(words) else ""


def field_named(name: str) -> Field:
    """Return the field called ``name``. Raises UsageError, listing the names there are."""
    try:
        return Field(name.lower())
    except ValueError:
        names = ", ".join(Field)
        raise UsageError(
            f"Không có trường {name!r}; có: {names}", f"No field {name!r}; there are: {names}"
        ) from None
