"""Texts as tokens, and their runs of capitalised syllables: everything that may be a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from operator import ne

#: Initials (``N.V.A``), words with their hyphens and apostrophes, numbers, line ends, marks.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d[\w.,/:-]*\w|\w|\n|[^\w\s]"
)
ENDS = frozenset("\n.!?:;\"'“”‘’…•|*+")
LONGEST_ROW = 60  # words
EDGE = "^"  # stands for whatever is before a sentence or a quotation
END = "$"  # and for what is behind a text


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut: the words as written and in lower case, and where each stands in the text.

    ``capitals`` are the tokens that have a capital, in order: all that names can be made of.
    """

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    capitals: list[int]

    @classmethod
    def of(cls, text: str) -> Tokens:
        """Cut an NFC text. Nothing but spaces is left out."""
        words = TOKEN.findall(text)
        lower = list(map(str.lower, words))
        capitals = [*compress(range(len(words)), map(ne, words, lower))]
        return cls(text, words, lower, _starts(text, words), capitals)

    def end(self, token: int) -> int:
        """Return where a token ends in the text."""
        return self.starts[token] + len(self.words[token])

    def opens(self, token: int) -> bool:
        """Return whether a sentence, a line or a quotation begins at a token."""
        return token == 0 or self.words[token - 1] in ENDS

    def before(self, token: int) -> tuple[str, str]:
        """Return the two tokens before one, in lower case, the farther first."""
        if self.opens(token):
            return ("", EDGE)
        return (self.lower[token - 2] if token > 1 else "", self.lower[token - 1])

    def after(self, token: int) -> tuple[str, str]:
        """Return the tokens from one on, two of them, in lower case, the nearer first."""
        near = self.lower[token] if token < len(self.lower) else END
        far = self.lower[token + 1] if token + 1 < len(self.lower) else END
        return (near, far)


def _starts(text: str, words: list[str]) -> list[int]:
    """Return where each token stands: the next place of it, for only spaces are between.

    Half as long as making an object of each match.
    """
    starts = []
    at = 0
    for word in words:
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return starts


@lru_cache(maxsize=1 << 16)
def is_capitalised(word: str) -> bool:
    """Return whether a token is written as names are: ``Hùng``, ``Jong-un``, ``Y``, ``N.V.A``.

    Words of capitals only are not: ``UBND``, and ``HÙNG`` of a headline in capitals.
    """
    return word[0].isupper() and (len(word) == 1 or not word.isupper() or "." in word)


def capital_runs(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the first token of each row of capitalised tokens, and the one behind its last.

    Longer rows than ``LONGEST_ROW`` are lists without commas, or noise, and left out.
    """
    runs: list[tuple[int, int]] = []
    last = -1
    words = tokens.words
    for at in tokens.capitals:
        if is_capitalised(words[at]):
            if at == last:
                runs[-1] = (runs[-1][0], at + 1)
            else:
                runs.append((at, at + 1))
            last = at + 1
    return [run for run in runs if run[1] - run[0] <= LONGEST_ROW]
