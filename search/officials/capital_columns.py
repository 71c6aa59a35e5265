"""The rows of capitals of many texts at once, with what stands beside each, as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.officials.capitals import EDGE, END, LONGEST_ROW
from search.officials.entries import entries, family_names
from search.officials.name_spans import GIVEN_NAME
from search.officials.phrases import phrases
from search.officials.token_table import CAPITALISED, ENDING, SHOUTED
from search.vietnamese.number_columns import look_up
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from search.officials.name_lexicon import NameLexicon
    from search.officials.token_table import CutTexts
    from search.vietnamese.number_columns import Flags, Numbers, Rows

#: Further bits of tokens: it can be a syllable; none of one word behind it is a name; a capital
#: before it belongs to it; a phrase of posts may begin with it; alone it may be a name where it
#: opens a sentence; in capitals, a family name.
SYLLABLE, NO_NAME_BEHIND, JOINING, POST, MAY_OPEN, FAMILY = (
    1 << 4,
    1 << 5,
    1 << 6,
    1 << 7,
    1 << 8,
    1 << 9,
)
_POSTS = ("offices", "party_committees")
_WINDOW = 8  # tokens of the longest phrase of posts
_FULL_NAME = (3, 4)


def more_flags(word: str, lexicon: NameLexicon) -> int:
    """Return the bits of a token that are not about its letters' case."""
    lower = word.lower()
    flags = 0
    if word in entries("before_no_name"):
        flags |= NO_NAME_BEHIND
    if word == lower:
        return flags | JOINING if word[:1].isdigit() else flags
    if word.isupper() and len(word) > 1:
        flags |= JOINING
    syllable = is_syllable(word)
    if syllable:
        flags |= SYLLABLE
    if any(lower in phrases(each).first_words for each in _POSTS):
        flags |= POST
    known = lexicon.rows.get(word)
    likely = known is not None and known.score > GIVEN_NAME
    if lower not in lexicon.common and (likely or not syllable):
        flags |= MAY_OPEN
    if word.capitalize() in family_names():
        flags |= FAMILY
    return flags


@dataclass(frozen=True, slots=True, eq=False)
class CapitalRows:
    """``r`` rows of capitalised tokens, in order; of one word, only such as are not in a word.

    Contexts are tokens in lower case: ``far`` and ``near`` before a row, ``behind`` and
    ``farther`` after it; ``following`` is the token behind as written.
    """

    texts: Rows  # (r,) intp: the text of each
    starts: Rows  # (r,) intp: its first token, of all in the batch
    lengths: Rows  # (r,) intp
    opens: Flags  # (r,) bool: a sentence begins with it
    far: Numbers
    near: Numbers
    behind: Numbers
    farther: Numbers
    following: Numbers

    def where(self, chosen: Flags) -> CapitalRows:
        """Return some of the rows."""
        return CapitalRows(*(getattr(self, each)[chosen] for each in self.__slots__))


def capital_rows(cut: CutTexts) -> CapitalRows:
    """Return the rows of capitals.

    Left out are those longer than LONGEST_ROW, and single syllables that open a sentence and are
    names only where another place shows it.
    """
    texts, starts, lengths = _runs(cut, CAPITALISED)
    opening = (starts == cut.first_tokens[texts]) | (cut.flags[starts - 1] & ENDING > 0)
    word = (cut.flags[starts] & (SYLLABLE | MAY_OPEN) == SYLLABLE) & (lengths == 1)
    kept = (lengths <= LONGEST_ROW) & ~(opening & word)
    texts, starts, lengths, opens = texts[kept], starts[kept], lengths[kept], opening[kept]
    table = cut.table
    nothing, edge, end = map(table.number, ("", EDGE, END))
    first, behind = cut.first_tokens[texts], cut.first_tokens[texts + 1]
    ends = starts + lengths
    lower = look_up(table.lower_tokens, cut.tokens) if len(cut.tokens) else cut.tokens
    if not len(starts):
        none = np.zeros(0, np.int32)
        return CapitalRows(texts, starts, lengths, starts > 0, none, none, none, none, none)
    last = len(lower) - 1
    at_end, near_end = ends >= behind, ends + 1 >= behind
    return CapitalRows(
        texts,
        starts,
        lengths,
        opens,
        np.where(opens | (starts - first == 1), nothing, lower[starts - 2]).astype(np.int32),
        np.where(opens, edge, lower[starts - 1]).astype(np.int32),
        np.where(at_end, end, lower[np.minimum(ends, last)]).astype(np.int32),
        np.where(near_end, end, lower[np.minimum(ends + 1, last)]).astype(np.int32),
        np.where(at_end, end, cut.tokens[np.minimum(ends, last)]).astype(np.int32),
    )


def in_words(cut: CutTexts, rows: CapitalRows, compound: Flags) -> Flags:
    """Return which rows are one word that is no name: see ``name_spans.is_word``.

    ``compound`` tells which make a word with what follows.
    """
    flags = np.frombuffer(cut.table.flags, np.int32)
    own = cut.flags[rows.starts] if len(rows.starts) else rows.far
    joined = (flags[rows.following] & JOINING > 0) | (flags[rows.near] & NO_NAME_BEHIND > 0)
    found = compound | ((own & SYLLABLE > 0) & joined)
    alone = rows.lengths == 1
    for at in np.flatnonzero(alone & ~found & (own & POST > 0)).tolist():
        start = int(rows.starts[at])
        behind = min(start + _WINDOW, int(cut.first_tokens[rows.texts[at] + 1]))
        window = [cut.table.lower[each] for each in cut.tokens[start:behind].tolist()]
        found[at] = any(phrases(each).at(window, 0) for each in _POSTS)
    in_word: Flags = found & alone
    return in_word


def shouted_names(cut: CutTexts) -> Rows:
    """Return the texts with a row in capitals as long as a full name, a family name before."""
    texts, starts, lengths = _runs(cut, SHOUTED)
    full = (lengths >= _FULL_NAME[0]) & (lengths <= _FULL_NAME[1])
    texts, starts = texts[full], starts[full]
    return texts[cut.flags[starts] & FAMILY > 0]


def _runs(cut: CutTexts, flag: int) -> tuple[Rows, Rows, Rows]:
    """Return text, first token and length of each row of tokens that have a flag."""
    found = np.flatnonzero(cut.flags & flag)
    texts = np.searchsorted(cut.first_tokens, found, "right") - 1
    begins = np.ones(len(found), np.bool_)
    begins[1:] = (np.diff(found) > 1) | (np.diff(texts) > 0)
    firsts = np.flatnonzero(begins)
    return texts[firsts], found[firsts], np.diff(np.append(firsts, len(found)))
