"""The nouns of a newspaper: an Article and its photo Captions, as published."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field, fields
from datetime import date  # noqa: TC003 - dataclass fields are looked up at run time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


class Precision(StrEnum):
    """How well the date of publication is known."""

    EXACT = "exact"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words under one photo. ``ordinal`` counts the article's photos from 1.

    ``credit`` names photographers; what others did stands before their names:
    ``Đồ họa: Lê Thanh``, ``Nguồn: TTXVN``.
    """

    ordinal: int
    text: str
    alt: str = ""
    credit: str = ""

    def __post_init__(self) -> None:
        require_nfc(self.text, self.alt, self.credit)


def is_photographer(credit: str) -> bool:
    """Whether a credit begins with who took the photo, and not with who drew or provided it."""
    return bool(credit) and ":" not in credit.partition(" - ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as its paper published it, in NFC.

    ``body`` has its paragraphs one a line. ``published`` is the day in Vietnam; it is None exactly
    when ``precision`` is UNKNOWN. ``title_inferred`` says that the first sentence stands in for a
    missing title. ``extra`` keeps whatever else the source said, as JSON values.

    Raises ValueError for text that is not NFC or that UTF-8 cannot write, for photos that are not
    counted 1, 2, 3 and for a date that contradicts its precision.
    """

    id: str
    title: str
    title_inferred: bool = False
    lead: str = ""
    body: str = ""
    captions: tuple[Caption, ...] = ()
    source: str = ""
    url: str = ""
    section: str = ""
    author: str = ""
    tags: tuple[str, ...] = ()
    published: date | None = None
    precision: Precision = Precision.UNKNOWN
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        require_nfc(self.id, self.title, self.lead, self.body, *self.tags)
        require_nfc(self.source, self.url, self.section, self.author)
        ordinals = [caption.ordinal for caption in self.captions]
        if ordinals != list(range(1, len(ordinals) + 1)):
            raise ValueError(f"photos counted {ordinals}")
        if (self.published is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError(f"published {self.published} with precision {self.precision}")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the body, in order."""
        return tuple(self.body.split("\n")) if self.body else ()

    def content_hash(self) -> str:
        """Return 64 hexadecimal digits that change exactly when anything but the id does.

        Raises TypeError where ``extra`` holds something that is not a JSON value.
        """
        content = {name: getattr(self, name) for name in _HASHED}
        content["captions"] = [
            {"ordinal": each.ordinal, "text": each.text, "alt": each.alt, "credit": each.credit}
            for each in self.captions
        ]
        content["published"] = self.published.isoformat() if self.published else None
        return _sha256(_to_json(content))


@dataclass(frozen=True, slots=True)
class Revision:
    """An article as the archive keeps it, with the hash of its content, worked out once."""

    article: Article
    content_hash: str

    @classmethod
    def of(cls, article: Article) -> Revision:
        """Return an article with its hash. Raises TypeError as ``content_hash`` does."""
        return cls(article, article.content_hash())


_to_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode

#: What a content hash covers; asdict would do, and copies deeply, at four times the cost.
_HASHED = tuple(each.name for each in fields(Article) if each.name != "id")


def stable_id(*, url: str, source: str, title: str, day: str) -> str:
    """Return the id of an article whose source gave none: 16 hexadecimal digits.

    The same url, or without a url the same source, title and day, always gives the same id.
    ``day`` is what the source says of the date (``2020-12-29``, ``29/12``), nothing inferred from
    it: better rules for inferring must not make another article of the same file.
    """
    known = [url] if url else [source, title, day]
    return _sha256("\n".join(known))[:16]


def _sha256(text: str) -> str:
    import hashlib  # OpenSSL comes with it: 2 ms of a search that needs none

    return hashlib.sha256(text.encode()).hexdigest()


def require_nfc(*texts: str) -> None:
    """Raise ValueError for the first text that is not in Unicode's composed form, NFC.

    Half a surrogate pair, which no file or database can hold, raises it too.
    """
    for text in texts:
        if not unicodedata.is_normalized("NFC", text):
            raise ValueError(f"not NFC: {text[:60]!r}")
        text.encode("utf-16-le")  # a fifth of what UTF-8 takes, and raises for the same
