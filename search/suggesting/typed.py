"""The syllables of a query as typed, and which may be changed: neither names nor numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from search.suggesting.lattice import Counts
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import SyllablePattern
from search.vietnamese.syllable_shape import traditional

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A syllable that so many articles hold at most may be a slip, or so great a share of them: the
#: more articles, the more misprints. A pair that so few hold says nothing.
RARE, RARE_SHARE = 2, 1e-4
#: What stands around a word that is no plain one: an exclusion, a hashtag, a field, an address.
_BEFORE, _AFTER = re.compile(r"(?:^|\s)-$|[#@/.&~*]$"), re.compile(r"[:@/&~*]|\.\w")


class Evidence(Counts, Protocol):
    """Counts, and how often articles hold what a typed syllable stands for."""

    def frequencies(self, syllables: Sequence[SyllablePattern]) -> Sequence[int]:
        """Return how many times articles hold what each of ``syllables`` stands for."""


@dataclass(frozen=True, slots=True)
class TypedSyllable:
    """One syllable, ``text[start:end]``.

    What is not ``open`` stays as it is; what is ``rare`` is so in the index, as typed.
    """

    start: int
    end: int
    pattern: SyllablePattern
    open: bool
    rare: bool

    @property
    def is_slip(self) -> bool:
        """Whether it may be other letters that were meant: rare ones, or accents out of place."""
        return self.open and (self.rare or self.pattern.by_key)


def typed_syllables(text: str, evidence: Evidence, *, exact: bool) -> list[TypedSyllable]:
    """Return the syllables of ``text``.

    Numbers, abbreviations and whatever is no plain word are not open to changes; nor is a name
    that articles hold, nor what they hold beside the syllable typed beside it.
    """
    tokens = syllables(text)
    patterns = [SyllablePattern(each.key, each.folded, exact) for each in tokens]
    together = _held_together(patterns, evidence)
    cased = not (text.islower() or text.isupper())
    few = max(RARE, evidence.articles * RARE_SHARE)
    counts = evidence.frequencies(patterns)
    typed = []
    for token, pattern, is_held, count in zip(tokens, patterns, together, counts, strict=True):
        word = text[token.start : token.end]
        plain = word.isalpha() and not (
            (cased and len(word) > 1 and word.isupper())
            or _BEFORE.search(text, 0, token.start)
            or _AFTER.match(text, token.end)
        )
        is_name = cased and count > 0 and word[0].isupper()
        is_open = plain and not is_name and not is_held
        typed.append(TypedSyllable(token.start, token.end, pattern, is_open, count <= few))
    return typed


def _held_together(patterns: Sequence[SyllablePattern], evidence: Evidence) -> list[bool]:
    """Return which syllables typed with accents articles hold beside a neighbour typed so too."""
    accented = [
        at
        for at, two in enumerate(pairwise(patterns))
        if any(each.key != each.folded for each in two)
    ]
    counts = evidence.pair_frequencies(
        [(patterns[at].key, patterns[at + 1].key) for at in accented]
    )
    held = [False] * len(patterns)
    for at, count in zip(accented, counts, strict=True):
        held[at] |= count > RARE
        held[at + 1] |= count > RARE
    return held


def replaced(text: str, typed: Sequence[TypedSyllable], keys: Sequence[str]) -> str:
    """Return ``text`` with the syllables of these keys in place of those typed, in their case."""
    pieces, at = [], 0
    for each, key in zip(typed, keys, strict=True):
        word = text[each.start : each.end]
        pieces += [text[at : each.start], word if key == each.pattern.key else _like(word, key)]
        at = each.end
    return "".join([*pieces, text[at:]])


def _like(word: str, key: str) -> str:
    spelt = traditional(key)
    if word.isupper() and len(word) > 1:
        return spelt.upper()
    return spelt.capitalize() if word[0].isupper() else spelt
