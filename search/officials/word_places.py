"""Where words stand in the names of a lexicon: ``Chris`` opens people's, ``United`` ends clubs'."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.entries import family_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.officials.name_lexicon import Likeness

_PERSON, _OTHER = 0.2, -0.1  # scores that take a side
_PAIR, _FULL_NAME = 2, (3, 4)
_MANY = 3


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """What rows of two words and more tell of their words, as small numbers for features.

    ``first`` and ``last`` map a word to 1 (few people among the rows that it opens, or ends) to 5
    (nearly all of them). ``given`` maps the last two syllables of Vietnamese full names (``Bá
    Hùng``) to how many names end so, 3 at most.
    """

    first: Mapping[str, int]
    last: Mapping[str, int]
    given: Mapping[str, int]

    @classmethod
    def of(cls, rows: Mapping[str, Likeness]) -> WordPlaces:
        """Count the words of rows."""
        people: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        others: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        given: Counter[str] = Counter()
        families = family_names()
        for row, likeness in rows.items():
            words = row.split()
            if len(words) < _PAIR:
                continue
            if len(words) in _FULL_NAME and words[0] in families and likeness.score > 0:
                given[" ".join(words[-_PAIR:])] += 1
            sides = (
                people if likeness.score > _PERSON else others if likeness.score < _OTHER else None
            )
            if sides:
                sides[0][words[0]] += 1
                sides[1][words[-1]] += 1
        first, last = (_shares(people[at], others[at]) for at in (0, 1))
        return cls(first, last, {pair: min(count, _MANY) for pair, count in given.items()})


def _shares(people: Counter[str], others: Counter[str]) -> dict[str, int]:
    return {
        word: 1 + round(4 * (people[word] + 0.5) / (people[word] + others[word] + 1))
        for word in people.keys() | others.keys()
    }
