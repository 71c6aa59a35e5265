"""Is one run better than another, or was it luck: a paired randomisation test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.evaluation.measures import Measures

_ROUNDS = 100_000
_AT_ONCE = 1_000
#: Sums of the same numbers in another order differ by so much.
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True)
class TopicChange:
    """What became of one topic: nDCG@10 in the other run, and in this one."""

    topic: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run beside another, over the topics of both.

    ``p`` is how often chance alone makes the means of nDCG@10 differ as much as they do, or more.
    ``changes`` are the topics that differ, the largest loss first, the largest gain last.
    """

    topics: int
    before: float
    after: float
    p: float
    changes: tuple[TopicChange, ...]

    @property
    def better(self) -> int:
        """How many topics gained."""
        return sum(each.after > each.before for each in self.changes)

    @property
    def worse(self) -> int:
        """How many topics lost."""
        return sum(each.after < each.before for each in self.changes)


def compare(
    before: Mapping[str, Measures], after: Mapping[str, Measures], seed: int = 1
) -> Comparison:
    """Compare two runs by nDCG@10. Raises UsageError where no topic is in both."""
    topics = [topic for topic in after if topic in before]
    if not topics:
        raise UsageError(
            "Hai lần chạy không có câu hỏi nào chung", "The two runs have no topic in common"
        )
    old = np.array([before[topic].ndcg_10 for topic in topics])
    new = np.array([after[topic].ndcg_10 for topic in topics])
    changes = [
        TopicChange(topic, float(was), float(now))
        for topic, was, now in zip(topics, old, new, strict=True)
        if was != now
    ]
    return Comparison(
        topics=len(topics),
        before=float(old.mean()),
        after=float(new.mean()),
        p=randomisation_test(new - old, seed),
        changes=tuple(sorted(changes, key=lambda each: each.after - each.before)),
    )


def randomisation_test(differences: np.ndarray, seed: int = 1) -> float:
    """Return the two-sided p of paired differences: of random signs, how many do as well.

    The observed signs count as one of the draws, so that p is never 0 (Smucker, Allan and
    Carterette 2007; Phipson and Smyth 2010).
    """
    moved = differences[differences != 0]
    observed = abs(moved.sum()) - _ROUNDING
    chance = np.random.default_rng(seed)
    as_far = 1
    for _ in range(_ROUNDS // _AT_ONCE):
        signs = chance.integers(0, 2, (_AT_ONCE, len(moved))) * 2 - 1
        as_far += int((abs(signs @ moved) >= observed).sum())
    return as_far / (_ROUNDS + 1)
