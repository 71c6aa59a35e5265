"""Decide which words of a row of capitals are a person's name: a linear chain of three labels.

Weights are what CRFsuite learnt; here they are only added up: one complex number for each feature,
whose parts are what speaks for the first and for a later word of a name, less what speaks for none.
What a row, or a side of it, weighs is remembered, since a newspaper repeats itself.
"""

from __future__ import annotations

import gzip
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING

from search.data_files import data_folder
from search.officials.name_features import (
    EVERYTHING,
    Context,
    behind_features,
    border_features,
    both_sides,
    inner_features,
    left_features,
    may_begin,
    right_features,
)
from search.officials.name_lexicon import NameLexicon, shipped_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LABELS = ("O", "B", "I")  # no name; the first word of one; a later word of one
OUTSIDE, BEGIN, INSIDE = range(3)
NEVER = -1e9
_SCALE = 1000
_REMEMBERED = 1 << 15

Weights = tuple[float, float, float]
Sides = tuple[Context, Context]


class NameChain:
    """Finds names in rows of capitals. Nothing but its memory changes, so threads may share it."""

    def __init__(
        self, states: dict[str, Weights], transitions: Iterable[Weights], lexicon: NameLexicon
    ) -> None:
        """Take the weights of each feature, and those from each label (row) to each."""
        self.states, self.transitions, self.lexicon = states, tuple(transitions), lexicon
        #: What speaks for the first and for a later word of a name, less what speaks for none. They
        #: are whole thousandths: added up in any order, they give the same.
        self.against = {
            name: complex(round((b - o) * _SCALE), round((i - o) * _SCALE))
            for name, (o, b, i) in states.items()
        }
        #: What each step from a label (row) to one weighs, in thousandths.
        self.steps = [[step * _SCALE for step in steps] for steps in self.transitions]
        self._allowed = lru_cache(_REMEMBERED)(lambda row: may_begin(row, lexicon))
        self._inner = lru_cache(_REMEMBERED)(self._weigh_inner)
        self._left = lru_cache(_REMEMBERED)(self._weigh_left)
        self._right = lru_cache(_REMEMBERED)(self._weigh_right)

    @classmethod
    def from_bytes(cls, file: bytes, lexicon: NameLexicon) -> NameChain:
        """Read what ``to_bytes`` wrote."""
        states: dict[str, Weights] = {}
        transitions = []
        for line in gzip.decompress(file).decode().split("\n"):
            feature, *numbers = line.split("\t")
            o, b, i = (int(number) / _SCALE for number in numbers)
            if feature in _FROM:
                transitions.append((o, b, i))
            else:
                states[feature] = (o, b, i)
        return cls(states, transitions, lexicon)

    def to_bytes(self) -> bytes:
        """Return the weights as a file, in thousandths; equal weights give equal files."""
        rows = [*zip(_FROM, self.transitions, strict=True), *sorted(self.states.items())]
        lines = ["\t".join([name, *(str(round(w * _SCALE)) for w in row)]) for name, row in rows]
        return gzip.compress("\n".join(lines).encode(), mtime=0)

    def names(self, row: tuple[str, ...], sides: Sequence[Sides]) -> list[tuple[int, int]]:
        """Return each name in a row: its first word, and the one behind its last.

        ``sides`` are the contexts left and right of each place where the row stands. They count
        together, on average, so that an article says one thing of one row.
        """
        scores = self._scores(row, *sides[0])
        for left, right in sides[1:]:
            scores = [*map(add, scores, self._scores(row, left, right))]
        if len(row) == 1:
            return [(0, 1)] if scores[0].real > 0 else []
        return spans(self._labels([each / len(sides) for each in scores], self._allowed(row)))

    def _scores(self, row: tuple[str, ...], left: Context, right: Context) -> list[complex]:
        """Return how much speaks for each word being the first of a name, and a later one."""
        left_odds, on_left = self._left(left)
        right_odds, on_right = self._right(right)
        both = self.against.get(both_sides(left_odds + right_odds), 0j)
        last = len(row) - 1
        scores = [
            both + inner + on_left[min(2, at)] + on_right[min(2, last - at)]
            for at, inner in enumerate(self._inner(row))
        ]
        scores[0] += self.against.get(border_features(left[1], row[0]), 0j)
        scores[-1] += self._weigh(behind_features(row[-1], right[0], self.lexicon))
        return scores

    def _labels(self, scores: list[complex], allowed: Sequence[bool]) -> list[int]:
        """Return the best labels together: Viterbi's algorithm."""
        best = [0.0, scores[0].real, NEVER]
        steps = []
        for score, may_begin_here in zip(scores[1:], allowed[1:], strict=True):
            own = (0.0, score.real if may_begin_here else NEVER, score.imag)
            came = []
            now = []
            for label in range(3):
                ways = [best[a] + self.steps[a][label] for a in range(3)]
                if label == INSIDE:
                    ways[OUTSIDE] = NEVER
                way = ways.index(max(ways))
                came.append(way)
                now.append(ways[way] + own[label])
            steps.append(came)
            best = now
        labels = [best.index(max(best))]
        for came in reversed(steps):
            labels.append(came[labels[-1]])
        return labels[::-1]

    def _weigh(self, features: Iterable[str]) -> complex:
        return sum(filter(None, map(self.against.get, features)), 0j)

    def _weigh_inner(self, row: tuple[str, ...]) -> list[complex]:
        return [self._weigh(features) for features in inner_features(row, self.lexicon, EVERYTHING)]

    def _weigh_left(self, context: Context) -> tuple[float, list[complex]]:
        side = left_features(context, self.lexicon)
        return self.lexicon.left(context), [self._weigh(features) for features in side]

    def _weigh_right(self, context: Context) -> tuple[float, list[complex]]:
        side = right_features(context, self.lexicon)
        return self.lexicon.right(context), [self._weigh(features) for features in side]


_FROM = tuple(f"from {label}" for label in LABELS)


def spans(labels: Sequence[int]) -> list[tuple[int, int]]:
    """Return where the names are that labels make."""
    found: list[tuple[int, int]] = []
    for at, label in enumerate(labels):
        if label == BEGIN:
            found.append((at, at + 1))
        elif label == INSIDE:
            found[-1] = (found[-1][0], at + 1)
    return found


@cache
def shipped_chain() -> NameChain:
    """Return the chain that comes with Tìm Báo."""
    path = data_folder("officials") / NAME
    return NameChain.from_bytes(path.read_bytes(), shipped_lexicon())


NAME = "name_weights.tsv.gz"
