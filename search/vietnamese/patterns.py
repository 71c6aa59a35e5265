"""The terms that stand for a syllable in an index, and those that a typed syllable looks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.vietnamese.analyzer import hashtag_parts, syllables
from search.vietnamese.printed_syllables import HASHTAG
from search.vietnamese.spelling import fold, key
from search.vietnamese.variants import same_folds, variant_class, variant_folds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.vietnamese.analyzer import Token

#: What terms of an index begin with that stand for several keys; no key begins so.
FOLDED = "~"
VARIANT = "="
GROUP_MARKS = (FOLDED.encode(), VARIANT.encode())
_MEMORY = 1 << 16


@lru_cache(maxsize=_MEMORY)
def index_terms(syllable_key: str, folded: str) -> tuple[str, ...]:
    """Return all terms under which a token is found, its key first.

    They share the token's position, so that a phrase may mix them: ``chuyển doi số``. A token is
    also found by its variant class (``kỹ`` for ``kĩ``) and by the folds of its other spellings
    (``Đắc Lắc`` for ``dak lak``).
    """
    variant = variant_class(syllable_key)
    if variant is None:
        return syllable_key, FOLDED + folded
    folds = dict.fromkeys((folded, *variant_folds(variant)))
    return syllable_key, VARIANT + variant, *(FOLDED + each for each in folds)


def token_terms(token: Token) -> tuple[str, ...]:
    """Return all terms under which ``token`` is found: its own, and those of a hashtag's parts."""
    return index_terms(token.key, token.folded) + _terms(token.parts)


@lru_cache(maxsize=_MEMORY)
def printed_terms(printed: str) -> tuple[str, ...]:
    """Return all terms under which one of PrintedSyllables is found."""
    syllable = printed.removeprefix(HASHTAG)
    return _terms([syllable]) + _terms(hashtag_parts(syllable) if syllable != printed else ())


def _terms(printed: Iterable[str]) -> tuple[str, ...]:
    return tuple(term for each in printed for term in index_terms(key(each), fold(each)))


def letters_of(term: str) -> Iterable[str]:
    """Return the folds of every syllable that is found under an index term."""
    if term.startswith(FOLDED):
        return same_folds(term.removeprefix(FOLDED))
    if term.startswith(VARIANT):
        return variant_folds(term.removeprefix(VARIANT))
    return (fold(term),)


@dataclass(frozen=True, slots=True)
class SyllablePattern:
    """One syllable as typed.

    Typed with accents it matches those accents, typed without any it matches all: ``đồi`` finds
    ``đồi``, ``doi`` finds ``đồi``, ``đội``, ``dơi``… Spellings that readers take for one match
    each other: ``kỹ`` and ``kĩ``. A ``strict`` one matches as typed only.
    """

    key: str
    folded: str
    strict: bool = False

    @property
    def by_key(self) -> bool:
        """Whether the accents count."""
        return self.strict or self.key != self.folded

    @property
    def term(self) -> str:
        """The index term of everything that this syllable stands for."""
        if not self.by_key:
            return FOLDED + self.folded
        variant = None if self.strict else variant_class(self.key)
        return self.key if variant is None else VARIANT + variant

    def matches(self, token: Token) -> bool:
        """Return whether ``token`` is what this syllable stands for."""
        return self.term in token_terms(token)


class Likely(NamedTuple):
    """The key of a spelling that may be meant by a syllable, and how likely it is: 0 to 1."""

    key: str
    likelihood: float = 1.0


def patterns(text: str, *, strict: bool = False) -> tuple[SyllablePattern, ...]:
    """Return the patterns of each syllable in ``text``."""
    return tuple(SyllablePattern(token.key, token.folded, strict) for token in syllables(text))
