"""The fields of the index: which ones plain words search, and how much a match in each weighs."""

from __future__ import annotations

from search.hits import Kind
from search.query.tree import Field

#: What plain words search, and what a match there is worth against one in the body.
WEIGHTS: dict[Kind, dict[Field, float]] = {
    Kind.ARTICLE: {
        Field.TITLE: 3.0,
        Field.LEAD: 1.5,
        Field.BODY: 1.0,
        Field.CAPTION: 1.2,
        Field.CREDIT: 0.3,
        Field.AUTHOR: 0.3,
    },
    Kind.CAPTION: {Field.CAPTION: 1.0, Field.CREDIT: 0.3},
}

#: What can be searched by name.
NAMED: dict[Kind, frozenset[Field]] = {
    Kind.ARTICLE: frozenset(Field),
    Kind.CAPTION: frozenset(Field) - {Field.TITLE, Field.LEAD, Field.BODY},
}

#: How evidence adds to the syllables that matched: untuned. Without accents a syllable stands for
#: a dozen others and says little alone; side by side two of them say almost as much as with.
COMPOUND_WEIGHT = 0.8
PAIR_WEIGHT = 0.8
FOLDED_WEIGHT = 0.4
FOLDED_PAIR_WEIGHT = 2.0
ROW_WEIGHT = 2.0
#: Rows of this many syllables are looked for as one phrase too: names, posts, set phrases.
MIN_ROW, MAX_ROW = 3, 6
ACCENT_WEIGHT = 0.5
#: Another way to write what was typed: an abbreviation for its long form, and the other way round.
OTHER_WEIGHT = 0.5

#: Syllables that one with * ? ~ or an expression may stand for: the commonest of them.
MOST_SYLLABLES = 128

#: What an engine calls the terms of alt texts that say something else than their caption. They
#: are searched with the captions, and a photo that has a word in both counts once.
ALT = "alt"

#: Positions left empty between two paragraphs or two captions: no phrase reaches across.
GAP = 64
