"""How much a packed file may unpack to, in all its layers: what a bomb runs into."""

from __future__ import annotations

from dataclasses import dataclass

FREE = 128 << 20
MOST_RATIO = 100  # a text of one letter packs a thousand to one, news five to one
DEEPEST = 5  # archives in archives


class OversizedError(Exception):
    """More comes out of a packed file than anybody would have put in."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)


@dataclass(slots=True)
class Allowance:
    """What one file, ``packed`` bytes on the disk, may still unpack to.

    FREE bytes, or MOST_RATIO times as much as it takes there if that is more. ``packed`` grows
    where the file comes through a pipe.
    """

    packed: int = 0
    taken: int = 0

    def take(self, count: int) -> None:
        """Note that so many bytes were unpacked. Raises OversizedError."""
        self.taken += count
        self.require(0)

    def require(self, count: int) -> None:
        """Raise OversizedError where ``count`` bytes more are too many."""
        if self.taken + count > max(FREE, MOST_RATIO * self.packed):
            megabytes = (self.taken + count) >> 20
            raise OversizedError(
                f"giải nén ra hơn {megabytes} MB, quá {MOST_RATIO} lần cỡ tệp; bỏ phần còn lại",
                f"unpacks to over {megabytes} MB, {MOST_RATIO} times its size; the rest is left",
            )
