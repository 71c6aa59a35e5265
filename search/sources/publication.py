"""Decide when an article appeared, from all that was said of it, and keep why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.article import Precision
from search.sources.dates import is_plausible, timestamp
from search.sources.dating import event_day, infer_date
from search.sources.founding import existed
from search.sources.relative_dates import relative_day
from search.sources.url_dates import url_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from typing import Any

#: Where the reason of a date is kept among an article's other facts, and the day of its event.
REASON, EVENT = "published_from", "event_date"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that may tell when an article appeared.

    ``field`` is the day that the source says in so many words; ``lines`` stand by themselves above
    or below the text; ``fetched`` is when the article was got.
    """

    source: str
    title: str
    paragraphs: Sequence[str]
    captions: Sequence[str] = ()
    field: date | None = None
    lines: Sequence[str] = ()
    url: str = ""
    fetched: datetime | None = None


class Publication(NamedTuple):
    """The day an article appeared, how well it is known, and what to keep of the finding."""

    day: date | None
    precision: Precision
    kept: dict[str, Any]


def publication(evidence: Evidence) -> Publication:
    """Return when an article appeared: from a field, a line, its address, or its text.

    Never in the future, and never before its paper existed.
    """
    for day, precision, reason in _found(evidence):
        if is_plausible(day) and existed(evidence.source, day):
            kept = {REASON: reason} if reason else {}
            if reason != "text":  # there the two are one
                event = event_day(day, evidence.title, list(evidence.paragraphs))
                if event and event != day:
                    kept[EVENT] = event.isoformat()
            return Publication(day, precision, kept)
    return Publication(None, Precision.UNKNOWN, {})


def _found(evidence: Evidence) -> Iterator[tuple[date, Precision, str]]:
    """Yield the days that the evidence supports, best first, and of each its reason."""
    if evidence.field:
        yield evidence.field, Precision.EXACT, ""
    for line in evidence.lines:
        if day := timestamp(line):
            yield day, Precision.EXACT, "line"
    if day := url_day(evidence.url):
        yield day, Precision.INFERRED, "url"
    for line in evidence.lines:
        if day := relative_day(line, evidence.fetched):
            yield day, Precision.INFERRED, "relative"
    found = infer_date(evidence.title, list(evidence.paragraphs), list(evidence.captions))
    if found:
        yield found, Precision.INFERRED, "text"
