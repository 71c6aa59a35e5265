"""What a typed syllable stands for: the tokens that it matches in text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.vietnamese.analyzer import syllables

if TYPE_CHECKING:
    from search.vietnamese.analyzer import Token


@dataclass(frozen=True, slots=True)
class SyllablePattern:
    """One syllable as typed.

    Typed with accents it matches those accents, typed without any it matches all: ``đồi`` finds
    ``đồi``, ``doi`` finds ``đồi``, ``đội``, ``dơi``… A ``strict`` one matches as typed only.
    """

    key: str
    folded: str
    strict: bool = False

    @property
    def by_key(self) -> bool:
        """Whether the accents count."""
        return self.strict or self.key != self.folded

    def matches(self, token: Token) -> bool:
        """Return whether ``token`` is what this syllable stands for."""
        return self.key == token.key if self.by_key else self.folded == token.folded


def patterns(text: str, *, strict: bool = False) -> tuple[SyllablePattern, ...]:
    """Return the patterns of each syllable in ``text``."""
    return tuple(SyllablePattern(token.key, token.folded, strict) for token in syllables(text))
