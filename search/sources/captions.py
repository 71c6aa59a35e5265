"""Take the photos out of an article's lines: alt text and caption of one photo become one."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from search.article import Caption
from search.sources.cleaning import fold
from search.sources.credits import lone_credit, split_credit
from search.sources.likeness import likeness, tells_fuller

LONGEST_CAPTION = 600
LONGEST_PAIRED = 300
SHORT_LINE = 200
FEWEST_SYLLABLES = 4
WINDOW = 3  # lines from an alt text to its caption
MOST_LINES = 2000  # of an article; a longer text is compared line by line only


class Line(NamedTuple):
    """A line of text that is not blank; lines with no blank line between share a block."""

    text: str
    block: int


class Words(NamedTuple):
    """What one line says about a photo."""

    text: str
    credit: str


def take_captions(lines: list[Line]) -> tuple[tuple[Caption, ...], list[Line]]:
    """Return the photos that ``lines`` tell of, and the lines that tell of none."""
    lines, found = _with_lone_credits(lines)
    if len(lines) <= MOST_LINES:
        _add_neighbours(lines, found)
    pairs = _pairs(lines, found)
    seconds = set(pairs.values())
    captions: list[Caption] = []
    for place, first in sorted(found.items()):
        if place not in seconds:
            second = found[pairs[place]] if place in pairs else None
            captions.append(_caption(len(captions) + 1, first, second))
    return tuple(captions), [line for place, line in enumerate(lines) if place not in found]


def _with_lone_credits(lines: list[Line]) -> tuple[list[Line], dict[int, Words]]:
    """Return the lines without those that are only a credit, and the captions with a credit."""
    kept: list[Line] = []
    found: dict[int, Words] = {}
    for line in lines:
        if (credit := lone_credit(line.text)) and kept:
            last = len(kept) - 1
            if last in found or _awaits_credit(kept, line):
                text, earlier = found.get(last, Words(kept[-1].text, ""))
                found[last] = Words(text, earlier or credit)
                continue
        if len(line.text) <= LONGEST_CAPTION:
            text, credit = split_credit(line.text)
            if text and credit:
                found[len(kept)] = Words(text, credit)
        kept.append(line)
    return kept, found


def _awaits_credit(lines: list[Line], credit: Line) -> bool:
    """Whether the last of ``lines`` is the caption that a line with only a credit belongs to."""
    last = lines[-1]
    if lone_credit(last.text) or split_credit(last.text)[1]:
        return False
    if last.block == credit.block:
        return len(last.text) <= LONGEST_CAPTION
    if len(lines) > 1 and _is_pair(lines[-2], last):
        return True
    return len(last.text) <= SHORT_LINE and last.text[-1] not in '.!?…"”'


def _add_neighbours(lines: list[Line], found: dict[int, Words]) -> None:
    """Add to ``found`` the lines without a credit that say the same as the line beside them."""
    for place in range(len(lines) - 1):
        one, other = lines[place], lines[place + 1]
        if (place in found) == (place + 1 in found):
            if place not in found and _is_pair(one, other):
                found[place], found[place + 1] = Words(one.text, ""), Words(other.text, "")
            continue
        known, plain = (place, place + 1) if place in found else (place + 1, place)
        near = one.block == other.block and len(lines[plain].text) <= LONGEST_CAPTION
        near = near and not split_credit(lines[plain].text)[1]
        if near and likeness(found[known].text, lines[plain].text):
            found[plain] = Words(lines[plain].text, "")


def _is_pair(one: Line, other: Line) -> bool:
    """Whether two lines in a row without credits are alt text and caption of one photo."""
    if one.block != other.block or max(len(one.text), len(other.text)) > LONGEST_PAIRED:
        return False
    if split_credit(one.text)[1] or split_credit(other.text)[1]:
        return False
    enough = min(len(one.text.split()), len(other.text.split())) >= FEWEST_SYLLABLES
    return enough and likeness(one.text, other.text) > 0


def _pairs(lines: list[Line], found: dict[int, Words]) -> dict[int, int]:
    """Return which line (the second) tells again of the photo of which line (the first)."""
    ranked: list[tuple[float, bool, int, int, int]] = []
    exactly = len(lines) > MOST_LINES
    sizes = Counter(line.block for line in lines)
    for first, words in found.items():
        for second in range(first + 1, first + 1 + WINDOW):
            if second not in found:
                break  # a paragraph parts two photos
            apart = lines[first].block != lines[second].block
            score = _same_photo(words, found[second], exactly=exactly)
            if not score and not apart and sizes[lines[first].block] == 2:  # noqa: PLR2004
                score = _same_photo(words, found[second], exactly=exactly, freely=True)
            if score:
                ranked.append((-score, apart, second - first, first, second))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, first, second in sorted(ranked):
        if first not in taken and second not in taken:
            pairs[first] = second
            taken |= {first, second}
    return pairs


def _same_photo(one: Words, other: Words, *, exactly: bool, freely: bool = False) -> float:
    """Return how alike two captions are, 0 where they are of two photos."""
    if one.credit and other.credit and fold(one.credit) != fold(other.credit):
        return 0.0
    if exactly:
        return float(one.text == other.text)
    return (tells_fuller if freely else likeness)(one.text, other.text)


def _caption(ordinal: int, first: Words, second: Words | None) -> Caption:
    """Return one photo's caption; the fuller of two texts leads, the later one if both are."""
    if second is None:
        return Caption(ordinal=ordinal, text=first.text, credit=first.credit)
    full, short = (second, first) if len(second.text) >= len(first.text) else (first, second)
    credit = full.credit or short.credit
    return Caption(ordinal=ordinal, text=full.text, alt=short.text, credit=credit)
