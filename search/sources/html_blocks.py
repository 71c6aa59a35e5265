"""Read the part of a page that holds an article as paragraphs and photos, in their order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.sources.html_tree import BLOCKS, NEVER_TEXT, flat, is_named, names, text_of, walk

if TYPE_CHECKING:
    from collections.abc import Collection

    from search.sources.html_tree import Element

LONGEST_FIGURE = 1000  # characters; a longer one frames a story, not a photo
LONGEST_FRAME = 500  # of an element that only its name or an inner caption makes a photo's
MOST_LINES = 3
NEARLY_ALL = 0.8
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MARKED = {"a": "linked", "em": "emphasised", "i": "emphasised"}
FRAMES = frozenset(("div", "table", "p", "center", "dl", "li", "section", "span"))
CELLS = frozenset(("td", "th"))
BETWEEN_CELLS = " | "
HIDDEN_CAPTIONS = ("cms-photo-caption", "data-caption", "data-desc")
CAPTIONS = ("figcaption", "div", "p", "td", "span", "em", "h2")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of text; ``linked`` and ``emphasised`` count its characters in such elements."""

    text: str
    linked: int = 0
    emphasised: int = 0
    named: frozenset[str] = frozenset()
    heading: bool = False

    @property
    def is_link(self) -> bool:
        """Whether the paragraph is nothing but links."""
        return self.linked > NEARLY_ALL * len(self.text)

    @property
    def is_slanted(self) -> bool:
        """Whether the paragraph is all in italics."""
        return self.emphasised > NEARLY_ALL * len(self.text)


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo or a row of photos: their alt texts, and the text under them.

    ``hidden`` is a caption that the page shows only when the photo is opened.
    """

    alts: tuple[str, ...]
    text: str = ""
    hidden: str = ""


def blocks(top: Element, noise: Collection[Element] = ()) -> list[Paragraph | Photo]:
    """Return what ``top`` holds, without the elements in ``noise``."""
    return _Blocks(top, noise, frames=True).found


def is_photo(element: Element) -> bool:
    """Whether the element holds photos and the words under them, and nothing else."""
    if element.tag != "figure" and element.tag not in FRAMES:
        return False
    if next(element.iterdescendants("figure"), None) is not None:
        return False
    if element.tag == "figure":
        return len(text_of(element)) <= LONGEST_FIGURE
    if next(element.iterdescendants("img"), None) is None:
        return False
    captioned = any(
        is_named(each, "html_caption") and text_of(each)
        for each in element.iterdescendants(*CAPTIONS)
    )
    if not (element.tag == "table" or captioned or is_named(element, "html_photo")):
        return False
    lines = sum(1 for each in element.iterdescendants("p", "tr") if text_of(each))
    return len(text_of(element)) <= LONGEST_FRAME and lines <= MOST_LINES


def photos(element: Element, noise: Collection[Element] = ()) -> list[Photo]:
    """Return the photos of an element that ``is_photo``: each text is of the photos above it."""
    found: list[Photo] = []
    alts: tuple[str, ...] = ()
    hidden = ""
    texts: list[str] = []
    for block in _Blocks(element, noise, frames=False).found:
        if isinstance(block, Paragraph):
            texts.append(block.text)
            continue
        if texts:
            found.append(Photo(alts, " ".join(texts), hidden))
            alts, texts, hidden = (), [], ""
        alts += block.alts
        hidden = hidden or block.hidden
    return [*found, Photo(alts, " ".join(texts), hidden)]


def _is_block(element: Element) -> bool:
    """Whether an element stands on lines of its own; a cell of plain text is a part of its row."""
    if element.tag in CELLS:
        return next(element.iterchildren(*BLOCKS, "br"), None) is not None
    return element.tag in BLOCKS


class _Blocks:
    """What an element holds, read once; with ``frames`` a photo's frame is one Photo."""

    def __init__(self, top: Element, noise: Collection[Element], *, frames: bool) -> None:
        self.found: list[Paragraph | Photo] = []
        self._top = top
        self._noise = noise
        self._frames = frames
        self._open = [top]  # the blocks around the place being read, the innermost last
        self._parts: list[str] = []
        self._inside: Counter[str] = Counter()
        self._counts: Counter[str] = Counter()
        for event, element, walker in walk(top):
            if event == "end":
                self._leave(element)
            elif not self._enter(element):
                walker.skip_subtree()
        self._close()

    def _enter(self, element: Element) -> bool:
        """Read what stands before the element's children; False if they are not to be read."""
        if _is_block(element) or element.tag == "br":
            self._close()
        if _is_block(element):
            self._open.append(element)
        if element.tag in MARKED:
            self._inside[MARKED[element.tag]] += 1
        if element.tag in NEVER_TEXT or element in self._noise:
            return False
        if self._frames and element is not self._top and is_photo(element):
            self._close()
            self.found.extend(photos(element, self._noise))
            return False
        if element.tag == "img":
            self._close()
            told = (element.get(name) for name in HIDDEN_CAPTIONS)
            hidden = next((text for each in told if each and (text := flat(each))), "")
            self.found.append(Photo((flat(element.get("alt") or ""),), hidden=hidden))
        self._add(element.text)
        return True

    def _leave(self, element: Element) -> None:
        if element.tag in MARKED:
            self._inside[MARKED[element.tag]] -= 1
        if _is_block(element):
            self._close()
            self._open.pop()
        elif element.tag in CELLS and element.getnext() is not None:
            self._add(BETWEEN_CELLS)
        if element is not self._top:
            stamped = bool(element.tail) and is_named(element, "html_place")
            self._add(f" - {element.tail}" if stamped else element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            for mark in ("linked", "emphasised"):
                self._counts[mark] += len(flat(text)) if self._inside[mark] else 0

    def _close(self) -> None:
        text, counts = flat("".join(self._parts)), self._counts
        self._parts, self._counts = [], Counter()
        if text:
            block = self._open[-1]
            heading = block.tag in HEADINGS
            self.found.append(Paragraph(text, **counts, named=names(block), heading=heading))
