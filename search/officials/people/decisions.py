"""What a user decided about who is who: a file in the data directory that every rebuild obeys.

Each line names appearances, a name and the id of an article, so that it means the same whatever
else the archive takes in: ``same`` joins the people of two, ``apart`` takes the articles behind a
name away from whoever they were given to. Later lines come after earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from search.archive.durable_files import write_durably
from search.errors import StorageError, UsageError
from search.officials.people.appearances import name_key
from search.officials.tables import cells

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Self

_SAME, _APART = "same", "apart"
_CELLS_OF_SAME = 4
_HEAD = """\
# same NAME ARTICLE NAME ARTICLE: one person.  apart NAME ARTICLE…: in these, another one.
# Cells are between tabs. Written by timbao official --merge and --split; lines may be taken out.
"""


class DecisionsUnreadable(UsageError):
    """A line of the file of decisions that says nothing of the kind."""

    def __init__(self, path: Path, line: int) -> None:
        self.path = path
        self.line = line
        super().__init__(
            f"{path}, dòng {line}: không phải same hay apart với tên và mã bài; sửa hay bỏ dòng ấy",
            f"{path}, line {line}: neither same nor apart with names and ids; mend or delete it",
        )


class Named(NamedTuple):
    """A name, by its key, in an article."""

    key: str
    article_id: str


@dataclass(slots=True)
class Decisions:
    """The lines of the file, followed in order.

    ``groups`` gives appearances that belong together the same number; those ``alone`` join nobody
    else for what the articles say.
    """

    text: str = ""
    groups: dict[Named, int] = field(default_factory=dict)
    alone: set[Named] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read the file, where there is one. Raises DecisionsUnreadable, StorageError."""
        try:
            return cls.of(path.read_text("utf-8") if path.exists() else "", path)
        except OSError as error:
            raise StorageError(path, error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            raise DecisionsUnreadable(path, 1) from error

    @classmethod
    def of(cls, text: str, path: Path) -> Self:
        """Follow the lines of ``text``, which stands at ``path``."""
        decisions = cls(text)
        for number, (verdict, *named) in cells(text):
            if verdict == _SAME and len(named) == _CELLS_OF_SAME:
                decisions.join(*_pairs(named))
            elif verdict == _APART and len(named) > 1:
                key = name_key(named[0])
                decisions.part([Named(key, each) for each in named[1:]])
            else:
                raise DecisionsUnreadable(path, number)
        return decisions

    def join(self, one: Named, other: Named) -> None:
        """Take two appearances, and whoever belongs to either, for one person."""
        kept = self.groups.setdefault(one, self._fresh())
        gone = self.groups.setdefault(other, kept)
        self.groups |= {each: kept for each, group in self.groups.items() if group == gone}

    def part(self, named: Iterable[Named]) -> None:
        """Take some appearances for one person, who is none of the others."""
        group = self._fresh()
        for each in named:
            self.groups[each] = group
            self.alone.add(each)

    def _fresh(self) -> int:
        return max(self.groups.values(), default=0) + 1

    @property
    def keys(self) -> set[str]:
        """The names that are decided about."""
        return {each.key for each in self.groups}

    def family(self, key: str) -> set[str]:
        """Return the names that must be looked at together with one."""
        family, ahead = {key}, [key]
        for each in ahead:
            mine = {group for named, group in self.groups.items() if named.key == each}
            more = {named.key for named, group in self.groups.items() if group in mine} - family
            family |= more
            ahead += more
        return family


def same(one: tuple[str, str], other: tuple[str, str]) -> str:
    """Return the line that makes one person of two, each given by a name and an article."""
    return "\t".join([_SAME, *one, *other])


def apart(name: str, article_ids: Iterable[str]) -> str:
    """Return the line that takes articles away from whoever of the name they were given to."""
    return "\t".join([_APART, name, *article_ids])


def add(path: Path, lines: Iterable[str]) -> None:
    """Put lines at the end of the file. Raises DecisionsUnreadable, StorageError."""
    text = Decisions.read(path).text or _HEAD
    write_durably(path, "\n".join([text.rstrip(), *lines, ""]))


def _pairs(named: list[str]) -> tuple[Named, Named]:
    first, first_article, second, second_article = named
    return Named(name_key(first), first_article), Named(name_key(second), second_article)
