"""What becomes of a text: its tokens, the terms each is found by, and the words they form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.vietnamese.characters import clean
from search.vietnamese.patterns import token_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.vietnamese.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class AnalysedToken:
    """One syllable: ``text[start:end]`` of the line it is in, and what it is equal to.

    ``terms`` are all index terms that find it: its key, ``=`` its variant class, ``~`` each fold.
    ``word`` is the word of several syllables that begins here, or "".
    """

    line: int
    position: int
    start: int
    end: int
    text: str
    key: str
    folded: str
    terms: tuple[str, ...]
    word: str


def analysed(text: str, analyzer: Analyzer) -> Iterator[AnalysedToken]:
    """Yield the tokens of ``text``, line by line as an article's paragraphs are analysed."""
    for number, line in enumerate(text.split("\n"), 1):
        found = analyzer.analyse(line)
        words = {span.first: span.word for span in found.word_spans}
        for position, token in enumerate(found.tokens):
            yield AnalysedToken(
                line=number,
                position=position,
                start=token.start,
                end=token.end,
                text=clean(line[token.start : token.end]).text,
                key=token.key,
                folded=token.folded,
                terms=token_terms(token),
                word=words.get(position, ""),
            )
