"""The one parser: what a person types, to the tree that it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.errors import QueryError
from search.query.lexer import lexemes
from search.query.tree import And, Not, Phrase, Query, Words
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.query.lexer import Lexeme
    from search.query.tree import Field, Node

    FindCompounds = Callable[[str], Sequence[str]]

#: A pasted article is not a query; every syllable costs a look at each field.
MAX_SYLLABLES = 256


def parse(
    text: str,
    *,
    exact: bool = False,
    within: Field | None = None,
    compounds: FindCompounds = lambda _: (),
) -> Query:
    """Return the query that ``text`` means.

    Words must all match, "quoted" ones in a row, ``-word`` must not, ``title:word`` matches there.
    ``exact`` asks for every accent as typed. ``within`` is the field of words that name none.
    ``compounds`` finds the words of several syllables in a row of words. Raises QueryError with
    the place of the trouble.
    """
    row: list[tuple[Lexeme, Phrase]] = []
    nodes: list[Node] = []
    syllables = 0
    for lexeme in lexemes(text):
        phrase = Phrase(
            patterns(lexeme.text, strict=exact), lexeme.field or within, typed=lexeme.text
        )
        syllables += len(phrase.syllables)
        if syllables > MAX_SYLLABLES:
            raise QueryError(
                text,
                lexeme.position,
                f"Câu hỏi dài quá {MAX_SYLLABLES} âm tiết; hãy bỏ bớt từ đây",
                f"The query is longer than {MAX_SYLLABLES} syllables; shorten it from here",
            )
        if not phrase.syllables:
            continue
        if lexeme.quoted or lexeme.negated or phrase.field:
            nodes += _words(row, compounds)
            row.clear()
            nodes.append(Not(phrase) if lexeme.negated else phrase)
        else:
            row.append((lexeme, phrase))
    nodes += _words(row, compounds)
    if not nodes:
        raise QueryError(
            text,
            0,
            "Câu hỏi không có chữ hay số nào; hãy gõ một từ cần tìm",
            "The query has no letter or digit; type a word to search for",
        )
    return Query(text, nodes[0] if len(nodes) == 1 else And(tuple(nodes)))


def _words(row: Sequence[tuple[Lexeme, Phrase]], compounds: FindCompounds) -> Iterator[Words]:
    if row:
        typed = " ".join(lexeme.text for lexeme, _ in row)
        yield Words(tuple(phrase for _, phrase in row), tuple(compounds(typed)))
