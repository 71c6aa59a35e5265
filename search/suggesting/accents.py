"""Restore the accents of syllables typed without: which spellings are likely, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from search.suggesting.lattice import Choice, Lattice
from search.vietnamese.patterns import Likely

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.suggesting.lattice import Costs, Counts
    from search.vietnamese.patterns import SyllablePattern

#: Of the spellings behind a fold, those with a smaller share are foreign or misprints: without
#: them .943 of the syllables of 700 headlines come out right, with them .942 for more look-ups.
_LEAST_SHARE = 0.001
#: A spelling that is less likely is not looked for, nor more of them than that.
_LEAST_LIKELY, _MOST_LIKELY = 0.05, 3


def restore(syllables: Sequence[SyllablePattern], counts: Counts) -> tuple[tuple[Likely, ...], ...]:
    """Return the likely spellings of each syllable, the likeliest first: one at least.

    A syllable typed with accents, or strictly as typed, keeps its key; so does one that no article
    has in any spelling. Likelihoods mean what they say, to within .05: how often the first was the
    right one is in docs/suggestions.md.
    """
    if not syllables:
        return ()
    known = counts.spellings([each.folded for each in syllables])
    rows = [_choices(*each) for each in zip(syllables, known, strict=True)]
    likelihoods = Lattice(rows, counts).likelihoods()
    return tuple(_likeliest(*each) for each in zip(rows, likelihoods, strict=True))


def _likeliest(row: Sequence[Choice], likelihoods: Costs) -> tuple[Likely, ...]:
    first, *others = np.argsort(-likelihoods, kind="stable")[:_MOST_LIKELY].tolist()
    kept = [first, *(each for each in others if likelihoods[each] >= _LEAST_LIKELY)]
    return tuple(Likely(row[each].key, float(likelihoods[each])) for each in kept)


def _choices(syllable: SyllablePattern, known: Mapping[str, int]) -> list[Choice]:
    if syllable.by_key:
        return [Choice(syllable.key, known.get(syllable.key, 0))]
    return common_spellings(known) or [Choice(syllable.key, 0)]


def common_spellings(known: Mapping[str, int]) -> list[Choice]:
    """Return those of all spellings behind a fold that are not rare among them."""
    least = _LEAST_SHARE * sum(known.values())
    return [Choice(key, count) for key, count in known.items() if count >= least]
