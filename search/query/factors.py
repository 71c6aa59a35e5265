"""What stands side by side in a query: rows of plain words, and whatever else must match."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.query.lexer import Kind
from search.query.tree import And, Boosted, Near, Not, Phrase, Shaped, Words
from search.vietnamese.patterns import SyllablePattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.query.lexer import Lexeme
    from search.query.tree import Node

    FindCompounds = Callable[[str], Sequence[str]]


class Factors:
    """Collects nodes in the order typed; plain words that follow each other are one row."""

    def __init__(self, compounds: FindCompounds) -> None:
        self._compounds = compounds
        self._nodes: list[Node] = []
        self._row: list[tuple[str, Phrase]] = []
        self._explicit = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet."""
        return not self._nodes and not self._row

    def add(self, node: Node | None, lexeme: Lexeme, *, negated: bool) -> None:
        """Add what ``lexeme`` stands for; None is nothing."""
        plain = isinstance(node, Phrase) and node.field is None and lexeme.kind is Kind.WORD
        if node is None:
            return
        if plain and not negated:
            assert isinstance(node, Phrase)  # noqa: S101 - mypy does not remember
            self._row.append((lexeme.text, node))
        else:
            self.end_row()
            self._nodes.append(Not(node) if negated else node)

    def end_row(self, *, explicit: bool = False) -> None:
        """Begin another row of words; ``explicit`` where somebody typed AND."""
        self._explicit = self._explicit or explicit
        if self._row:
            typed = " ".join(text for text, _ in self._row)
            units = tuple(phrase for _, phrase in self._row)
            self._nodes.append(Words(units, tuple(self._compounds(typed))))
            self._row.clear()

    def joined(self) -> Node | None:
        """Return the one node of all, None where there is nothing."""
        self.end_row()
        if len(self._nodes) > 1:
            return And(tuple(self._nodes), self._explicit)
        return self._nodes[0] if self._nodes else None


def size(node: Node | None) -> tuple[int, int]:
    """Return how many syllables a node of one lexeme has, and how many of them are shapes."""
    match node:
        case None:
            return 0, 0
        case Boosted():
            return size(node.node)
        case Phrase() | Near():
            return len(node.syllables), 0
        case Shaped():
            shapes = [each for each in node.parts if not isinstance(each, SyllablePattern)]
            return len(node.parts), len(shapes)
        case _:
            return 1, 0
