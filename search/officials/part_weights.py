"""The features of ``name_features`` weighed part by part: the same sums, each part worked out once.

Most words of a new row of capitals have been met before, and so have most words beside it.
"""

from __future__ import annotations

from bisect import bisect
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.capitals import EDGE
from search.officials.entries import entries, family_names
from search.officials.name_features import (
    BIAS,
    LONGEST,
    SIDES,
    STEPS,
    known_beginning,
    score_feature,
    word_features,
)
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.officials.name_lexicon import Likeness, NameLexicon

_REMEMBERED = 1 << 15

#: The log-odds of a side, and what it weighs for the nearest word, the next, and all others.
SideWeights = tuple[float, complex, complex, complex]


class _Word(NamedTuple):
    """What a word weighs wherever it stands in a row, and where it is the first or a later one."""

    always: complex
    first: complex
    later: complex


class PartWeights:
    """Weighs rows and sides with the weights of a chain. It belongs to one thread."""

    def __init__(self, weights: dict[str, complex], lexicon: NameLexicon) -> None:
        self._weights, self._lexicon = weights, lexicon
        self._word = lru_cache(_REMEMBERED)(self._weigh_word)
        self._beside = lru_cache(_REMEMBERED)(self._weigh_beside)
        self._score = lru_cache(_REMEMBERED)(self._weigh_score)
        self._side = lru_cache(_REMEMBERED)(self._weigh_side)
        self._shared = lru_cache(_REMEMBERED)(self._weigh_shared)

    def row(self, row: Sequence[str]) -> list[complex]:
        """Return what the features of each word of a row weigh that nothing around it changes."""
        get, lexicon, last = self._weights.get, self._lexicon, len(row) - 1
        places, rows = lexicon.word_places, lexicon.rows.get
        count = min(last + 1, LONGEST)
        shared = self._score("F", rows(" ".join(row))) + self._shared(
            count,
            "vi" if all(map(is_syllable, row)) else "foreign",
            f"opens{count}" if row[0] in family_names() else "",
            f"{places.first.get(row[0], 0)}{places.last.get(row[-1], 0)}" if last else "",
            places.given.get(" ".join(row[-2:]), 0) if last else 0,
        )
        known = known_beginning(row)
        lower = [word.lower() for word in row]
        found = []
        for at, word in enumerate(row):
            own = self._word(word)
            total = shared + own.always + (own.later if at else own.first)
            total += get("last" if at == last else "more", 0j)
            if at < last:
                given = places.given.get(f"{word} {row[at + 1]}", 0)
                total += get(f"given+{given}{at == last - 1}", 0j)
                total += get(f"b+{lower[at]}|{lower[at + 1]}", 0j)
            if at:
                given = places.given.get(f"{row[at - 1]} {word}", 0)
                total += get(f"given-{given}{at == last}", 0j)
                total += get(f"b-{lower[at - 1]}|{lower[at]}", 0j)
            for step in STEPS:
                if 0 <= at + step <= last:
                    total += self._beside(row[at + step], step)
            if known:
                total += get("in known" if at < known else f"behind known{min(at - known, 1)}", 0j)
            total += self._score("S", rows(" ".join(row[at:])))
            total += self._score("P", rows(" ".join(row[: at + 1])))
            found.append(total)
        return found

    def left(self, far: str, near: str) -> SideWeights:
        """Return what the two words before a row weigh."""
        odds = self._lexicon.left((far, near))
        role = near != EDGE and f"{far} {near}" in entries("honorific_pairs")
        shared = self._side("l", bisect(SIDES, odds), near, role)
        get = self._weights.get
        words = get(f"w-1={near}", 0j) + get(f"w-2={far}", 0j) + get(f"w-2-1={far} {near}", 0j)
        return odds, shared[0] + words, shared[1] + get(f"w-2={near}", 0j), shared[2]

    def right(self, near: str, far: str) -> SideWeights:
        """Return what the two words behind a row weigh."""
        odds = self._lexicon.right((near, far))
        shared = self._side("r", bisect(SIDES, odds), near, False)  # noqa: FBT003
        get = self._weights.get
        words = get(f"w1={near}", 0j) + get(f"w2={far}", 0j) + get(f"w1+2={near} {far}", 0j)
        return odds, shared[0] + words, shared[1] + get(f"w2={near}", 0j), shared[2]

    def _weigh_side(
        self,
        side: str,
        bucket: int,
        near: str,
        role: bool,  # noqa: FBT001 - for the cache's sake
    ) -> tuple[complex, complex, complex]:
        """Return what a side weighs but for the words themselves: of each of its three parts."""
        features = [f"{side}{bucket}", f"{side}w" if near[:1].isalpha() else f"{side}:{near}"]
        if side == "l":
            if near == EDGE:
                features.append("opening")
            elif near in entries("honorifics"):
                features.append("hon")
            elif role:
                features.append("role")
        return (
            self.of([f"{each}/1" for each in features]),
            self.of([f"{each}/2" for each in features]),
            self.of(features),
        )

    def of(self, features: Iterable[str]) -> complex:
        """Return what features weigh together."""
        return sum(filter(None, map(self._weights.get, features)), 0j)

    def _weigh_word(self, word: str) -> _Word:
        places, lower = self._lexicon.word_places, word.lower()
        head = f"head{places.first.get(word, 0)}{places.last.get(word, 0)}"
        always = [*word_features(word), head, f"w={lower}", f"suf={lower[-3:]}"]
        always.append(score_feature("1", self._lexicon.rows.get(word)))
        common = lower in self._lexicon.common
        return _Word(
            self.of(always),
            self.of(["first", "common", "common first"] if common else ["first"]),
            self.of(["later", "common", "common later"] if common else ["later"]),
        )

    def _weigh_beside(self, word: str, step: int) -> complex:
        features = [f"{each}{step}" for each in word_features(word)]
        return self.of([*features, f"w{step}={word.lower()}"])

    def _weigh_score(self, kind: str, known: Likeness | None) -> complex:
        return self._weights.get(score_feature(kind, known), 0j)

    def _weigh_shared(self, count: int, script: str, opens: str, ends: str, given: int) -> complex:
        features = [BIAS, f"n{count}", script, opens]
        if count > 1:
            features += [f"ends{count}{ends}", f"ends{count}{ends}{script}", f"pair{count}{given}"]
        return self.of(features)
