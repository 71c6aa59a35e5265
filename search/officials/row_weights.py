"""What a row of capitals, and what stands beside it, weighs in the chain: columns by number."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from search.officials.name_features import (
    BOTH_SIDES,
    behind_features,
    border_features,
    may_begin,
)
from search.officials.part_weights import PartWeights
from search.vietnamese.number_columns import look_up

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.officials.capital_columns import CapitalRows
    from search.officials.name_chain import NameChain
    from search.officials.name_lexicon import NameLexicon
    from search.officials.part_weights import SideWeights
    from search.officials.token_table import CutTexts, TokenTable
    from search.vietnamese.number_columns import Numbers, Rows, Scores

_MOST = 200_000  # of one kind that are remembered
_SHIFT = 32


class RowWeights:
    """The weights of rows whose tokens a table has numbered."""

    def __init__(self, chain: NameChain, table: TokenTable) -> None:
        self._chain, self._table = chain, table
        self._parts = PartWeights(chain.against, chain.lexicon)
        self.inner = Inner(chain.lexicon, self._parts)
        self._left, self._right = Pairs(self._of_left, 7), Pairs(self._of_right, 7)
        self._border, self._behind = Pairs(self._of_border, 2), Pairs(self._of_behind, 3)
        both = [chain.against.get(f"lr{each}", 0j) for each in range(len(BOTH_SIDES) + 1)]
        self._both = np.array([[each.real for each in both], [each.imag for each in both]])

    def forget(self) -> None:
        """Begin anew, as the table does."""
        for each in (self._left, self._right, self._border, self._behind):
            each.forget()
        self.inner.forget()

    def numbers(self, rows: CapitalRows, cut: CutTexts) -> Rows:
        """Return the number of each row in ``inner``."""
        self.inner.make_room()
        tokens = cut.tokens.tobytes()
        size = cut.tokens.itemsize
        firsts, behind = rows.starts * size, (rows.starts + rows.lengths) * size
        keys = (tokens[a:z] for a, z in zip(firsts.tolist(), behind.tolist(), strict=True))
        words = self._table.words
        self.inner.words = lambda key: tuple(words[each] for each in np.frombuffer(key, np.int32))
        return np.fromiter(map(self.inner.__getitem__, keys), np.intp, len(firsts))

    def left(self, rows: CapitalRows) -> Scores:
        """Return the log-odds of the left sides, and what they weigh for the words of a row.

        Row 0 are the log-odds; 1 to 3 speak for the nearest word, the next, and all others, being
        the first of a name; 4 to 6 for a later one.
        """
        return self._left.of(rows.far, rows.near)

    def right(self, rows: CapitalRows) -> Scores:
        """Return the same of the right sides."""
        return self._right.of(rows.behind, rows.farther)

    def both(self, odds: Scores) -> Scores:
        """Return what the log-odds of both sides weigh together."""
        weights: Scores = self._both[:, np.searchsorted(BOTH_SIDES, odds, "right")]
        return weights

    def border(self, rows: CapitalRows, cut: CutTexts) -> Scores:
        """Return what the first word and the one before it weigh."""
        return self._border.of(
            rows.near, look_up(self._table.lower_tokens, cut.tokens[rows.starts])
        )

    def behind(self, rows: CapitalRows, cut: CutTexts) -> Scores:
        """Return whether the last word makes a compound with the next, and what they weigh."""
        last = cut.tokens[rows.starts + rows.lengths - 1]
        return self._behind.of(look_up(self._table.lower_tokens, last), rows.following)

    def _of_left(self, far: int, near: int) -> tuple[float, ...]:
        words = self._table.words
        return _parts(self._parts.left(words[far], words[near]))

    def _of_right(self, near: int, far: int) -> tuple[float, ...]:
        words = self._table.words
        return _parts(self._parts.right(words[near], words[far]))

    def _of_border(self, before: int, first: int) -> tuple[float, ...]:
        words = self._table.words
        weight = self._chain.against.get(border_features(words[before], words[first]), 0j)
        return weight.real, weight.imag

    def _of_behind(self, last: int, following: int) -> tuple[float, ...]:
        table, lexicon = self._table, self._chain.lexicon
        word = table.words[last]
        weight = self._parts.of(behind_features(word, table.lower[following], lexicon))
        compound = (word, table.words[following]) in lexicon.compounds
        return float(compound), weight.real, weight.imag


def _parts(side: SideWeights) -> tuple[float, ...]:
    odds, *weights = side
    return odds, *(each.real for each in weights), *(each.imag for each in weights)


class Pairs(dict[int, int]):
    """From a pair of tokens to its row in a table of values; pairs of equal values share a row.

    ``weigh`` is asked for the ``width`` values of a pair when it is first met.
    """

    def __init__(self, weigh: Callable[[int, int], tuple[float, ...]], width: int) -> None:
        super().__init__()
        self._weigh, self._width = weigh, width
        self._values = array("d")
        self._rows: dict[tuple[float, ...], int] = {}

    def __missing__(self, code: int) -> int:
        values = self._weigh(code >> _SHIFT, code & (1 << _SHIFT) - 1)
        row = self._rows.setdefault(values, len(self._rows))
        if row * self._width == len(self._values):
            self._values.extend(values)
        self[code] = row
        return row

    def of(self, first: Numbers, second: Numbers) -> Scores:
        """Return the values of some pairs: ``(width, p)``."""
        if len(self) > _MOST:
            self.forget()
        codes = (first.astype(np.int64) << _SHIFT | second).tolist()
        rows = np.fromiter(map(self.__getitem__, codes), np.intp, len(codes))
        found: Scores = np.frombuffer(self._values).reshape(-1, self._width)[rows].T
        return found

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self._rows.clear()
        self._values = array("d")


class Inner(dict[bytes, int]):
    """From the tokens of a row to its number.

    By number: ``firsts``, where its words begin in ``first``, ``later`` and ``allowed``: what
    speaks for each being the first of a name, and a later one, and whether it may be the first.
    ``words`` turns tokens into words.
    """

    words: Callable[[bytes], tuple[str, ...]]

    def __init__(self, lexicon: NameLexicon, parts: PartWeights) -> None:
        super().__init__()
        self._lexicon, self._parts = lexicon, parts
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.clear()
        self.firsts, self.allowed = array("i"), array("b")
        self.first, self.later = array("d"), array("d")

    def make_room(self) -> None:
        """Begin anew where there are more than should be remembered."""
        if len(self) > _MOST:
            self.forget()

    def __missing__(self, key: bytes) -> int:
        row = self.words(key)
        number = self[key] = len(self.firsts)
        self.firsts.append(len(self.first))
        for weight in self._parts.row(row):
            self.first.append(weight.real)
            self.later.append(weight.imag)
        self.allowed.extend(may_begin(row, self._lexicon))
        return number
