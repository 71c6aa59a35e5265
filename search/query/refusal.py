"""How a query is refused: with the place of the trouble, and how to search for it literally."""

from __future__ import annotations

from search.errors import QueryError
from search.vietnamese.analyzer import syllables
from search.vietnamese.characters import clean

#: A pasted article is not a query; every syllable costs a look at each field.
MAX_SYLLABLES = 256


def refused(query: str, position: int, vi: str, en: str) -> QueryError:
    """Return the error for the trouble at ``position`` in ``query`` as typed."""
    return QueryError(query, position, vi, en, literal=literal(query))


def literal(query: str) -> str:
    """Return the search for ``query`` word by word, or "" where it has no word, or too many."""
    words = " ".join(clean(query).text.replace('"', " ").split())
    return f'"{words}"' if 0 < len(syllables(words)) <= MAX_SYLLABLES else ""
