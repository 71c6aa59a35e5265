"""What an archive taught about names: how person-like each capitalised row, each context is."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from search.data_files import data_folder
from search.officials.word_places import WordPlaces

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Rarer rows of capitals are not in the lexicon.
FEWEST = 3
# scores and shares, read off lists of rows sorted by them
_LIKELY = ((0.45, 0.03), (0.25, 0.08))
_UNLIKELY = (-0.3, 0.02)
_RATHER, _RATHER_NOT = (0.45, 0.02), (0.15, 0.015)
_SCALE = 100  # the file has whole numbers


class Likeness(NamedTuple):
    """How much a row of capitals is like a person.

    ``score`` is the mean log-odds of its contexts, above 0 for people; ``share`` of its
    occurrences stand behind an honorific or a role; ``often`` says that there are five or more.
    """

    score: float
    share: float
    often: bool

    @property
    def side(self) -> int:
        """1 for most probably a person wherever it stands, -1 for most probably none, else 0."""
        if any(self.score > score and self.share > share for score, share in _LIKELY):
            return 1
        return -1 if self.score < _UNLIKELY[0] and self.share < _UNLIKELY[1] else 0

    @property
    def verdict(self) -> bool | None:
        """Whether a row is a person, for want of other evidence; None where nobody knows."""
        if self.score < _RATHER_NOT[0] and self.share < _RATHER_NOT[1]:
            return False
        return True if self.score > _RATHER[0] and self.share > _RATHER[1] else None


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Counts of an archive, boiled down; no text of it is kept.

    ``rows`` maps a row of capitalised words (``Nguyễn Văn Hùng``) to its likeness. ``contexts``
    maps what stands beside a row to the log-odds of a person: ``l ông`` one word before, ``L bị
    cáo`` two, ``r nói`` and ``R nói rằng`` behind, in lower case. ``compounds`` are pairs of words
    that are common in lower case, as ``chính phủ``; ``common`` the words that begin sentences and
    are seldom capitalised elsewhere.
    """

    rows: dict[str, Likeness] = field(default_factory=dict)
    contexts: dict[str, float] = field(default_factory=dict)
    compounds: frozenset[tuple[str, str]] = frozenset()
    common: frozenset[str] = frozenset()
    word_places: WordPlaces = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "word_places", WordPlaces.of(self.rows))

    def left(self, context: tuple[str, str]) -> float:
        """Return the log-odds of a person behind two words, the farther first."""
        far, near = context
        get = self.contexts.get
        return get(f"l {near}", 0.0) + 0.7 * get(f"L {far} {near}", 0.0)

    def right(self, context: tuple[str, str]) -> float:
        """Return the log-odds of a person before two words, the nearer first."""
        near, far = context
        get = self.contexts.get
        return get(f"r {near}", 0.0) + 0.7 * get(f"R {near} {far}", 0.0)

    def to_bytes(self) -> bytes:
        """Return the lexicon as a file; equal lexicons give equal files."""
        return gzip.compress("\n".join(self._lines()).encode(), mtime=0)

    def _lines(self) -> Iterator[str]:
        for row, (score, share, often) in sorted(self.rows.items()):
            yield f"N\t{row}\t{round(score * _SCALE)}\t{round(share * _SCALE)}\t{often:d}"
        for context, odds in sorted(self.contexts.items()):
            yield f"C\t{context}\t{round(odds * _SCALE)}"
        for first, second in sorted(self.compounds):
            yield f"P\t{first}\t{second}"
        for word in sorted(self.common):
            yield f"W\t{word}"

    @classmethod
    def from_bytes(cls, file: bytes) -> NameLexicon:
        """Read what ``to_bytes`` wrote."""
        rows, contexts, compounds, common = {}, {}, set(), set()
        for line in filter(None, gzip.decompress(file).decode().split("\n")):
            kind, name, *values = line.split("\t")
            if kind == "N":
                score, share, often = map(int, values)
                rows[name] = Likeness(score / _SCALE, share / _SCALE, bool(often))
            elif kind == "C":
                contexts[name] = int(values[0]) / _SCALE
            elif kind == "P":
                compounds.add((name, values[0]))
            elif kind == "W":
                common.add(name)
        return cls(rows, contexts, frozenset(compounds), frozenset(common))


@cache
def shipped_lexicon() -> NameLexicon:
    """Return the lexicon that comes with Tìm Báo."""
    return NameLexicon.from_bytes((data_folder("officials") / NAME).read_bytes())


NAME = "names.tsv.gz"
