"""How long questions take, asked for the first time and again."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Asked = TypeVar("_Asked")


@dataclass(frozen=True, slots=True)
class FirstAndAgain:
    """How long questions of one kind took, the first time and the second."""

    name: str
    queries: int
    first_p50_ms: float
    first_p95_ms: float
    p50_ms: float
    p95_ms: float


def first_and_again(
    name: str, ask: Callable[[_Asked], object], asked: Sequence[_Asked]
) -> FirstAndAgain:
    """Ask all questions, then all of them again; there is at least one."""

    def once() -> Iterator[float]:
        for each in asked:
            began = perf_counter()
            ask(each)
            yield 1000 * (perf_counter() - began)

    first, again = sorted(once()), sorted(once())
    p95 = ceil(0.95 * len(asked)) - 1
    return FirstAndAgain(name, len(asked), median(first), first[p95], median(again), again[p95])
