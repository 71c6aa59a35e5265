"""Take typed fields out of a JSON object; a field of another type names its key."""

from __future__ import annotations

import math
from typing import Any

from search.article import Caption
from search.sources.cleaning import clean, fold, one_line, paragraphs
from search.sources.credits import split_credit

DEEPEST = 64  # levels of lists and objects in what is kept beside the article
CAPTION_KEYS = ("text", "alt", "credit")


class WrongTypeError(ValueError):
    """A key holds a value of a type that its meaning does not allow."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


class TooDeepError(ValueError):
    """Lists and objects nested deeper than any article's."""


def text_field(fields: dict[str, Any], key: str) -> str:
    """Take the text of ``key`` on one line; ``""`` where it is missing or null."""
    return one_line(_text(fields.pop(key, None), key))


def prose_field(fields: dict[str, Any], key: str) -> str:
    """Take the text of ``key`` with one paragraph a line."""
    return "\n".join(paragraphs(_text(fields.pop(key, None), key)))


def id_field(fields: dict[str, Any]) -> str:
    """Take the id; a whole number becomes its digits."""
    value = fields.pop("id", None)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return one_line(_text(value, "id"))


def author_field(fields: dict[str, Any]) -> str:
    """Take the author or the list of authors."""
    value = fields.pop("author", None)
    names = value if isinstance(value, list) else [value]
    return ", ".join(name for one in names if (name := one_line(_text(one, "author"))))


def tags_field(fields: dict[str, Any]) -> tuple[str, ...]:
    """Take the tags: a list, or one text with commas between."""
    value = fields.pop("tags", None)
    if not isinstance(value, list):
        value = _text(value, "tags").split(",")
    tags = (one_line(_text(tag, "tags")) for tag in value)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def captions_field(fields: dict[str, Any]) -> tuple[Caption, ...]:
    """Take the captions: texts or objects ``{text, alt, credit}``; those without a word go."""
    value = fields.pop("captions", None)
    if value is None:
        value = []
    if not isinstance(value, list):
        raise WrongTypeError("captions")
    captions: list[Caption] = []
    for item in value:
        if caption := _caption(item, len(captions) + 1):
            captions.append(caption)
    return tuple(captions)


def kept_value(value: Any, depth: int = 0) -> Any:
    """Return a JSON value with clean texts; a number that JSON cannot write becomes null."""
    if depth > DEEPEST:
        raise TooDeepError
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): kept_value(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [kept_value(item, depth + 1) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _caption(item: Any, ordinal: int) -> Caption | None:
    parts = item if isinstance(item, dict) else {"text": item}
    text, alt, credit = (one_line(_text(parts.get(key), "captions")) for key in CAPTION_KEYS)
    text, text_credit = _without_credit(text, credit)
    alt, alt_credit = _without_credit(alt, credit)
    credit = credit or text_credit or alt_credit
    if not text:
        text, alt = alt, ""
    return Caption(ordinal=ordinal, text=text, alt=alt, credit=credit) if text or credit else None


def _without_credit(text: str, known: str) -> tuple[str, str]:
    """Return ``text`` without the credit at its end, unless that is not the ``known`` one."""
    rest, credit = split_credit(text, captions=True)
    if known and fold(credit) != fold(known):
        return text, ""
    return rest, credit


def _text(value: Any, key: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WrongTypeError(key)
    return clean(value)
