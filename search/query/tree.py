"""The syntax tree: a query is data.

``Node`` is a closed union: a new operator is one more class in it, and mypy then names every
translation that has no case for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date  # noqa: TC003 - dataclass fields are looked up at run time
from enum import StrEnum
from typing import assert_never

from search.labels import DocumentKey  # noqa: TC001 - likewise
from search.query.shapes import Shape  # noqa: TC001 - likewise
from search.vietnamese.patterns import Likely, SyllablePattern  # noqa: TC001 - likewise


class Field(StrEnum):
    """A part of an article that can be searched by name; the value is what one types."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    AUTHOR = "author"
    SOURCE = "source"
    SECTION = "section"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Syllables one after another, in ``field`` or in any field that plain words search.

    ``typed`` is the phrase as typed, for messages; two phrases of the same meaning are equal.
    """

    syllables: tuple[SyllablePattern, ...]
    field: Field | None = None
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Shaped:
    """A phrase in which some syllables are given by their shape alone: ``43/????/QĐ*``."""

    parts: tuple[SyllablePattern | Shape, ...]
    field: Field | None = None
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Near:
    """Syllables in any order within ``len(syllables) + slack`` syllables of one paragraph.

    One that is typed twice is to be there twice.
    """

    syllables: tuple[SyllablePattern, ...]
    slack: int
    field: Field | None = None
    typed: str = dataclass_field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Either:
    """What was typed (all of it must match), or another way to write the same.

    The other ways weigh less than what was typed.
    """

    typed: tuple[Phrase, ...]
    others: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Words typed in a row: each must match somewhere in the article, the closer the better.

    ``units`` are what was typed between spaces: ``TT&TT`` is one unit of two syllables, which
    must stand together. ``compounds`` are the words of two syllables or more that the segmenter
    sees in the row; they add to the rank and decide nothing. Where ``least`` is not 0, so many
    units are enough. ``meant`` are the spellings that are likely meant by each syllable of a row
    typed without accents, the likeliest first; they only rank, too.
    """

    units: tuple[Phrase | Either, ...]
    compounds: tuple[str, ...] = ()
    least: int = 0
    meant: tuple[tuple[Likely, ...], ...] = ()

    @property
    def syllables(self) -> tuple[SyllablePattern, ...]:
        """Every syllable in the order typed."""
        phrases = [phrase for unit in self.units for phrase in typed_phrases(unit)]
        return tuple(syllable for phrase in phrases for syllable in phrase.syllables)


@dataclass(frozen=True, slots=True)
class Published:
    """Published from ``first`` to ``last``, both included; None leaves that side open.

    Articles without a date never match.
    """

    first: date | None
    last: date | None


class Mentioned(StrEnum):
    """Whom an article is to mention: somebody of a name, or whoever holds a post."""

    PERSON = "person"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Mentioning:
    """Some articles and photos: those that mention somebody, by the archive's file of people.

    ``documents`` are ids of articles with the ordinals of photos, 0 for the article itself.
    ``names`` are what to mark in them.
    """

    documents: frozenset[DocumentKey]
    names: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever ``node`` does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """Whatever all ``nodes`` match. Nodes that are all ``Not`` are taken from everything.

    It is ``explicit`` where somebody typed AND: then every node is meant.
    """

    nodes: tuple[Node, ...]
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Or:
    """Whatever any of ``nodes`` matches; one that several match scores the sum."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Boosted:
    """Whatever ``node`` matches, its score ``times`` as much."""

    node: Node
    times: float


Leaf = Phrase | Words | Shaped | Near
Node = Leaf | Either | Published | Mentioning | Not | And | Or | Boosted


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: the text as typed and the tree it means."""

    text: str
    root: Node


def typed_phrases(unit: Phrase | Either) -> tuple[Phrase, ...]:
    """Return what was typed of ``unit``, whatever else it stands for."""
    return unit.typed if isinstance(unit, Either) else (unit,)


def leaves(node: Node) -> list[Leaf]:
    """Return what can be marked in a text, as typed and in order, but for what is under ``Not``."""
    match node:
        case And() | Or():
            return [leaf for each in node.nodes for leaf in leaves(each)]
        case Boosted():
            return leaves(node.node)
        case Either():
            return list(node.typed)
        case Phrase() | Words() | Shaped() | Near():
            return [node]
        case Published() | Mentioning() | Not():
            return []
        case _:
            assert_never(node)


def other_forms(node: Node) -> list[Phrase]:
    """Return what a match of ``node`` may show that was not typed so."""
    match node:
        case And() | Or():
            return [phrase for each in node.nodes for phrase in other_forms(each)]
        case Boosted():
            return other_forms(node.node)
        case Words():
            return [phrase for unit in node.units for phrase in other_forms(unit)]
        case Either():
            return list(node.others)
        case Mentioning():
            return list(node.names)
        case Phrase() | Shaped() | Near() | Published() | Not():
            return []
        case _:
            assert_never(node)
