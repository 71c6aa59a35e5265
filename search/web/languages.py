"""Vietnamese or English: which of them a reader wants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    Say = Callable[[str, str], str]

Language = Literal["vi", "en"]


def preferred(accept_language: str) -> Language:
    """Return the language that an Accept-Language header likes better; Vietnamese in doubt."""
    weights = {"vi": 0.0, "en": 0.0}
    for part in accept_language.split(","):
        tag, _, weight = part.partition(";q=")
        name = tag.strip().lower().partition("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _number(weight))
    return "en" if weights["en"] > weights["vi"] else "vi"


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0


def speaker(language: Language) -> Say:
    """Return what chooses between a Vietnamese and an English text."""
    return lambda vi, en: en if language == "en" else vi
