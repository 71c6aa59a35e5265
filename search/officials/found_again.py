"""Find again, anywhere in an article, the names that it has given once in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.officials.capitals import is_capitalised
from search.officials.entries import family_names
from search.officials.name_spans import LONGEST
from search.officials.namesakes import is_place
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.officials.capitals import Tokens
    from search.officials.name_chain import NameChain
    from search.officials.name_spans import Span

_FULL_NAME = (3, 4)  # syllables


def found_again(texts: Sequence[Tokens], found: Sequence[list[Span]]) -> list[list[Span]]:
    """Return the names of each text, with those that only another place shows to be names."""
    known = _full_names(texts, found)
    if not known:
        return [list(spans) for spans in found]
    return [
        sorted([*spans, *_again(tokens, spans, known)])
        for tokens, spans in zip(texts, found, strict=True)
    ]


def _full_names(texts: Sequence[Tokens], found: Sequence[list[Span]]) -> set[tuple[str, ...]]:
    """Return names of two words and more, and the last words of foreign ones."""
    known = set()
    for tokens, spans in zip(texts, found, strict=True):
        for start, end in spans:
            name = tuple(tokens.words[start:end])
            if len(name) > 1:
                known.add(name)
                if not is_syllable(name[-1]) and len(name[-1]) > 2 and "." not in name[-1]:  # noqa: PLR2004
                    known.add(name[-1:])
    return known


def _again(tokens: Tokens, spans: Sequence[Span], known: set[tuple[str, ...]]) -> Iterator[Span]:
    taken = {at for start, end in spans for at in range(start, end)}
    first_words = {name[0] for name in known}
    words = tokens.words
    for at in tokens.capitals:
        if words[at] not in first_words or at in taken:
            continue
        for end in range(min(at + LONGEST, len(words)), at, -1):
            if tuple(words[at:end]) in known and taken.isdisjoint(range(at, end)):
                if _is_bordered(words, end) and not is_place(tokens, at, end):
                    taken.update(range(at, end))
                    yield at, end
                break


def _is_bordered(words: list[str], end: int) -> bool:
    """Return whether a name is not the middle of a longer one."""
    return end == len(words) or not is_capitalised(words[end])


def names_in_capitals(
    tokens: Tokens, known: set[str], chain: NameChain
) -> Iterator[tuple[Span, str]]:
    """Yield the names written in capitals, and each as it is spelt otherwise: ``LÊ BÁ HÙNG``.

    They are those that the article has in other letters (``known``), and in a line that is not all
    capitals, rows of three or four syllables that begin with a family name.
    """
    words = tokens.words
    start = end = 0
    for at in tokens.capitals:
        if not (words[at].isupper() and words[at].isalpha()):
            continue
        if at != end:
            if end - start > 1:
                yield from _in_row(tokens, start, end, known, chain)
            start = at
        end = at + 1
    if end - start > 1:
        yield from _in_row(tokens, start, end, known, chain)


def _in_row(
    tokens: Tokens, start: int, end: int, known: set[str], chain: NameChain
) -> Iterator[tuple[Span, str]]:
    spelt = [word.capitalize() for word in tokens.words[start:end]]
    count = len(spelt)
    at = 0
    while at < count - 1:
        for size in range(min(5, count - at), 1, -1):
            name = " ".join(spelt[at : at + size])
            if name in known or (
                size == count and count in _FULL_NAME and _is_full_name(tokens, start, spelt, chain)
            ):
                yield (start + at, start + at + size), name
                at += size
                break
        else:
            at += 1


def _is_full_name(tokens: Tokens, start: int, spelt: list[str], chain: NameChain) -> bool:
    if spelt[0] not in family_names() or not all(map(is_syllable, spelt)):
        return False
    known = chain.lexicon.rows.get(" ".join(spelt))
    if known is not None:
        return known.score > 0
    return not is_place(tokens, start, start + len(spelt))
