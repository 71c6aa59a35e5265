"""Which appearances of a name are one person: those that share a sign, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from search.officials.people.decisions import Decisions, Named


@dataclass(frozen=True, slots=True)
class Seen:
    """An appearance to be grouped: whose name in which article, and what tells who it is.

    ``signs`` are those of the article's posts, ``beside`` the telling names beside this one.
    """

    named: Named
    signs: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The appearances of one person, by their places among those given, in order.

    Those that nothing tells apart are not ``known``: one or several people of the name.
    """

    members: tuple[int, ...]
    known: bool


#: The person of the only appearance of a name.
ALONE = Cluster((0,), known=True)


def clusters(seen: Sequence[Seen], decisions: Decisions) -> list[Cluster]:
    """Return who is one person among appearances of one name, or of names that were joined.

    What two share, they share with everybody who has it: a chain of signs is one person. Without
    any sign or decision an appearance joins nobody; all such of a name are one cluster that is not
    known, unless there is only one in all. The order of ``seen`` makes no difference but to the
    order of what is returned.
    """
    if len(seen) == 1:
        return [ALONE]
    joined = _Joined(len(seen))
    for at, each in enumerate(seen):
        if each.named not in decisions.alone:
            joined.share(at, ((each.named.key, sign) for sign in each.signs | each.beside))
        if (group := decisions.groups.get(each.named)) is not None:
            joined.share(at, [group])
    found = joined.groups()
    known, unknown = [], dict[str, list[int]]()
    for members in found:
        [first, *others] = members
        telling = seen[first].signs or seen[first].named in decisions.groups
        if others or telling:
            known.append(Cluster(tuple(members), known=True))
        else:
            unknown.setdefault(seen[first].named.key, []).append(first)
    return [*known, *(Cluster(tuple(each), known=False) for each in unknown.values())]


class _Joined:
    """Numbers 0 to ``size``, joined where they share something."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))
        self._having: dict[Hashable, int] = {}

    def share(self, number: int, things: Iterable[Hashable]) -> None:
        for thing in things:
            other = self._having.setdefault(thing, number)
            low, high = sorted((self._top(number), self._top(other)))
            self._above[high] = low

    def groups(self) -> list[list[int]]:
        by_top: dict[int, list[int]] = {}
        for number in range(len(self._above)):
            by_top.setdefault(self._top(number), []).append(number)
        return list(by_top.values())

    def _top(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number
