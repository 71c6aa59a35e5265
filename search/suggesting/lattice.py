"""Rows of spellings that a text may have: which way through them is the likeliest."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Costs = NDArray[np.float64]

#: How much of a guess is what is frequent anyway, whatever stands before it: of the syllables of
#: 700 headlines that were not indexed .943 come out right; .940 with .0003, .941 with .003.
_ANYWAY = 0.001
_NEVER = 1e-12


class Counts(Protocol):
    """How often articles hold syllables in each spelling, and one right after another."""

    @property
    def articles(self) -> int:
        """How many articles there are."""

    def spellings(self, folds: Sequence[str]) -> Sequence[Mapping[str, int]]:
        """Return for each of ``folds`` the keys that fold to it, with their counts."""

    def pair_frequencies(self, pairs: Sequence[tuple[str, str]]) -> Sequence[int]:
        """Return the count of each pair of keys, one right before the other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One spelling of a syllable: its key, its count, and what choosing it costs, in nats."""

    key: str
    count: int
    cost: float = 0.0


class Lattice:
    """The choices for each syllable of a text; between neighbours their pairs decide."""

    def __init__(self, rows: Sequence[Sequence[Choice]], counts: Counts) -> None:
        self._rows = rows
        self._costs = [np.array([each.cost for each in row]) for row in rows]
        self._alone = [_alone(row, counts.articles) for row in rows]
        self._steps = [self._step(at, each) for at, each in enumerate(_together(rows, counts))]

    def _step(self, at: int, together: NDArray[np.int64]) -> Costs:
        """Return what it costs to go from each choice of a row to each of the next."""
        before = np.array([max(each.count, 1) for each in self._rows[at]])
        share = together / before[:, None] + _ANYWAY * self._alone[at + 1]
        costs: Costs = -np.log(np.maximum(share, _NEVER))
        return costs

    def cheapest(self, without: tuple[int, int] | None = None) -> tuple[float, tuple[int, ...]]:
        """Return what the likeliest way costs, and its place in each row.

        ``without`` is a row and a place in it that is not to be taken.
        """
        costs = self._costs
        if without is not None:
            row, place = without
            costs = [each.copy() for each in costs]
            costs[row][place] = np.inf
        reached = costs[0] - np.log(np.maximum(self._alone[0], _NEVER))
        back = []
        for step, own in zip(self._steps, costs[1:], strict=True):
            ways = reached[:, None] + step
            best = ways.argmin(axis=0)
            back.append(best)
            reached = ways[best, np.arange(len(best))] + own
        at = int(reached.argmin())
        way = [at]
        for best in reversed(back):
            way.append(int(best[way[-1]]))
        return float(reached[at]), tuple(reversed(way))

    def likelihoods(self) -> list[Costs]:
        """Return how likely each choice is, over all ways through it: those of a row sum to 1."""
        before = [np.log(np.maximum(self._alone[0], _NEVER)) - self._costs[0]]
        for step, own in zip(self._steps, self._costs[1:], strict=True):
            before.append(np.logaddexp.reduce(before[-1][:, None] - step) - own)
        after = [np.zeros(len(self._rows[-1]))]
        for step, own in zip(reversed(self._steps), reversed(self._costs[1:]), strict=True):
            after.append(np.logaddexp.reduce(after[-1] - own - step, axis=1))
        ways = [one + two for one, two in zip(before, reversed(after), strict=True)]
        return [np.exp(each - np.logaddexp.reduce(each)) for each in ways]


def _together(rows: Sequence[Sequence[Choice]], counts: Counts) -> list[NDArray[np.int64]]:
    """Return the count of each choice of a row right before each of the next."""
    pairs = [(a.key, b.key) for one, two in pairwise(rows) for a in one for b in two]
    found = np.array(counts.pair_frequencies(pairs), np.int64)
    sizes = [(len(one), len(two)) for one, two in pairwise(rows)]
    ends = np.cumsum([one * two for one, two in sizes])
    parts = np.split(found, ends[:-1]) if sizes else []
    return [part.reshape(size) for part, size in zip(parts, sizes, strict=True)]


def _alone(row: Sequence[Choice], articles: int) -> Costs:
    """Return how often each choice is anywhere, as a share of articles."""
    return np.array([each.count for each in row]) / max(articles, 1)
