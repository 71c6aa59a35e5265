"""Restore the accents of syllables typed without: the likeliest row of spellings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.suggesting.lattice import Choice, Lattice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.suggesting.lattice import Counts
    from search.vietnamese.patterns import SyllablePattern

#: Of the spellings behind a fold, those with a smaller share are foreign or misprints: without
#: them as many syllables of 1,000 headlines come out right (.941), and there is less to look up.
_LEAST_SHARE = 0.001


def restore(syllables: Sequence[SyllablePattern], counts: Counts) -> tuple[str, ...]:
    """Return the likeliest key of each syllable: as many keys, with the same folds.

    A syllable typed with accents, or strictly as typed, keeps its key; so does one that no article
    has in any spelling.
    """
    if not syllables:
        return ()
    rows = [_choices(each, counts) for each in syllables]
    _, way = Lattice(rows, counts).cheapest()
    return tuple(row[at].key for row, at in zip(rows, way, strict=True))


def _choices(syllable: SyllablePattern, counts: Counts) -> list[Choice]:
    if syllable.by_key:
        known = counts.spellings(syllable.folded)
        return [Choice(syllable.key, known.get(syllable.key, 0))]
    return common_spellings(syllable.folded, counts) or [Choice(syllable.key, 0)]


def common_spellings(folded: str, counts: Counts) -> list[Choice]:
    """Return the spellings behind a fold that are not rare among them."""
    known = counts.spellings(folded)
    least = _LEAST_SHARE * sum(known.values())
    return [Choice(key, count) for key, count in known.items() if count >= least]
