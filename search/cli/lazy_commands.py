"""Commands that are imported when they are asked for: of a short run, imports are the most."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.core import TyperCommand


class LazyCommands(Mapping[str, "TyperCommand | TyperGroup"]):
    """Maps the name of a command to the command, made when it is first taken.

    ``places`` says where each is: ``package.module:name`` of a function, or of a group of commands.
    """

    def __init__(self, places: Mapping[str, str]) -> None:
        self._places = places
        self._made: dict[str, TyperCommand | TyperGroup] = {}

    def __getitem__(self, name: str) -> TyperCommand | TyperGroup:
        if name not in self._made:
            module, _, attribute = self._places[name].partition(":")
            self._made[name] = _made(name, getattr(import_module(module), attribute))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places


def lazy_group(places: Mapping[str, str]) -> type[TyperGroup]:
    """Return the class of a group with the commands at ``places``."""

    class LazyGroup(TyperGroup):
        """A group whose commands are at places that its class knows."""

        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            commands: Any = LazyCommands(places)  # nothing is ever added to them
            self.commands = commands

    return LazyGroup


def _made(name: str, found: Callable[..., object] | typer.Typer) -> TyperCommand | TyperGroup:
    around = typer.Typer(add_completion=False, rich_markup_mode=None)
    around.callback()(_nothing)  # one command alone would not be a group
    if isinstance(found, typer.Typer):
        around.add_typer(found, name=name)
    else:
        around.command(name)(found)
    group: Any = typer.main.get_command(around)
    made: TyperCommand | TyperGroup = group.commands[name]
    return made


def _nothing() -> None:
    """Do nothing before a command: typer wants something to do."""
