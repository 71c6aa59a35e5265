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
    Kind.CAPTION: frozenset({Field.CAPTION, Field.CREDIT, Field.AUTHOR, Field.SOURCE}),
}

#: How evidence adds to the syllables that matched: untuned, in the order FINDINGS §2 gives.
COMPOUND_WEIGHT = 0.8
PAIR_WEIGHT = 0.6
ACCENT_WEIGHT = 0.5

#: Positions left empty between two paragraphs or two captions: no phrase reaches across.
GAP = 64
