"""A signature of each article: the more numbers two have in common, the more text they share.

Text is compared by its shingles, runs of four syllables in any spelling: what was republished or
lightly edited shares most of them, another report of the same event hardly any. After the numbers
of MinHash stand the marks of the story: see ``story_marks``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from search.engines import story_marks
from search.vietnamese.number_columns import runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.vietnamese.columns import TokenColumns

#: Numbers that are compared: with 64 an estimate is right to .06 in two cases of three.
SIZE = 64
WIDTH = SIZE + story_marks.WIDTH
_SHINGLE = 4
#: Texts with fewer shingles have no signature: two short notices are soon alike.
_FEWEST = 24
_SEED = 1
#: Odd numbers of 64 bits without a pattern; to change one is to change every signature.
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)

Signatures = NDArray[np.uint16]


def signatures(columns: TokenColumns, articles: Sequence[Sequence[int]]) -> Signatures:
    """Return the signature of each article, ``(n, WIDTH)``; all 0 where it has too little text.

    An article is the numbers of its texts in ``columns``: its title, then the others in the order
    of reading.
    """
    from rensa import RMinHash

    titles = np.array([each[0] for each in articles], np.intp)
    texts = np.array([text for each in articles for text in each[1:]], np.intp)
    firsts, counts = columns.first_rows[texts], np.diff(columns.first_rows)[texts]
    owners = np.repeat(np.arange(len(articles)), [len(each) - 1 for each in articles])
    lengths = np.bincount(owners, counts, len(articles)).astype(np.intp)
    keys = columns.keys[runs(firsts, counts)]
    sizes = np.maximum(lengths - _SHINGLE + 1, 0)
    shingles = _shingles(columns.vocabulary.hashes(keys))
    # a shingle that begins near the end of an article would reach into the next
    kept = shingles[runs(np.cumsum(lengths) - lengths, sizes)]
    ends = np.append(0, np.cumsum(sizes)).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(kept, ends, SIZE, _SEED)
    hashed = np.array(matrix.to_rows(), np.uint32).reshape(-1, SIZE).astype(np.uint16)
    found = np.hstack([hashed, story_marks.marks(columns, titles, keys, lengths)])
    found[sizes < _FEWEST] = 0
    return found


def _shingles(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a hash of every run of _SHINGLE syllables, by where it begins."""
    count = max(len(hashes) - _SHINGLE + 1, 0)
    found = np.zeros(count, np.uint64)
    for at, factor in enumerate(_FACTORS):
        found += hashes[at : at + count] * np.uint64(factor)
    return found ^ found >> np.uint64(29)
