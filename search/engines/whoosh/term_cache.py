"""What was decoded last, kept within so many bytes: the hot terms of a server."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable


class _Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


_Value = TypeVar("_Value", bound=_Sized)

_OVERHEAD = 400  # bytes that Python takes for an entry, whatever is in it
_MOST_ASKED = 10_000


class TermCache:
    """Arrays by key; those used longest ago go when all take more than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: set[Hashable] = set()
        self.nbytes = 0

    def get(self, key: Hashable, make: Callable[[], _Value]) -> _Value:
        """Return the value of ``key``, made anew where it is not here."""
        known: _Value | None = self._values.get(key)
        if known is not None:
            self._values.move_to_end(key)
            return known
        value = self._values[key] = make()
        self.nbytes += value.nbytes + _OVERHEAD
        while self.nbytes > self._limit and len(self._values) > 1:
            _, dropped = self._values.popitem(last=False)
            self.nbytes -= dropped.nbytes + _OVERHEAD
        return value

    def __contains__(self, key: Hashable) -> bool:
        return key in self._values

    def asked_before(self, key: Hashable) -> bool:
        """Return whether this was asked of ``key`` lately: the first time it says no."""
        if key in self._asked:
            return True
        if len(self._asked) == _MOST_ASKED:
            self._asked.clear()
        self._asked.add(key)
        return False

    def clear(self) -> None:
        """Forget everything."""
        self._asked.clear()
        self._values.clear()
        self.nbytes = 0
