"""The Whoosh schema: three fields for each field of an article, fed with numbers by our writer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh import columns, fields, formats

from search.engines.fields import ALT
from search.hits import Kind, SuggestionKind
from search.query.tree import Field

if TYPE_CHECKING:
    from datetime import date

#: Raise it whenever an index built before can no longer be read.
VERSION = "whoosh-7"

UNDATED = 0

#: The fields of a document that have syllables, by what a Batch calls them.
TEXTS = (*Field, ALT)


class _TermField(fields.FieldType):  # type: ignore[misc]
    """Terms that come ready made: Whoosh only reads them."""

    scorable = True

    def __init__(self, format_: Any) -> None:
        self.format = format_

    def index(self, value: object, **_: Any) -> None:
        raise NotImplementedError("only our own writer adds documents")


class SyllableField(_TermField):
    """All terms of syllables. Keys have positions; ``=`` and ``~`` have those of their keys."""

    def __init__(self) -> None:
        super().__init__(formats.Positions())


class FrequencyField(_TermField):
    """Terms with frequencies and no positions: words, and pairs of syllables side by side."""

    def __init__(self) -> None:
        super().__init__(formats.Frequency())


def day_number(day: date | None, otherwise: int = UNDATED) -> int:
    """Return a day as YYYYMMDD."""
    return otherwise if day is None else day.year * 1_00_00 + day.month * 1_00 + day.day


def column(kind: Kind, field: str) -> str:
    """Return the name of the Whoosh field that holds a field of the documents of a kind.

    Photos have fields of their own, so that the statistics of articles do not count in theirs.
    """
    return f"photo_{field}" if kind is Kind.CAPTION else str(field)


def pairs(syllable_column: str) -> str:
    """Return the name of the field with the pairs of keys beside a field of syllables."""
    return f"{syllable_column}_pairs"


def compounds(syllable_column: str) -> str:
    """Return the name of the field with the words beside a field of syllables."""
    return f"{syllable_column}_words"


#: The field with what can be suggested while somebody types.
COMPLETIONS = "completions"
_SEPARATOR = "\t"


def completion_term(folded: str, text: str, kind: SuggestionKind) -> bytes:
    """Return the term of a suggestion: terms of the same letters without accents are neighbours."""
    return _SEPARATOR.join((folded, kind, text)).encode()


def completion_of(term: bytes) -> tuple[str, str, SuggestionKind]:
    """Return what ``completion_term`` made a term of."""
    folded, kind, text = term.decode().split(_SEPARATOR)
    return folded, text, SuggestionKind(kind)


def _schema() -> fields.Schema:
    schema = fields.Schema(
        article_id=fields.ID(stored=True),
        # YYYYMMDD, or UNDATED
        **{COMPLETIONS: FrequencyField()},
        published=fields.COLUMN(columns.NumericColumn("i", default=UNDATED)),
    )
    for kind in Kind:
        for text in TEXTS:
            name = column(kind, text)
            schema.add(name, SyllableField())
            schema.add(pairs(name), FrequencyField())
            schema.add(compounds(name), FrequencyField())
    return schema


#: Always passed to ``open_dir``: the copy that Whoosh pickles into an index is never read.
SCHEMA = _schema()
