"""What tells two stories of one template apart: the title, the numbers, how long the text is.

Lottery results, answers to versions of one exam and two hearings of one case share most of their
text. They differ in the few syllables that shingles hardly notice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.vietnamese.number_columns import runs

if TYPE_CHECKING:
    from search.vietnamese.columns import TokenColumns
    from search.vietnamese.number_columns import Flags, Numbers, Rows

#: Of each article: how many syllables its text has, then places for hashes, 0 where one is free.
_TITLE_NUMBERS, _TITLE, _NUMBERS = slice(1, 5), slice(5, 25), slice(25, 48)
WIDTH = 48

Marks = NDArray[np.uint16]

#: Titles that share this much of their syllables say the same. Others may stand above one text too,
#: where it is long enough to tell and hardly changed: texts with fewer syllables are soon alike.
_TITLES_ALIKE = 0.5
_SHARED_UNDER_OTHER_TITLES = 0.8
_SHORT = 150
#: What texts share at least if each has numbers that the other lacks. A corrected one shares more.
_SHARED_WITH_OTHER_NUMBERS = 0.85
#: The same where a title has a number that the other article lacks; if both have, none is enough.
_SHARED_UNDER_A_NUMBER = 0.9


def marks(columns: TokenColumns, titles: Rows, keys: Numbers, lengths: Rows) -> Marks:
    """Return the marks of each article, ``(n, WIDTH)``.

    ``titles`` are the numbers of their titles in ``columns``, ``keys`` those of all their texts,
    ``lengths`` how many of them are each article's.
    """
    count = len(titles)
    found = np.zeros((count, WIDTH), np.uint16)
    found[:, 0] = np.minimum(lengths, np.iinfo(np.uint16).max)
    title_lengths = np.diff(columns.first_rows)[titles]
    title_keys = columns.keys[runs(columns.first_rows[titles], title_lengths)]
    owners = np.repeat(np.arange(count), title_lengths)
    numerals = columns.vocabulary.numerals(title_keys)
    _place(found[:, _TITLE], owners, columns.vocabulary.hashes(title_keys))
    _place(found[:, _TITLE_NUMBERS], owners, numerals)
    of_texts = columns.vocabulary.numerals(keys)
    rows = np.flatnonzero(of_texts)
    owners = np.append(owners, np.searchsorted(np.cumsum(lengths), rows, "right"))
    _place(found[:, _NUMBERS], owners, np.append(numerals, of_texts[rows]))
    return found


def same_story(left: Marks, right: Marks, shared: NDArray[np.float64]) -> Flags:
    """Return which pairs of articles tell one story, given the share of text in common."""
    short = np.minimum(left[:, 0], right[:, 0]) < _SHORT
    alike = _titles_alike(left, right) >= _TITLES_ALIKE
    alike |= ~short & (shared >= _SHARED_UNDER_OTHER_TITLES)
    one, other = left[:, _NUMBERS], right[:, _NUMBERS]
    differing = _lacks(one, other) & _lacks(other, one)
    alike &= ~differing | (shared >= _SHARED_WITH_OTHER_NUMBERS)
    above = _lacks(left[:, _TITLE_NUMBERS], other), _lacks(right[:, _TITLE_NUMBERS], one)
    alike &= ~(above[0] | above[1]) | (shared >= _SHARED_UNDER_A_NUMBER)
    found: Flags = alike & ~(above[0] & above[1])
    return found


def _place(places: Marks, owners: Rows, hashes: NDArray[np.uint64]) -> None:
    """Put the lowest hashes of each owner into its row, each once, ascending; 0 is none."""
    hashed = hashes > 0
    short = (hashes[hashed] * np.uint64(0x9E3779B1) >> np.uint64(16)).astype(np.uint16)
    ordered = np.unique(owners[hashed].astype(np.uint64) << np.uint64(16) | np.maximum(short, 1))
    owner = (ordered >> np.uint64(16)).astype(np.intp)
    at = np.arange(len(owner)) - np.searchsorted(owner, owner)
    kept = at < places.shape[1]
    places[owner[kept], at[kept]] = ordered[kept] & np.uint64(0xFFFF)


def _titles_alike(left: Marks, right: Marks) -> NDArray[np.float64]:
    """Return the share of their syllables that titles have in common; 1 where one has none."""
    one, other = left[:, _TITLE], right[:, _TITLE]
    common = (_held(one, other) & (one > 0)).sum(axis=1)
    counts = (one > 0).sum(axis=1), (other > 0).sum(axis=1)
    found: NDArray[np.float64] = common / np.maximum(counts[0] + counts[1] - common, 1)
    found[(counts[0] == 0) | (counts[1] == 0)] = 1
    return found


def _lacks(wanted: Marks, held: Marks) -> Flags:
    """Return in which rows something wanted is not held; what lies above a full row may be."""
    last = held[:, -1:]
    known = (last == 0) | (wanted <= last)
    found: Flags = ((wanted > 0) & known & ~_held(wanted, held)).any(axis=1)
    return found


def _held(wanted: Marks, held: Marks) -> Flags:
    found: Flags = (wanted[:, :, None] == held[:, None, :]).any(axis=2)
    return found
