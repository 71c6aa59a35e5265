"""Where a query shows in an article: which syllables match, and which of them to mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.hits import Mark
from search.vietnamese.patterns import letters_of, printed_terms
from search.vietnamese.printed_syllables import Letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.vietnamese.printed_syllables import PrintedSyllables


@dataclass(frozen=True, slots=True)
class Sought:
    """Syllables to be marked, in the order typed, in ``field`` alone or in every field.

    Each is any of its index terms. A ``whole`` one is marked only where all its syllables stand
    together.
    """

    syllables: tuple[tuple[str, ...], ...]
    whole: bool
    field: str | None = None


class Occurrence(NamedTuple):
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
        self._places = _Places(sought)
        #: Which letters the syllables have that match.
        self.letters = Letters(
            letters
            for each in sought
            for terms in each.syllables
            for term in terms
            for letters in letters_of(term)
        )

    def marks(self, fields: Mapping[str, PrintedSyllables]) -> dict[str, list[Occurrence]]:
        """Return the occurrences worth marking in each of ``fields``, ascending.

        A field is known by what stands before the first ``/`` of its name.
        """
        found = {name: list(self._occurrences(name, each)) for name, each in fields.items()}
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

    def _occurrences(self, name: str, syllables: PrintedSyllables) -> Iterator[Occurrence]:
        matching: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
        for at, printed in syllables.likely:
            for number, places in self._places[printed]:
                matching.setdefault(number, []).append((at, places))
        for number in sorted(matching):
            sought = self._sought[number]
            if sought.field in {None, name.partition("/")[0]}:
                size = len(sought.syllables)
                runs = _runs(number, matching[number])
                yield from (run for run in runs if run.length == size or not sought.whole)


#: Numbers of Sought, each with the places of some of its syllables.
Matched = tuple[tuple[int, tuple[int, ...]], ...]


class _Places(dict[str, Matched]):
    """Which syllables of which Sought a printed one matches, worked out once for each."""

    def __init__(self, sought: Iterable[Sought]) -> None:
        self._of_term: dict[str, list[tuple[int, int]]] = {}
        for number, each in enumerate(sought):
            for at, terms in enumerate(each.syllables):
                for term in terms:
                    self._of_term.setdefault(term, []).append((number, at))

    def __missing__(self, printed: str) -> Matched:
        terms = printed_terms(printed)
        matched = () if self._of_term.keys().isdisjoint(terms) else self._matched(terms)
        self[printed] = matched
        return matched

    def _matched(self, terms: Iterable[str]) -> Matched:
        found: dict[int, set[int]] = {}
        for term in terms:
            for number, at in self._of_term.get(term, ()):
                found.setdefault(number, set()).add(at)
        return tuple((number, tuple(sorted(places))) for number, places in found.items())


def _runs(sought: int, matching: Iterable[tuple[int, tuple[int, ...]]]) -> list[Occurrence]:
    """Return the longest runs, none sharing a token with another, in the order of the text.

    ``matching`` has the tokens that match, ascending, each with the syllables it matches.
    """
    runs: list[Occurrence] = []
    open_runs: dict[int, int] = {}  # last syllable matched -> length so far
    after = 0
    for at, here in [*matching, (-1, ())]:
        goes_on = open_runs if at == after else {}
        extended = {syllable: goes_on.pop(syllable - 1, 0) + 1 for syllable in reversed(here)}
        for last, length in open_runs.items():
            runs.append(Occurrence(sought, after - length, last - length + 1, length))
        open_runs, after = extended, at + 1
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


def to_marks(occurrences: Iterable[Occurrence], syllables: PrintedSyllables) -> tuple[Mark, ...]:
    """Return the spans of ``occurrences`` in the text of ``syllables``, overlapping ones joined."""
    spans = sorted(syllables.span(each.first_token, each.length) for each in occurrences)
    marks: list[Mark] = []
    for start, end in spans:
        if marks and start < marks[-1].end:
            marks[-1] = Mark(marks[-1].start, max(end, marks[-1].end))
        else:
            marks.append(Mark(start, end))
    return tuple(marks)
