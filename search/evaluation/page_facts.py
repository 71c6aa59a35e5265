"""What a person saw on saved pages, and which of it a reader found."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.errors import SourceMissing, UsageError
from search.evaluation.page_readers import installed
from search.sources.cleaning import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from search.evaluation.page_readers import Reading

FACTS = Path(__file__).parent / "data" / "pages.json"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a page holds, and the readers that found it."""

    page: str
    name: str
    found: Mapping[str, bool]


def read_facts(path: Path | None = None) -> dict[str, dict[str, Any] | None]:
    """Return the facts by page, without a path those of the pages kept beside the project.

    Raises SourceMissing, and UsageError where it is not JSON.

    Texts are digests: a page's text is its paper's. A page that is no article has ``null``.
    """
    path = path or FACTS
    if not path.is_file():
        raise SourceMissing(path)
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise UsageError(f"{path}: không phải JSON ({error})", f"{path}: not JSON") from error


def digest(text: str) -> str:
    """Return what stands for a text among the facts: 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(" ".join(clean(text).split()).encode()).hexdigest()[:12]


def compare(facts: dict[str, Any] | None, reading: Reading | None) -> Iterator[tuple[str, bool]]:
    """Yield each item of a page, and whether it was found.

    ``text`` is found when every paragraph is, ``nothing else`` when no line beside them is.
    """
    if facts is None:
        yield "declined", reading is None
        return
    yield "title", reading is not None and digest(reading.title) == facts["title"]
    yield "lead", reading is not None and digest(reading.lead) == facts["lead"]
    for name in ("published", "section"):
        yield name, reading is not None and getattr(reading, name) == facts[name]
    yield "author", reading is not None and reading.authors == set(facts["authors"])
    told = {digest(each) for each in reading.paragraphs} if reading else set()
    yield "text", told >= set(facts["paragraphs"])
    yield "nothing else", bool(told) and told <= set(facts["paragraphs"])
    photos = {(digest(text), credit) for text, credit in reading.captions} if reading else set()
    for number, (text, credit) in enumerate(facts["captions"], 1):
        yield f"caption {number}", (text, credit) in photos
    yield "no other caption", reading is not None and len(photos) <= len(facts["captions"])


def items(folder: Path, facts: Mapping[str, dict[str, Any] | None]) -> Iterator[Item]:
    """Yield what each page in ``folder`` holds, as every installed reader found it.

    Raises SourceMissing for a page that is not there.
    """
    readers = installed()
    for page, known in facts.items():
        path = folder / page
        if not path.is_file():
            raise SourceMissing(path)
        data = path.read_bytes()
        found: dict[str, dict[str, bool]] = {}
        for reader, read in readers.items():
            for name, is_found in compare(known, read(data)):
                found.setdefault(name, {})[reader] = is_found
        for name, by_reader in found.items():
            yield Item(page, name, by_reader)
