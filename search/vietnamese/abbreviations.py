"""Find where a text defines an abbreviation: ``Thông tin và Truyền thông (TT&TT)``.

Both orders are found, also with "gọi tắt là"; each letter begins a syllable in turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from search.vietnamese.abbreviation_forms import (
    CAPITALS,
    SHORT_FORM,
    SYLLABLE,
    brackets,
    is_foreign,
    is_name,
    is_short_form,
    long_form_key,
    normal_form,
)
from search.vietnamese.abbreviation_letters import Unit, align, units
from search.vietnamese.builtin_abbreviations import builtin_keys
from search.vietnamese.characters import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.vietnamese.characters import CleanText

_MOST_BEFORE = 200  # characters before a bracket that may belong to the long form
_MOST_SHORT = 40  # and to the abbreviation
_MOST_PARTS = 6  # of a bracket, between commas and dashes
_MOST_REPEATED = 3  # words of the long form repeated: "(Sở TT&TT)"

# two capitals together, which every abbreviation has; the text is not yet cleaned
_CAPITALS = re.compile(rf"[{CAPITALS}А-Я][\u0300-\u036f]*[a-z]?[ &.,/+-]{{0,3}}[{CAPITALS}А-Я]")
_SHORT_AT_END = re.compile(rf'(?<![^\W_])(?<![&.,/+-]){SHORT_FORM}(?="?\s?$)')
_WORD_AND_GAP = re.compile(r"[^\W_]+[\W_]+")
_CUE = re.compile(
    r'[\s"]*(?:(?:sau đây|dưới đây|tên|thường|hay|còn|từ|tạm|được|có)\s+){0,3}'
    r"(?:gọi|viết) tắt(?:\s+(?:là|thành|của|từ|theo))*\s*:?\s*",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\s*(?:(?:có )?nghĩa là|tức(?: là)?|hay(?: là)?|là|(?:theo )?tiếng \w+(?: là)?:?)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[,;:/=] ?| - ?|- ")
_SENTENCE_END = re.compile(r'[;:!?\n()\[\]"|<>*]|\.(?=\s|\.|$)')
_COUNTRY = re.compile(r" (?:Việt Nam|VN)$")


@dataclass(frozen=True, slots=True)
class Definition:
    """One place where a text says what an abbreviation stands for.

    ``text[start:end]`` is the long form, ``text[abbreviation_start:abbreviation_end]`` the
    abbreviation, as published; ``long_form`` and ``abbreviation`` are the same, cleaned.
    """

    abbreviation: str
    long_form: str
    start: int
    end: int
    abbreviation_start: int
    abbreviation_end: int

    @property
    def foreign(self) -> bool:
        """Whether the long form is not Vietnamese: ``South China Morning Post``."""
        return is_foreign(self.long_form)


class _Part(NamedTuple):
    """A part of the text, cleaned, and where it stands."""

    cleaned: CleanText
    base: int

    @property
    def text(self) -> str:
        return self.cleaned.text

    def published(self, start: int, end: int) -> tuple[int, int]:
        start, end = self.cleaned.published(start, end)
        return self.base + start, self.base + end


class _Piece(NamedTuple):
    """The letters from ``start`` to ``end`` of a part of the text."""

    part: _Part
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.part.text[self.start : self.end]


class _Pair(NamedTuple):
    short: _Piece
    long: _Piece

    def is_speaker(self, after: str) -> bool:
        """Return whether this names who speaks in an interview: ``Thanh Lam (TL): Tôi…``."""
        syllables = SYLLABLE.findall(self.long.text)
        return (
            after == ":"
            and self.long.part.base < self.short.part.base
            and len(syllables) == len(normal_form(self.short.text)) == len("TL")
            and all(map(str.istitle, syllables))
        )


def definitions(text: str) -> Iterator[Definition]:
    """Yield the definitions in ``text`` in order, one a bracket at most; any text, linear time.

    >>> [one.long_form for one in definitions("Sở Thông tin và Truyền thông (TT&TT) họp.")]
    ['Thông tin và Truyền thông']
    """
    last_end = 0
    for bracket in brackets(text):
        start, earliest, last_end = bracket.start(), last_end, bracket.end()
        around = bracket.span(1), (max(earliest, start - _MOST_SHORT), start)
        if not any(_CAPITALS.search(text, *span) for span in around):
            continue
        before = _sentence_before(text, earliest, start)
        inside = _Part(clean(bracket[1]), bracket.start(1))
        pair = next(_pairs(before, inside), None)
        if pair and not pair.is_speaker(text[bracket.end() : bracket.end() + 1]):
            yield _definition(text, pair)


def _definition(text: str, pair: _Pair) -> Definition:
    start, end = pair.long.part.published(*pair.long[1:])
    short_start, short_end = pair.short.part.published(*pair.short[1:])
    return Definition(
        abbreviation=clean(text[short_start:short_end]).text,
        long_form=clean(text[start:end]).text,
        start=start,
        end=end,
        abbreviation_start=short_start,
        abbreviation_end=short_end,
    )


def _sentence_before(text: str, earliest: int, end: int) -> _Part:
    """Return the last part of ``text[earliest:end]``, from the beginning of a word."""
    start = max(earliest, end - _MOST_BEFORE)
    while earliest < start < end and not text[start].isspace():
        start += 1
    return _Part(clean(text[start:end]), start)


def _pairs(before: _Part, inside: _Part) -> Iterator[_Pair]:
    """Try every reading of a bracket, the likeliest first."""
    cue = _CUE.match(inside.text)
    start = cue.end() if cue else 0
    whole = _Piece(before, 0, len(before.text))
    yield from _long_before(whole, _Piece(inside, start, len(inside.text)))  # X (ABBR)
    most = 0 if is_short_form(inside.text) else _MOST_PARTS  # (TT - TT) is in one part
    for separator in islice(_SEPARATOR.finditer(inside.text), most):
        left = _Piece(inside, start, separator.start())
        right_start = separator.end()
        if not cue and (inner_cue := _CUE.match(inside.text, right_start)):
            right_start = inner_cue.end()
        right = _Piece(inside, right_start, len(inside.text))
        following = _SEPARATOR.search(inside.text, right_start)
        yield from _long_after(left, right)  # (ABBR - X)
        yield from _long_before(whole, left)  # X (ABBR, …)
        yield from _long_before(left, right)  # (X - ABBR)
        if following:
            yield from _long_before(left, right._replace(end=following.start()))  # (X - ABBR, …)
    yield from _short_before(before, inside)  # ABBR (X)


def _long_before(long: _Piece, short: _Piece) -> Iterator[_Pair]:
    """Read ``short`` as an abbreviation of the last words of ``long``."""
    for repeated, candidate in _short_forms(short):
        wanted = [Unit(word, whole=True) for word in repeated] + units(candidate.text)
        text = long.part.text[: long.end].rstrip(' "')
        country = _COUNTRY.search(text) if len(wanted) > len("VN") else None
        for end in (len(text), country.start() if country else 0):
            sentence = max(
                (one.end() for one in _SENTENCE_END.finditer(text, long.start, end)),
                default=long.start,
            )
            spans = [one.span() for one in SYLLABLE.finditer(text, sentence, end)]
            if not spans or spans[-1][1] < end:
                continue
            places = align(wanted, [text[slice(*span)] for span in spans])
            if places:
                start = spans[places[len(repeated)]][0]
                yield from _plausible(candidate, _Piece(long.part, start, end))


def _short_forms(piece: _Piece) -> Iterator[tuple[list[str], _Piece]]:
    """Find what may be an abbreviation in all of ``piece``, after words that it may repeat."""
    text = piece.part.text
    end = len(text[: piece.end].rstrip(' "'))
    start = end - len(text[piece.start : end].lstrip(' "'))
    repeated: list[str] = []
    for _ in range(_MOST_REPEATED + 1):
        if is_short_form(text[start:end]):
            yield repeated, _Piece(piece.part, start, end)
            return
        word, gap, _rest = text[start:end].partition(" ")
        if not gap or not word.isalpha():
            return
        repeated.append(word)
        start += len(word) + 1


def _short_before(before: _Part, inside: _Part) -> Iterator[_Pair]:
    """Read what stands before the bracket as an abbreviation, with fewer and fewer words."""
    found = _SHORT_AT_END.search(before.text, max(0, len(before.text) - _MOST_SHORT))
    start, end = found.span() if found else (0, 0)
    cue = _CUE.match(inside.text) or _MEANING.match(inside.text)
    long = _Piece(inside, cue.end() if cue else 0, len(inside.text))
    while start < end:
        yield from _long_after(_Piece(before, start, end), long)
        gap = _WORD_AND_GAP.match(before.text, start, end)
        start = gap.end() if gap else end


def _long_after(short: _Piece, long: _Piece) -> Iterator[_Pair]:
    """Read ``short`` as an abbreviation of the first words of ``long``, up to a separator."""
    if not is_short_form(short.text):
        return
    text, wanted = long.part.text, units(short.text)
    ends = [one.start() for one in islice(_SEPARATOR.finditer(text, long.start), _MOST_PARTS)]
    for end in (*ends, long.end):
        spans = [one.span() for one in SYLLABLE.finditer(text, long.start, end)]
        places = align(wanted, [text[slice(*span)] for span in spans])
        if places and not places[0]:
            yield from _plausible(short, _Piece(long.part, spans[0][0], spans[-1][1]))


def _plausible(short: _Piece, long: _Piece) -> Iterator[_Pair]:
    """Refuse what spans sentences, lists of abbreviations, and the initials of a person."""
    if _SENTENCE_END.search(long.text) or (long.text.isupper() and is_foreign(long.text)):
        return
    form = normal_form(short.text)
    known = (form, long_form_key(long.text)) in builtin_keys()
    if form != normal_form(long.text) and (known or not is_name(long.text)):
        yield _Pair(short, long)
