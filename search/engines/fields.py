"""The fields of the index: which ones plain words search, which can be named."""

from __future__ import annotations

from search.hits import Kind
from search.query.tree import Field

#: The fields that are taken as one text: a word of the title counts as one more in the article.
TEXT: dict[Kind, tuple[Field, ...]] = {
    Kind.ARTICLE: (Field.TITLE, Field.LEAD, Field.BODY, Field.CAPTION),
    Kind.CAPTION: (Field.CAPTION,),
}
#: Fields beside the text that plain words search too.
BESIDE: dict[Kind, tuple[Field, ...]] = {
    Kind.ARTICLE: (Field.CREDIT, Field.AUTHOR),
    Kind.CAPTION: (Field.CREDIT,),
}

#: All that plain words search.
SEARCHED = {kind: TEXT[kind] + BESIDE[kind] for kind in Kind}

#: Where spellings are counted, for accents to be restored: a name may stand under a photo alone.
#: The other fields say the same in other words, or name photographers and papers.
SPELT = (Field.TITLE, Field.BODY, Field.CAPTION)

#: What can be searched by name.
NAMED: dict[Kind, frozenset[Field]] = {
    Kind.ARTICLE: frozenset(Field),
    Kind.CAPTION: frozenset(Field) - {Field.TITLE, Field.LEAD, Field.BODY},
}

#: Syllables that one with * ? ~ or an expression may stand for: the commonest of them.
MOST_SYLLABLES = 128

#: What an engine calls the terms of alt texts that say something else than their caption. They
#: are searched with the captions, and a photo that has a word in both counts once.
ALT = "alt"

#: Positions left empty between two paragraphs or two captions: no phrase reaches across.
GAP = 64
