"""Where a query shows in an article: marks on the words that matched, and the best passages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.hits import Mark, Snippet
from search.vietnamese.patterns import token_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.vietnamese.analyzer import Token
    from search.vietnamese.patterns import SyllablePattern

MAX_PASSAGE = 260
_RUN_UP = 60

# a full stop after a few capitals ends an abbreviation: TP. Vinh, Q. 1, GS. Lê Văn A
_ABBREVIATION = r"(?<!\b[A-ZĐ])(?<!\b[A-ZĐ]{2})(?<!\b[A-ZĐ]{3})(?<!\bTp)(?<!\bThS)"
_SENTENCE_END = re.compile(
    _ABBREVIATION + r"[.!?…][\"”’»)]*[ \u00a0]+(?=[^\W\d_a-zà-ỹ]|[\d\"“‘«(])"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """Syllables to be marked, in the order typed, in ``field`` alone or in every field.

    A ``whole`` one is marked only where all its syllables stand together.
    """

    syllables: tuple[SyllablePattern, ...]
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
        self._places = [_places(each.syllables) for each in sought]

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


def _places(syllables: Sequence[SyllablePattern]) -> dict[str, list[int]]:
    """Map each index term that is looked for to where it stands in ``syllables``."""
    places: dict[str, list[int]] = {}
    for at, syllable in enumerate(syllables):
        places.setdefault(syllable.term, []).append(at)
    return places


def _runs(
    sought: int, places: Mapping[str, Sequence[int]], tokens: Sequence[Token]
) -> list[Occurrence]:
    """Return the longest runs, none sharing a token with another, in the order of the text."""
    runs: list[Occurrence] = []
    open_runs: dict[int, int] = {}  # last syllable matched -> length so far
    for at in range(len(tokens) + 1):
        here = _matching(places, tokens[at]) if at < len(tokens) else ()
        if not here and not open_runs:  # most tokens
            continue
        extended = {syllable: open_runs.pop(syllable - 1, 0) + 1 for syllable in reversed(here)}
        for last, length in open_runs.items():
            runs.append(Occurrence(sought, at - length, last - length + 1, length))
        open_runs = extended
    return _apart(runs)


def _matching(places: Mapping[str, Sequence[int]], token: Token) -> Sequence[int]:
    terms = token_terms(token)
    if places.keys().isdisjoint(terms):
        return ()
    return sorted({place for term in terms for place in places.get(term, ())})


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


def passages(
    field: str,
    text: str,
    occurrences: Sequence[Occurrence],
    tokens: Sequence[Token],
    most: int = 2,
) -> list[Snippet]:
    """Return the best ``most`` passages of a field, in its order; none where nothing matched.

    A passage is a sentence, cut near its matches where it is longer than MAX_PASSAGE characters.
    The best ones hold the longest runs and the most different syllables of the query.
    """
    scored: list[tuple[int, int, int, list[Occurrence]]] = []
    seen: set[tuple[int, int]] = set()
    for start, end in _sentences(text):
        inside = [o for o in occurrences if start <= tokens[o.first_token].start < end]
        if inside:
            scored.append((_worth(inside), start, end, inside))
    chosen: list[tuple[tuple[int, int], tuple[Mark, ...]]] = []
    for _, start, end, inside in sorted(scored, key=lambda each: -each[0]):
        covered = {(o.sought, o.first_syllable + i) for o in inside for i in range(o.length)}
        if len(chosen) < most and (not chosen or not covered <= seen):
            chosen.append(((start, end), to_marks(inside, tokens)))
            seen |= covered
    return [_cut(field, text, span, marks) for span, marks in sorted(chosen)]


def _worth(occurrences: Sequence[Occurrence]) -> int:
    covered = {(o.sought, o.first_syllable + i) for o in occurrences for i in range(o.length)}
    return 2 * len(covered) + max(o.length for o in occurrences) ** 2


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.splitlines(keepends=True):
        start = at
        for end in [found.end() for found in _SENTENCE_END.finditer(line)]:
            yield start, at + end
            start = at + end
        yield start, at + len(line)
        at += len(line)


def _cut(field: str, text: str, span: tuple[int, int], marks: Sequence[Mark]) -> Snippet:
    """Return the sentence ``text[start:end]``, or the part of it around its first match."""
    start, end = span
    if end - start > MAX_PASSAGE:
        start = _word_border(text, start, max(start, marks[0].start - _RUN_UP))
        end = min(end, max(start + MAX_PASSAGE, marks[0].end))
        end = max(_word_border(text, start, end), marks[0].end)
    piece = text[start:end].rstrip()
    inside = [mark for mark in marks if mark.start >= start and mark.end <= start + len(piece)]
    return Snippet(
        field=field,
        text=piece,
        marks=tuple(Mark(mark.start - start, mark.end - start) for mark in inside),
        start=start,
    )


def _word_border(text: str, start: int, at: int) -> int:
    """Return where the word begins that ``text[at]`` is in, looking back as far as ``start``."""
    if at <= start or at >= len(text):
        return at
    border = max(text.rfind(" ", start, at), text.rfind("\n", start, at))
    return border + 1 if border >= 0 else at


def opening(field: str, text: str) -> Snippet:
    """Return the beginning of a field, for an article that matched by something unseen."""
    _, end = next(_sentences(text))
    return _cut_plain(field, text, end)


def _cut_plain(field: str, text: str, end: int) -> Snippet:
    if end > MAX_PASSAGE:
        end = _word_border(text, 0, MAX_PASSAGE)
    return Snippet(field=field, text=text[:end].rstrip())
