"""Plain text of which any word is enough: what a program asks, nothing in it an operator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.errors import QueryError
from search.query.refusal import MAX_SYLLABLES
from search.query.tree import Phrase, Query, Words
from search.vietnamese.characters import clean
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from search.query.factors import FindCompounds
    from search.query.tree import Field

_WORD = re.compile(r'[^\s"]+')


def parse_any_word(
    text: str,
    *,
    exact: bool = False,
    within: Field | None = None,
    compounds: FindCompounds = lambda _: (),
) -> Query:
    """Return the query for articles that hold any word of ``text``, the more the better.

    Words end at white space and quotation marks; what they hold beside letters and digits says
    nothing. The rest is as for ``parse``. Raises QueryError for a text without a letter or digit,
    and for one that is too long.
    """
    row = [
        Phrase(patterns(word, strict=exact), within, typed=word)
        for word in _WORD.findall(clean(text).text)
    ]
    units = tuple(phrase for phrase in row if phrase.syllables)
    if not units:
        raise QueryError(text, 0, "Không có chữ hay số nào", "There is no letter or digit")
    if sum(len(phrase.syllables) for phrase in units) > MAX_SYLLABLES:
        raise QueryError(
            text,
            0,
            f"Câu hỏi dài quá {MAX_SYLLABLES} âm tiết",
            f"The query is longer than {MAX_SYLLABLES} syllables",
        )
    typed = " ".join(phrase.typed for phrase in units)
    return Query(text, Words(units, tuple(compounds(typed)), least=1))
