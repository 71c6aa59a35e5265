"""The Whoosh schema: one positional field per field of an article, fed with terms ready made."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from whoosh import columns, fields, formats

from search.hits import Kind
from search.query.tree import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.documents import Terms

#: Raise it whenever an index built before can no longer be read.
VERSION = "whoosh-2"

UNDATED = 0
UNDATED_LATE = 9999_99_99

Posting = tuple[bytes, int, float, bytes]


class SyllableField(fields.FieldType):  # type: ignore[misc]
    """All terms of syllables, at syllable positions. Its value is Terms."""

    scorable = True

    def __init__(self) -> None:
        self.format = formats.Positions()

    def index(self, value: Terms, **_: Any) -> Iterator[Posting]:
        """Give Whoosh each distinct term with its encoded positions."""
        places: dict[str, list[int]] = defaultdict(list)
        for terms, position in zip(value.terms, value.positions, strict=True):
            for term in terms:
                places[term].append(position)
        for term, positions in places.items():
            encoded = self.format.encode(positions)
            yield term.encode(), len(positions), float(len(positions)), encoded


class CompoundField(fields.FieldType):  # type: ignore[misc]
    """Words of several syllables with their frequencies, no positions. Its value is a list."""

    scorable = True

    def __init__(self) -> None:
        self.format = formats.Frequency()

    def index(self, value: Sequence[str], **_: Any) -> Iterator[Posting]:
        """Give Whoosh each distinct word with its encoded frequency."""
        for word, count in Counter(value).items():
            yield word.encode(), count, float(count), formats.pack_uint(count)


def column(kind: Kind, field: Field) -> str:
    """Return the name of the Whoosh field that holds ``field`` of a document of ``kind``.

    Captions of photo documents are kept apart from those of articles, so that the statistics of
    the one do not count in the other. Author and source only ever filter and are shared.
    """
    apart = kind is Kind.CAPTION and field in {Field.CAPTION, Field.CREDIT}
    return f"photo_{field}" if apart else str(field)


def alt(kind: Kind) -> str:
    """Return the name of the Whoosh field that holds alt texts."""
    return "photo_alt" if kind is Kind.CAPTION else "alt"


def compounds(syllable_column: str) -> str:
    """Return the name of the Whoosh field that holds the words beside a field of syllables."""
    return f"{syllable_column}_words"


def _schema() -> fields.Schema:
    schema = fields.Schema(
        article_id=fields.ID(stored=True),
        kind=fields.ID(),
        ordinal=fields.STORED(),
        content_hash=fields.STORED(),
        photos=fields.STORED(),
        # YYYYMMDD; an undated document has UNDATED here and UNDATED_LATE there, and is last by both
        published=fields.NUMERIC(int, sortable=True),
        published_late=fields.COLUMN(columns.NumericColumn("i")),
    )
    names = {column(kind, field) for kind in Kind for field in Field} | {alt(kind) for kind in Kind}
    for name in sorted(names):
        schema.add(name, SyllableField())
        schema.add(compounds(name), CompoundField())
    return schema


#: Always passed to ``open_dir``: the copy that Whoosh pickles into an index is never read.
SCHEMA = _schema()
