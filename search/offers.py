"""Queries to be offered beside an answer: what the person may have meant to type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.query.tree import And, Either, Not, Phrase, Words
from search.suggesting.corrections import MOST, corrections
from search.vietnamese.patterns import patterns
from search.vietnamese.typing_methods import plausible_typing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.engines.engine import IndexReader
    from search.query.tree import Node, Query

#: A word that articles hold at most so many times may be a slip of the keyboard.
RARE = 2


@dataclass(frozen=True, slots=True)
class Offers:
    """Works offers out of what is in an index; ``count`` says how much a text would find."""

    reader: IndexReader
    count: Callable[[str], int]

    def meant(self, text: str, query: Query, total: int, *, exact: bool) -> tuple[str, ...]:
        """Return what ``text`` may have meant: typed with no input method, or with slips.

        ``query`` is what it was taken for, which found ``total``.
        """
        typed = plausible_typing(text, self._is_rare, self._is_known)
        others: Sequence[str] = ()
        if _is_of_words(query.root):  # dates and shapes have no slips to be mended
            others = corrections(text, total, self.reader, self.count, exact=exact)
        return tuple(dict.fromkeys(filter(None, (typed, *others))))[:MOST]

    def _is_rare(self, word: str) -> bool:
        return self._frequency(word) <= RARE

    def _is_known(self, syllable: str) -> bool:
        return self._frequency(syllable) > 0

    def _frequency(self, text: str) -> int:
        """Return how many times articles hold the rarest syllable of ``text``, as it is spelt."""
        return min(self.reader.frequencies(patterns(text, strict=True)), default=0)


def _is_of_words(node: Node) -> bool:
    match node:
        case And():
            return all(map(_is_of_words, node.nodes))
        case Not():
            return _is_of_words(node.node)
        case _:
            return isinstance(node, Words | Phrase | Either)
