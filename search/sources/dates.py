"""Read dates as Vietnamese papers write them: whole dates, timestamp lines, published fields."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from search.sources.cleaning import fold
from search.sources.lexicon import folded

VIETNAM = timezone(timedelta(hours=7))
FIRST_NEWSPAPER = date(1865, 1, 1)  # Gia Định Báo
CLOCK_SLACK = timedelta(days=2)
MILLISECONDS = 100_000_000_000  # an epoch number this large does not count seconds
LONGEST_TIMESTAMP = 100

DAY_FIRST = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?"
    r"(?P<year>\d{4})(?!\d)"
)
YEAR_FIRST = re.compile(
    r"(?<![\d/.-])(?P<year>\d{4})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
IN_WORDS = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\s{1,3}tháng\s{1,3}|\s?/\s?)(?P<month>\d{1,2})"
    r",?\s{1,3}(?:năm\s{1,3})?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
FORMS = (DAY_FIRST, YEAR_FIRST, IN_WORDS)
CLOCK = re.compile(
    r"\d{1,2}\s?[:hg]\s?\d{2}'?(?:[:.]\d{2})?(?:\s?[AP]M\b)?|GMT\s?\+\s?0?7(?::00)?", re.IGNORECASE
)
ONLY_A_DAY = re.compile(r"[\d/.-]+")
EPOCH = re.compile(r"-?\d{9,13}(?:\.\d+)?")


class Written(NamedTuple):
    """A whole date found in a text, and where."""

    day: date
    start: int
    end: int


def today() -> date:
    """Return the day it is in Vietnam."""
    return datetime.now(VIETNAM).date()


def is_plausible(day: date) -> bool:
    """Whether a Vietnamese newspaper can have appeared on ``day``."""
    return FIRST_NEWSPAPER <= day <= today() + CLOCK_SLACK


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_dates(text: str) -> list[Written]:
    """Return every day, month and year that ``text`` writes together, in order."""
    found = []
    for form in FORMS:
        for match in form.finditer(text):
            day = calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))
            if day is not None:
                found.append(Written(day, match.start(), match.end()))
    return sorted(found, key=lambda written: written.start)


def timestamp(line: str) -> date | None:
    """Return the day of a line that is only a time of publication, else None.

    >>> timestamp("Thứ Ba, 29/12/2020 - 18:05")
    datetime.date(2020, 12, 29)
    """
    if len(line) > LONGEST_TIMESTAMP or len(dates := whole_dates(line)) != 1:
        return None
    written = dates[0]
    rest = CLOCK.sub(" ", line[: written.start] + " " + line[written.end :])
    words = re.findall(r"\w+", fold(rest))
    return written.day if all(word in folded("timestamp_words") for word in words) else None


def published_day(value: object) -> date | None:
    """Return the day in Vietnam that a ``published`` field means, or None if it is unreadable."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        if not isinstance(value, str):
            return _from_epoch(float(value))
        text = value.strip("[]'\" \t\r\n\xa0")[:LONGEST_TIMESTAMP]
        return _from_text(text)
    except (ValueError, OverflowError, OSError):
        return None


def says_more_than_day(value: object) -> bool:
    """Whether a readable ``published`` field also tells a time."""
    return not isinstance(value, str) or not ONLY_A_DAY.fullmatch(value.strip())


def _from_epoch(seconds: float) -> date:
    seconds = seconds / 1000 if abs(seconds) >= MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, VIETNAM).date()


def _from_text(text: str) -> date | None:
    if EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    try:
        return _in_vietnam(datetime.fromisoformat(text.replace(", ", " ")))
    except ValueError:
        pass
    if dates := whole_dates(text):
        return dates[0].day
    return _in_vietnam(parsedate_to_datetime(text))


def _in_vietnam(moment: datetime) -> date:
    if moment.tzinfo is None:
        return moment.date()
    return (moment.astimezone(UTC) + timedelta(hours=7)).date()
