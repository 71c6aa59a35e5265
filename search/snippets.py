"""The best passages of a field, with marks: whole sentences, or parts of long ones."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.hits import Mark, Snippet
from search.matcher import to_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.matcher import Occurrence
    from search.vietnamese.printed_syllables import PrintedSyllables

MAX_PASSAGE = 260
_RUN_UP = 60

# a full stop after a few capitals ends an abbreviation: TP. Vinh, Q. 1, GS. Lê Văn A
_NO_ABBREVIATION = r"(?<!\b[A-ZĐ].)(?<!\b[A-ZĐ]{2}.)(?<!\b[A-ZĐ]{3}.)(?<!\bTp.)(?<!\bThS.)"
# what ends a sentence or a line comes first, so that nothing else is looked at
_LINE_END = r"\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SENTENCE_END = re.compile(
    rf"[.!?…{_LINE_END}](?:(?<=[{_LINE_END}])(?:(?<=\r)\n)?"
    rf"|{_NO_ABBREVIATION}[\"”’»)]*[ \u00a0]+(?=[^\W\d_a-zà-ỹ]|[\d\"“‘«(]))"
)


def passages(
    field: str,
    text: str,
    occurrences: Sequence[Occurrence],
    syllables: PrintedSyllables,
    most: int = 2,
) -> list[Snippet]:
    """Return the best ``most`` passages of a field, in its order; none where nothing matched.

    A passage is a sentence, or a part of one that is longer than MAX_PASSAGE characters. The best
    ones hold the longest runs and the most different syllables of the query.
    """
    chosen: list[_Passage] = []
    seen: set[tuple[int, int]] = set()
    found = _passages(text, occurrences, syllables)
    for each in sorted(found, key=lambda passage: -_worth(passage.occurrences)):
        covered = _covered(each.occurrences)
        new = not chosen or not covered <= seen
        if len(chosen) < most and new and not any(map(each.overlaps, chosen)):
            chosen.append(each)
            seen |= covered
    chosen.sort(key=lambda passage: passage.start)
    return [each.snippet(field, text, to_marks(each.occurrences, syllables)) for each in chosen]


@dataclass(frozen=True, slots=True)
class _Passage:
    """``text[start:end]``, with what matched in it: a whole sentence, or a part of one."""

    start: int
    end: int
    occurrences: Sequence[Occurrence]
    cut_before: bool = False
    cut_after: bool = False

    def overlaps(self, other: _Passage) -> bool:
        return self.start < other.end and other.start < self.end

    def snippet(self, field: str, text: str, marks: Sequence[Mark] = ()) -> Snippet:
        return Snippet(
            field=field,
            text=text[self.start : self.end].rstrip(),
            marks=tuple(Mark(mark.start - self.start, mark.end - self.start) for mark in marks),
            start=self.start,
            cut_before=self.cut_before,
            cut_after=self.cut_after,
        )


def _covered(occurrences: Iterable[Occurrence]) -> set[tuple[int, int]]:
    return {(o.sought, o.first_syllable + i) for o in occurrences for i in range(o.length)}


def _worth(occurrences: Sequence[Occurrence]) -> int:
    return 2 * len(_covered(occurrences)) + max(o.length for o in occurrences) ** 2


def _passages(
    text: str, occurrences: Sequence[Occurrence], syllables: PrintedSyllables
) -> Iterator[_Passage]:
    """Yield every passage that could be shown, in order; those of one long sentence overlap."""
    ordered = sorted(occurrences, key=lambda each: each.first_token)
    spans = [syllables.span(each.first_token, each.length) for each in ordered]
    at = 0
    for start, end in _sentences(text):
        first = at
        while at < len(spans) and spans[at][0] < end:
            at += 1
        if first < at and end - start <= MAX_PASSAGE:
            yield _Passage(start, end, ordered[first:at])
        elif first < at:
            yield from _parts(text, (start, end), ordered[first:at], spans[first:at])


def _parts(
    text: str,
    sentence: tuple[int, int],
    occurrences: Sequence[Occurrence],
    spans: Sequence[tuple[int, int]],
) -> Iterator[_Passage]:
    """Yield the beginning of a long sentence, and a part of it around each of its matches."""
    start, end = sentence
    latest = max(start, end - MAX_PASSAGE)  # a part that begins later would be a short one
    around = [(min(max(start, first - _RUN_UP), latest), after) for first, after in spans]
    for at, least in [(start, start), *around]:
        part_start = _word_border(text, start, at)
        part_end = max(least, _word_border(text, start, min(end, part_start + MAX_PASSAGE)))
        held = range(bisect_left(spans, (part_start, 0)), bisect_left(spans, (part_end, 0)))
        inside = [occurrences[number] for number in held if spans[number][1] <= part_end]
        if inside:
            yield _Passage(part_start, part_end, inside, part_start > start, part_end < end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends, the space after it included."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    if not start or start < len(text):
        yield start, len(text)


def _word_border(text: str, start: int, at: int) -> int:
    """Return where the word begins that ``text[at]`` is in, looking back as far as ``start``."""
    if at <= start or at >= len(text):
        return at
    border = max(text.rfind(" ", start, at), text.rfind("\n", start, at))
    return border + 1 if border >= 0 else at


def around(field: str, text: str, start: int, end: int) -> Snippet:
    """Return the sentence that holds ``text[start:end]``, marked; a part of a long one."""
    first, last = next(each for each in _sentences(text) if start < each[1])
    cut, border = first, max(last, end)
    if last - first > MAX_PASSAGE:
        cut = _word_border(text, first, max(first, min(start - _RUN_UP, last - MAX_PASSAGE)))
        border = max(end, _word_border(text, first, min(last, cut + MAX_PASSAGE)))
    passage = _Passage(cut, border, (), cut_before=cut > first, cut_after=border < last)
    return passage.snippet(field, text, [Mark(start, end)])


def opening(field: str, text: str) -> Snippet:
    """Return the beginning of a field, for an article that matched by something unseen."""
    _, sentence_end = next(_sentences(text))
    end = sentence_end
    if end > MAX_PASSAGE:
        end = _word_border(text, 0, MAX_PASSAGE)
    return _Passage(0, end, (), cut_after=end < sentence_end).snippet(field, text)
