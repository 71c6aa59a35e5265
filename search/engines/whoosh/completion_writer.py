"""Write what can be suggested while somebody types: terms in the order of their letters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.dictionary import TermDictionary
from search.engines.whoosh.field_writer import FieldWriter
from search.engines.whoosh.schema import COMPLETIONS, completion_term
from search.engines.whoosh.sorting import counted
from search.hits import SuggestionKind
from search.vietnamese.spelling import fold
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from search.engines.namings import Naming
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.postings import Integers
    from search.engines.whoosh.syllable_writer import About

_MEMORY = 1 << 16


class CompletionWriter:
    """Collects what the documents of a segment name, and the words of their titles and leads."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._terms: list[Integers] = []
        self._documents: list[Integers] = []

    def add_namings(self, first: int, namings: Sequence[tuple[int, Naming]]) -> None:
        """Take namings of documents, which are numbered from ``first`` on."""
        terms = [completion_term(*naming) for _, naming in namings]
        self._add(
            np.array([self._number(term) for term in terms], np.int64),
            np.array([first + row for row, _ in namings], np.int64),
        )

    def add_words(
        self, numbers: NDArray[np.int32], documents: NDArray[np.integer], words: Sequence[str]
    ) -> None:
        """Take words by their places in ``words``, and the document of each."""
        used, at = np.unique(numbers, return_inverse=True)
        terms = [self._number(_term_of_word(words[number])) for number in used.tolist()]
        self._add(np.array(terms, np.int64)[at], documents.astype(np.int64))

    def _number(self, term: bytes) -> int:
        return self._numbers.setdefault(term, len(self._numbers))

    def _add(self, terms: Integers, documents: Integers) -> None:
        self._terms.append(terms)
        self._documents.append(documents)

    def write(self, file: ArrayFileWriter, documents: int) -> About:
        """Write what was taken for so many documents; return what opening needs."""
        if not self._numbers:
            return {}
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), np.int64)
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms))
        # a document counts once for a term, whatever named it
        codes = ranks[np.concatenate(self._terms)] << 32 | np.concatenate(self._documents)
        codes = np.unique(codes)
        held = codes & 0xFFFFFFFF
        firsts = np.searchsorted(codes >> 32, np.arange(len(terms) + 1))
        TermDictionary.write(file, COMPLETIONS, terms)
        writer = FieldWriter(file, COMPLETIONS, documents, most_position=None)
        writer.add(counted(firsts, held))
        return {COMPLETIONS: writer.finish(np.bincount(held, minlength=documents))}


@lru_cache(maxsize=_MEMORY)
def _term_of_word(word: str) -> bytes:
    keys = word.split("_")
    text = " ".join(map(_spelt, keys))
    return completion_term(" ".join(map(fold, keys)), text, SuggestionKind.PHRASE)


_spelt = lru_cache(maxsize=_MEMORY)(traditional)
