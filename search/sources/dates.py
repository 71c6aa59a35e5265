"""Read dates as Vietnamese papers write them: whole dates, timestamp lines, published fields."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from search.sources.cleaning import fold
from search.sources.lexicon import folded

VIETNAM = timezone(timedelta(hours=7))
#: Older days in files are mistakes: spreadsheets and databases call "none" 1900-01-01, or 1899.
EARLIEST = date(1930, 1, 1)
MONTHS = 12
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
#: As .NET writes a time where nobody told it of Vietnam.
AMERICAN = re.compile(
    r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?=\s+\d{1,2}:\d{2}:\d{2}\s?[AP]M\b)"
)
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:[ T]?\d{4}(?:\d\d)?)?")
ENGLISH = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[A-Z][a-z]{2})[a-z]*\.?\s+"
    r"(?:(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})\b"
)
MONTH_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - read so
BEFORE_ZONE = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
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
    """Whether ``day`` can be one of publication: not in the future, not before EARLIEST."""
    return EARLIEST <= day <= today()


def calendar_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole_dates(text: str) -> list[Written]:
    """Return every day, month and year that ``text`` writes together, in order."""
    found = []
    american = AMERICAN.search(text)
    for form in (AMERICAN,) if american and int(american["month"]) <= MONTHS else FORMS:
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


def _from_epoch(seconds: float) -> date | None:
    if not seconds:
        return None  # nobody said when
    seconds = seconds / 1000 if abs(seconds) >= MILLISECONDS else seconds
    return datetime.fromtimestamp(seconds, VIETNAM).date()


def _from_text(text: str) -> date | None:
    if compact := COMPACT.fullmatch(text):
        return calendar_day(*map(int, compact.groups()))
    if EPOCH.fullmatch(text):
        return _from_epoch(float(text))
    try:
        return _in_vietnam(datetime.fromisoformat(BEFORE_ZONE.sub("", text.replace(", ", " "))))
    except ValueError:
        pass
    if dates := whole_dates(text):
        return dates[0].day
    if (named := _named_month(text)) and ":" not in text:
        return named
    return _in_vietnam(parsedate_to_datetime(text))


def _named_month(text: str) -> date | None:
    """Return the day of ``December 29, 2020`` or ``29 Dec 2020``."""
    found = ENGLISH.search(text)
    if not found or found["name"] not in MONTH_NAMES:
        return None
    day = found["day"] or found["day_after"]
    month = MONTH_NAMES.index(found["name"]) + 1
    return calendar_day(int(found["year"]), month, int(day)) if day else None


def _in_vietnam(moment: datetime) -> date:
    if moment.tzinfo is None:
        return moment.date()
    return (moment.astimezone(UTC) + timedelta(hours=7)).date()
