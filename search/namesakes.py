"""Whose name was typed: people to be shown above what was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """Somebody whose name was typed: see Person of ``officials``.

    ``post`` is the latest one, ``last`` the day of the last article that has one.
    """

    id: str
    name: str
    known: bool
    post: str | None
    articles: int
    photos: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Whose name was typed: ``total`` people, the first few ``shown``.

    Where nothing tells who they are, all articles that have the name are shown as one.
    """

    total: int
    shown: tuple[NamedPerson, ...]
