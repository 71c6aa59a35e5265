"""Find the names in texts that belong together: the chain, then what no reader would accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.capitals import EDGE, is_capitalised
from search.officials.entries import entries
from search.officials.name_borders import (
    joined,
    with_first_half,
    with_initials,
    with_korean_syllable,
    without_place,
)
from search.officials.namesakes import is_place
from search.officials.phrases import phrases
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from search.officials.capitals import Tokens
    from search.officials.name_chain import NameChain
    from search.officials.row_judge import Judged

#: A name among tokens: its first, and the one behind its last.
Span = tuple[int, int]
#: The number of a text, and a token of it.
Place = tuple[int, int]

LONGEST = 6  # words; a longer row is a list or a headline
_FULL_NAME = 3
_BEFORE_CAPITALS = ("Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van")
GIVEN_NAME = 0.3  # the least score of a syllable that opens a sentence and is a name


def name_spans(texts: Sequence[Tokens], judged: Judged, chain: NameChain) -> list[list[Span]]:
    """Return the names of each text of a document, in order, of those that were judged to be."""
    finder = _Finder(texts, chain)
    for place, names in judged.rows:
        finder.take(place, names)
    return finder.with_openings(judged.openings)


class _Finder:
    """The names found so far in texts that belong together."""

    def __init__(self, texts: Sequence[Tokens], chain: NameChain) -> None:
        self._texts, self._chain = texts, chain
        self._found: list[list[Span]] = [[] for _ in texts]

    def take(self, place: Place, names: Iterable[Span]) -> None:
        """Take the names of a row that stands at a place, less what is none."""
        number, start = place
        tokens = self._texts[number]
        for first, behind in names:
            span = without_place(tokens, (start + first, start + behind))
            span = with_korean_syllable(tokens, _without_office(tokens, span))
            span = with_first_half(tokens, span)
            if _acceptable(tokens, span, self._chain):
                self._found[number].append(span)

    def with_openings(self, openings: Iterable[Place]) -> list[list[Span]]:
        """Return the names of each text; ``openings`` are the words that may still be some.

        One word that opens a sentence is seldom a name: Nam may be a man or the south.
        """
        given = _given_names(self._texts, self._found)
        for tokens, spans in zip(self._texts, self._found, strict=True):
            spans[:] = [
                (start, end)
                for start, end in spans
                if end - start > 1
                or not tokens.opens(start)
                or _may_open(tokens.words[start], given, self._chain)
            ]
        for number, start in openings:
            if _may_open(self._texts[number].words[start], given, self._chain):
                self.take((number, start), [(0, 1)])
        for number, tokens in enumerate(self._texts) if given else ():
            for start in tokens.capitals:
                if tokens.words[start] in given and self._opens(tokens, start):
                    self.take((number, start), [(0, 1)])
        return [
            joined(tokens, [with_initials(tokens, span) for span in sorted(spans)])
            for tokens, spans in zip(self._texts, self._found, strict=True)
        ]

    def _opens(self, tokens: Tokens, start: int) -> bool:
        """Return whether a name that the document has elsewhere is one at a sentence's opening."""
        word = tokens.words[start]
        behind = start + 1
        return (
            tokens.opens(start)
            and is_syllable(word)
            and not (behind < len(tokens.words) and is_capitalised(tokens.words[behind]))
            and not _may_open(word, set(), self._chain)
            and not _is_word(tokens, start, self._chain.lexicon.compounds)
            and bool(self._chain.names((word,), [(tokens.before(start), tokens.after(behind))]))
        )


def _given_names(texts: Sequence[Tokens], found: Sequence[list[Span]]) -> set[str]:
    """Return the words that are somebody's last, or a name in the middle of a sentence."""
    return {
        tokens.words[end - 1]
        for tokens, spans in zip(texts, found, strict=True)
        for start, end in spans
        if end - start > 1 or not tokens.opens(start)
    }


def _may_open(word: str, given: set[str], chain: NameChain) -> bool:
    """Return whether one word that opens a sentence may be a name; ``Hiệp``, ``Tuy`` are none."""
    if word in given:
        return True
    known = chain.lexicon.rows.get(word)
    likely = known is not None and known.score > GIVEN_NAME
    return word.lower() not in chain.lexicon.common and (likely or not is_syllable(word))


def _without_office(tokens: Tokens, span: Span) -> Span:
    """Return a name less the capitals of an office behind it: ``Nguyễn Văn Sức Phó Bí thư``."""
    start, end = span
    known = phrases("offices")
    for at in range(start + 1, end):
        head = at + (tokens.lower[at] == "phó")
        if known.at(tokens.lower, head) > end - head:
            return start, at
    return span


def _acceptable(tokens: Tokens, span: Span, chain: NameChain) -> bool:
    """Return whether nothing around a name shows that it is none."""
    start, end = span
    words = tokens.words
    name = " ".join(words[start:end])
    _, near = tokens.before(start)
    titled = near in entries("honorifics")
    if (
        end - start > LONGEST
        or words[end - 1] in entries("ends_of_firms")
        or (len(name) == 1 and not titled)
    ):
        return False
    if _clings(tokens, end) and (words[end][0].isdigit() or _is_domain(tokens, end)):
        return False  # U23, Baonghean.vn
    if titled:
        return " ".join(words[start - 1 : end]) not in entries("places")  # Bà Rịa
    if name in entries("well_known_others"):
        held = phrases("offices").before(tokens.lower, start)
        return bool(held) and end - start >= _FULL_NAME  # Chủ tịch Hồ Chí Minh
    if end - start == 1 and (
        _has_inner_capital(name) or _is_word(tokens, start, chain.lexicon.compounds)
    ):
        return False
    return near == EDGE or not is_place(tokens, start, end)


def _has_inner_capital(word: str) -> bool:
    """Return whether one word is written as firms and papers are; McCain and O'Neill are not."""
    inner = any(map(str.isupper, word[1:])) and word.isalpha() and not word.isupper()
    return inner and not word.startswith(_BEFORE_CAPITALS)


def _clings(tokens: Tokens, at: int) -> bool:
    """Return whether a token stands right behind the one before, no space between."""
    return at < len(tokens.words) and tokens.starts[at] == tokens.end(at - 1)


def _is_domain(tokens: Tokens, dot: int) -> bool:
    """Return whether a full stop is in the middle of an address: ``Baonghean.vn``."""
    return tokens.words[dot] == "." and _clings(tokens, dot + 1) and tokens.words[dot + 1].islower()


def _is_word(tokens: Tokens, at: int, compounds: Container[tuple[str, str]]) -> bool:
    """Return whether one capitalised token is part of a word (``Nghị định``), or of ``thứ Năm``."""
    behind = tokens.words[at + 1] if at + 1 < len(tokens.words) else " "
    if (tokens.lower[at], behind) in compounds:
        return True
    if phrases("offices").at(tokens.lower, at) or phrases("party_committees").at(tokens.lower, at):
        return True
    joined = behind[0].isdigit() or (behind.isupper() and len(behind) > 1)  # Hiệp 1, Trường THPT
    return is_syllable(tokens.words[at]) and (
        joined or tokens.before(at)[1] in entries("before_no_name")
    )
