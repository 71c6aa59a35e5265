"""Cut texts into syllables, and remember what the word model says of each by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from search.vietnamese.segmenter_tokens import token_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_MOST_KEPT = 1 << 16  # entries a table
_LONGEST_KEPT = 40  # characters; only addresses and noise are longer


@dataclass(frozen=True, slots=True)
class Follower:
    """What pyvi's dictionary says of two syllables in a row, kept under the second."""

    ends_word: bool
    thirds: frozenset[str]  # the syllables after them that end a word of three


@dataclass(frozen=True, slots=True)
class Syllable:
    """One of pyvi's tokens. A weight above 0 speaks for continuing a word, not beginning one.

    ``weight`` is for the syllable itself, ``weight_before`` and ``weight_after`` are what it adds
    to its neighbours' weights. ``letters`` are in lower case, and so are the dictionary's
    ``followers``. A syllable may follow in one word another of its own ``rank`` or a higher one;
    rank 0 stays alone.
    """

    weight: float
    weight_before: float
    weight_after: float
    letters: str
    followers: dict[str, Follower]
    rank: int


class CutText(NamedTuple):
    """The syllables of a text in order, where each starts and where each ends."""

    syllables: list[Syllable]
    starts: list[int]
    ends: list[int]


class SyllableTable:
    """Cuts texts into syllables, looking up what stands between two spaces in bounded tables.

    Threads may share it without a lock: an entry is stored whole and never changes, and a full
    table is emptied in one operation. At worst two threads work out the same entry twice.
    """

    def __init__(self, describe: Callable[[str], Syllable]) -> None:
        self._describe = describe
        self._syllables: dict[str, Syllable] = {}
        self._chunks: dict[str, tuple[tuple[int, int, Syllable], ...]] = {}

    def cut(self, text: str, newline: Syllable) -> CutText:
        """Return the syllables of NFC ``text``, with ``newline`` for every newline, as in pyvi."""
        cut = CutText([], [], [])
        add_syllable, add_start, add_end = cut.syllables.append, cut.starts.append, cut.ends.append
        find_syllable, find_pieces = self._syllables.get, self._chunks.get
        position = 0
        for line in text.split("\n"):
            if position:
                add_syllable(newline)
                add_start(position - 1)
                add_end(position)
            for chunk in line.split(" "):
                after = position + len(chunk)
                syllable = find_syllable(chunk)  # what is one token within a chunk is one by itself
                if syllable:
                    add_syllable(syllable)
                    add_start(position)
                    add_end(after)
                else:
                    for start, end, piece in find_pieces(chunk) or self._pieces(chunk):
                        add_syllable(piece)
                        add_start(position + start)
                        add_end(position + end)
                position = after + 1
        return cut

    def _pieces(self, chunk: str) -> Iterable[tuple[int, int, Syllable]]:
        found = (
            (start, end, self._syllable(chunk[start:end])) for start, end in token_spans(chunk)
        )
        if len(chunk) > _LONGEST_KEPT:
            return found
        pieces = tuple(found)
        if len(pieces) != 1 or pieces[0][1] - pieces[0][0] != len(chunk):
            _make_room(self._chunks)
            self._chunks[chunk] = pieces
        return pieces

    def _syllable(self, word: str) -> Syllable:
        syllable = self._syllables.get(word)
        if syllable is None:
            syllable = self._describe(word)
            if len(word) <= _LONGEST_KEPT:
                _make_room(self._syllables)
                self._syllables[word] = syllable
        return syllable


def _make_room(table: dict[str, Any]) -> None:
    if len(table) >= _MOST_KEPT:
        table.clear()
