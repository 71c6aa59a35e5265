"""Tell an article's photos from its paragraphs, and an alt text that says something from others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.article import Caption
from search.sources.cleaning import fold
from search.sources.credits import lone_credit, split_credit
from search.sources.html_blocks import Paragraph, Photo
from search.sources.html_tree import lower
from search.sources.likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_CAPTION = 600
LONGEST_PLAIN = 300  # of a caption that only its italics or place make one
FEWEST_WORDS = 4  # of an alt text
COUNTED = re.compile(r"(?:\b(?:anh|hinh|photo|image)\s*(?:so\s*)?|[-–—]\s*)\d{1,3}\W*$")
FILE_NAME = re.compile(r"\S*\.(?:jpe?g|png|gif|webp|bmp|avif)$", re.IGNORECASE)


def part_captions(
    found: Iterable[Paragraph | Photo], title: str
) -> tuple[tuple[Caption, ...], list[Paragraph]]:
    """Return the captions and the paragraphs of an article's blocks, each in order."""
    captions: list[Caption] = []
    kept: list[Paragraph] = []
    waiting: Photo | None = None  # a photo whose text may be the paragraph below it
    for block in found:
        if isinstance(block, Photo):
            _add(captions, waiting, title)
            waiting = block
        elif waiting and not waiting.text and _is_caption(block, waiting):
            waiting = Photo(waiting.alts, block.text, waiting.hidden)
        elif waiting and waiting.text and lone_credit(block.text, captions=True):
            waiting = Photo(waiting.alts, f"{waiting.text} ({block.text.strip('() ')})")
        else:
            _add(captions, waiting, title)
            waiting = None
            if len(block.text) <= LONGEST_CAPTION and split_credit(block.text)[1]:
                _add(captions, Photo((), block.text), title)
            else:
                kept.append(block)
    _add(captions, waiting, title)
    return tuple(captions), kept


def _is_caption(paragraph: Paragraph, photo: Photo) -> bool:
    """Whether a paragraph right under a photo without words of its own is its caption."""
    text = paragraph.text
    if len(text) > LONGEST_CAPTION or paragraph.heading or paragraph.is_link:
        return False
    if split_credit(text)[1] or lone_credit(text, captions=True):
        return True
    if not paragraph.named.isdisjoint(lower("html_caption")):
        return True
    if len(text) > LONGEST_PLAIN:
        return False
    slanted = paragraph.emphasised > 0.8 * len(text)
    return slanted or any(likeness(alt, text) > 0 for alt in photo.alts)


def _add(captions: list[Caption], photo: Photo | None, title: str) -> None:
    """Add the photo's caption, unless nothing says what it shows or another says the same."""
    if photo is None:
        return
    text, credit = _split(photo.text or photo.hidden)
    alts = [_split(alt) for alt in photo.alts if _tells(alt, title)]
    alt, alt_credit = alts[0] if alts else ("", "")
    caption = Caption(
        ordinal=len(captions) + 1,
        text=text or alt,
        alt=alt if text else "",
        credit=credit or alt_credit,
    )
    known = any((each.text, each.credit) == (caption.text, caption.credit) for each in captions)
    if (caption.text or caption.credit) and not known:
        captions.append(caption)


def _split(text: str) -> tuple[str, str]:
    if credit := lone_credit(text, captions=True):
        return "", credit
    return split_credit(text, captions=True)


def _tells(alt: str, title: str) -> bool:
    """Whether an alt text says more than a file's name, a number or the article's title."""
    if COUNTED.search(fold(alt)) or FILE_NAME.fullmatch(alt):
        return False
    return len(alt.split()) >= FEWEST_WORDS and fold(alt) != fold(title)
