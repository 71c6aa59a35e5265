"""The syntax tree: a query is data.

``Node`` is a closed union: a new operator is one more class in it, and mypy then names every
translation that has no case for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date  # noqa: TC003 - dataclass fields are looked up at run time
from enum import StrEnum
from typing import Literal, assert_never

from search.vietnamese.patterns import SyllablePattern  # noqa: TC001 - likewise


class Field(StrEnum):
    """A part of an article that can be searched by name; the value is what one types."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"
    AUTHOR = "author"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Syllables one after another, in ``field`` or in any field that plain words search.

    ``typed`` is the phrase as typed, for messages; two phrases of the same meaning are equal.
    """

    syllables: tuple[SyllablePattern, ...]
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
    units are enough.
    """

    units: tuple[Phrase | Either, ...]
    compounds: tuple[str, ...] = ()
    least: Literal[0, 1] = 0

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


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever ``node`` does not match."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """Whatever all ``nodes`` match. Nodes that are all ``Not`` are taken from everything."""

    nodes: tuple[Node, ...]


Node = Phrase | Either | Words | Published | Not | And


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query: the text as typed and the tree it means."""

    text: str
    root: Node


def typed_phrases(unit: Phrase | Either) -> tuple[Phrase, ...]:
    """Return what was typed of ``unit``, whatever else it stands for."""
    return unit.typed if isinstance(unit, Either) else (unit,)


def leaves(node: Node) -> list[Phrase | Words]:
    """Return the phrases and rows of words as typed, in order, but for those under ``Not``."""
    match node:
        case And():
            return [leaf for each in node.nodes for leaf in leaves(each)]
        case Either():
            return list(node.typed)
        case Phrase() | Words():
            return [node]
        case Published() | Not():
            return []
        case _:
            assert_never(node)


def other_forms(node: Node) -> list[Phrase]:
    """Return the other ways to write something that a match of ``node`` may show."""
    match node:
        case And():
            return [phrase for each in node.nodes for phrase in other_forms(each)]
        case Words():
            return [phrase for unit in node.units for phrase in other_forms(unit)]
        case Either():
            return list(node.others)
        case Phrase() | Published() | Not():
            return []
        case _:
            assert_never(node)
