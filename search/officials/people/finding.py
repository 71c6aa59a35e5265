"""From what somebody typed to the people who may be meant, with the names of before of a post."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.officials.organisations import Organisation
from search.officials.people.asked import asked, asked_post

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.officials.changes import Change
    from search.officials.people.asked import AskedPost
    from search.officials.people.register import Register
    from search.officials.succession import Succession


class By(StrEnum):
    """What was taken for what somebody typed."""

    ID = "id"
    NAME = "name"
    GIVEN_NAME = "given_name"
    POST = "post"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the people who may be meant, and what told so.

    ``older`` are the changes of names by which a post was looked for under its names of before.
    """

    by: By
    numbers: set[int]
    older: tuple[Change, ...] = ()


class Finder:
    """Finds people in one register. ``succession`` is asked for when a post is looked for."""

    def __init__(self, register: Register, succession: Callable[[], Succession]) -> None:
        self._register = register
        self._succession = succession

    def find(self, typed: str, *, office: str = "", older: bool = True) -> Found:
        """Return who is meant by an id, a name, a given name (``ông Hùng``), or a post.

        With ``office``, only whoever was seen in that post or organisation. A post that is named
        as today is also that of the names of before, unless ``older`` is False.
        """
        found = self._find(typed, older=older)
        if not office:
            return found
        holding = self.holding(office, older=older)
        return Found(found.by, found.numbers & holding.numbers, found.older + holding.older)

    def _find(self, typed: str, *, older: bool) -> Found:
        whole = self._whole(typed)
        if whole.numbers:
            return whole
        post = asked(typed).post
        if post.title:
            found = self._holding(post, older=older)
            if found.numbers:
                return found
        return self._in_part(typed)

    def meant(self, typed: str) -> Found:
        """Return who is meant by an id, a name or the end of one; never whoever holds a post."""
        whole = self._whole(typed)
        return whole if whole.numbers else self._in_part(typed)

    def _whole(self, typed: str) -> Found:
        read = asked(typed)
        if read.id and (numbers := self._register.identified(read.id)):
            return Found(By.ID, numbers)
        return Found(By.NAME, self.named(typed))

    def _in_part(self, typed: str) -> Found:
        """Return who is meant by a name behind a post, or by the end of a name."""
        read, register = asked(typed), self._register
        if read.post.title:
            titled = register.holding(read.post.of(Organisation("")))
            if numbers := titled & register.called(read.behind):
                return Found(By.NAME, numbers)
        numbers = register.ending(read.name)
        return Found(By.GIVEN_NAME if numbers else By.NOTHING, numbers)

    def named(self, typed: str) -> set[int]:
        """Return the numbers of the people of a full name, with a title before it or without."""
        return self._register.called(typed) or self._register.called(asked(typed).name)

    def holding(self, typed: str, *, older: bool = True) -> Found:
        """Return who was seen in a post, or in any post of an organisation."""
        return self.post(typed, older=older)[1]

    def post(self, typed: str, *, older: bool = True) -> tuple[AskedPost, Found]:
        """Return which post or organisation is meant, and who was seen in it."""
        post = asked_post(typed)
        return post, Found(By.POST, set()) if post.empty else self._holding(post, older=older)

    def _holding(self, post: AskedPost, *, older: bool) -> Found:
        numbers = self._register.holding(post)
        if not older or not post.organisation.name:
            return Found(By.POST, numbers)
        changes = []
        for change in self._succession().predecessors(post.organisation):
            before = self._register.holding(post.of(change.old))
            if before:
                numbers |= before
                changes.append(change)
        return Found(By.POST, numbers, tuple(changes))
