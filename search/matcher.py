"""Where a query shows in an article: which syllables match, and which of them to mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.hits import Mark
from search.vietnamese.patterns import terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.vietnamese.analyzer import Token


@dataclass(frozen=True, slots=True)
class Sought:
    """Syllables to be marked, in the order typed, in ``field`` alone or in every field.

    Each is any of its index terms. A ``whole`` one is marked only where all its syllables stand
    together.
    """

    syllables: tuple[tuple[str, ...], ...]
    whole: bool
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A run of tokens that matches a run of one Sought's syllables."""

    sought: int
    first_token: int
    first_syllable: int
    length: int


class Matcher:
    """Finds what is sought in the fields of one article, and decides what is worth a mark.

    Row words far apart match an article, but a mark on every ``ba`` of ``le ba hung`` would hide
    the name: a syllable that somewhere in the article stands in a run of two or more of its row is
    marked in such runs only.
    """

    def __init__(self, sought: Sequence[Sought]) -> None:
        self._sought = sought
        self._places = [_Places(each.syllables) for each in sought]

    def marks(self, fields: Mapping[str, Sequence[Token]]) -> dict[str, list[Occurrence]]:
        """Return the occurrences worth marking in each of ``fields``, ascending.

        A field is known by what stands before the first ``/`` of its name.
        """
        found = {name: list(self._occurrences(name, tokens)) for name, tokens in fields.items()}
        in_run = {
            (each.sought, syllable)
            for occurrences in found.values()
            for each in occurrences
            if each.length > 1
            for syllable in range(each.first_syllable, each.first_syllable + each.length)
        }
        return {
            name: [
                each
                for each in occurrences
                if each.length > 1 or (each.sought, each.first_syllable) not in in_run
            ]
            for name, occurrences in found.items()
        }

    def _occurrences(self, name: str, tokens: Sequence[Token]) -> Iterator[Occurrence]:
        for number, sought in enumerate(self._sought):
            if sought.field in {None, name.partition("/")[0]}:
                runs = _runs(number, self._places[number], tokens)
                size = len(sought.syllables)
                yield from (run for run in runs if run.length == size or not sought.whole)


class _Places(dict[tuple[str, str, tuple[str, ...]], list[int]]):
    """Which syllables of a row a token matches, worked out once for each key, fold and parts."""

    def __init__(self, syllables: Sequence[Sequence[str]]) -> None:
        self._of_term: dict[str, list[int]] = {}
        for at, terms in enumerate(syllables):
            for term in terms:
                self._of_term.setdefault(term, []).append(at)

    def __missing__(self, spelt: tuple[str, str, tuple[str, ...]]) -> list[int]:
        found = {at for term in terms_of(*spelt) for at in self._of_term.get(term, ())}
        self[spelt] = sorted(found)
        return self[spelt]


def _runs(sought: int, places: _Places, tokens: Sequence[Token]) -> list[Occurrence]:
    """Return the longest runs, none sharing a token with another, in the order of the text."""
    matching = [places[token.key, token.folded, token.parts] for token in tokens]
    runs: list[Occurrence] = []
    open_runs: dict[int, int] = {}  # last syllable matched -> length so far
    for at, here in enumerate([*matching, []]):
        if not here and not open_runs:  # most tokens
            continue
        extended = {syllable: open_runs.pop(syllable - 1, 0) + 1 for syllable in reversed(here)}
        for last, length in open_runs.items():
            runs.append(Occurrence(sought, at - length, last - length + 1, length))
        open_runs = extended
    return _apart(runs)


def _apart(runs: Iterable[Occurrence]) -> list[Occurrence]:
    taken: set[int] = set()
    kept = []
    for run in sorted(runs, key=lambda each: -each.length):
        span = range(run.first_token, run.first_token + run.length)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(run)
    return sorted(kept, key=lambda each: each.first_token)


def to_marks(occurrences: Iterable[Occurrence], tokens: Sequence[Token]) -> tuple[Mark, ...]:
    """Return the spans of ``occurrences`` in the text of ``tokens``, overlapping ones joined."""
    spans = sorted(
        (tokens[each.first_token].start, tokens[each.first_token + each.length - 1].end)
        for each in occurrences
    )
    marks: list[Mark] = []
    for start, end in spans:
        if marks and start < marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(end, marks[-1].end))
        else:
            marks.append(Mark(start, end))
    return tuple(marks)
