"""The nouns of this room: a Mention of a person in an article, with its Posts and Awards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """The part of an article that a text is."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"


class How(StrEnum):
    """How an article names somebody."""

    FULL = "full"  # Lê Bá Hùng, Donald Trump, LÊ BÁ HÙNG
    SHORT = "short"  # Hùng, Bá Hùng, Trump
    HONORIFIC = "honorific"  # ông Hùng, đồng chí Hùng, Đại tá Hùng
    INITIALS = "initials"  # N.V.A, Nguyễn Văn H


@dataclass(frozen=True, slots=True)
class Post:
    """An office as a text gives it to somebody: ``nguyên Phó Giám đốc Sở Y tế tỉnh Nghệ An``.

    ``title`` is the office without ``nguyên`` or ``quyền`` (``Phó Giám đốc``), ``organisation``
    what it is an office of, as published (``Sở Y tế tỉnh Nghệ An``), ``place`` the administrative
    units named in that or right behind it (``tỉnh Nghệ An``); each of the two may be empty.
    ``former`` stands for nguyên, cựu and cố, ``acting`` for quyền. ``start`` and ``end`` are
    offsets of the whole into the text that the mention is in.
    """

    title: str
    organisation: str
    place: str
    start: int
    end: int
    former: bool = False
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """An order, medal or honour that a text says somebody got: ``Huân chương Lao động hạng Ba``.

    ``name`` is what it is called, with who gave it where that follows (``Bằng khen của Thủ
    tướng``). ``start`` and ``end`` are offsets into the text that the mention is in.
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where an article names a person.

    ``start`` and ``end`` are offsets into the article's ``title``, ``lead`` or ``body``, or into
    the text of the caption with the ordinal ``photo`` (0 outside captions); between them stands
    ``surface``, the name without titles. ``name`` is the person's name as fully as the article
    gives it, in ordinary letter case: the full name that a short one was resolved to, or ``""``
    for a short one that could be several people's or nobody's. ``titles`` are the honorifics,
    ranks and degrees before the name as published, the farthest first; ``posts`` the offices
    that stand before or behind it; ``awards`` what the sentence says that the person got.
    """

    field: Field
    photo: int
    start: int
    end: int
    surface: str
    name: str
    how: How
    titles: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    awards: tuple[Award, ...] = ()
