"""A paragraph whose wrapped lines keep its indent, without spaces at the ends of lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions

_NARROWEST = 10


@dataclass(frozen=True, slots=True)
class Hanging:
    """``text`` behind ``indent`` columns; ``label`` stands in those of the first line."""

    text: Text
    indent: int = 3
    label: Text = field(default_factory=Text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        """Yield the lines; only one where nothing is to be wrapped."""
        width = max(options.max_width - self.indent, _NARROWEST)
        lines = [self.text] if options.no_wrap else self.text.wrap(console, width)
        label = self.label.copy()
        label.pad_right(self.indent - label.cell_len)
        for line in lines:
            line.rstrip()
            yield Text.assemble(label, line)
            label = Text(" " * self.indent)
