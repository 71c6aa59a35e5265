"""Read times that count back from when a page was fetched: ``3 giờ trước``, ``hôm qua``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from search.sources.cleaning import fold
from search.sources.dates import VIETNAM

LONGEST = 60
DAYS_OF = {"tuan": 7, "thang": 30, "nam": 365, "week": 7, "month": 30, "year": 365}
AGO = re.compile(
    r"(?P<count>\d{1,3}|mot|an?)\s?"
    r"(?P<unit>giay|phut|gio|tieng|ngay|tuan|thang|nam"
    r"|(?:second|minute|min|hour|day|week|month|year)s?)\s?(?:dong ho\s)?(?:truoc|ago)"
)
NOW = re.compile(r"vua xong|vua moi dang|moi day|just now|hom nay|today")
YESTERDAY = re.compile(r"hom qua|yesterday")
DAY_BEFORE = re.compile(r"hom kia")
BESIDE = re.compile(
    r"\W|\d{1,2}\s?[:hg]\s?\d{2}|luc|vao|dang|cap nhat|cach day|khoang|updated|published|posted"
)


def relative_day(line: str, fetched: datetime | None) -> date | None:
    """Return the day of a line that only says how long before ``fetched`` something appeared.

    None without ``fetched``, and for any other line.

    >>> relative_day("3 giờ trước", datetime(2020, 12, 30, 1, tzinfo=VIETNAM))
    datetime.date(2020, 12, 29)
    """
    if fetched is None or not line or len(line) > LONGEST:
        return None
    plain = fold(line)
    for form, back in ((NOW, 0), (YESTERDAY, 1), (DAY_BEFORE, 2)):
        if (found := form.search(plain)) and _is_alone(plain, found):
            return (fetched.astimezone(VIETNAM) - timedelta(days=back)).date()
    found = AGO.search(plain)
    if not found or not _is_alone(plain, found):
        return None
    count = int(found["count"]) if found["count"].isdigit() else 1
    return (fetched.astimezone(VIETNAM) - _span(count, found["unit"])).date()


def _is_alone(line: str, found: re.Match[str]) -> bool:
    """Whether there is nothing else in the line than what stands beside such a time."""
    return not BESIDE.sub("", line[: found.start()] + " " + line[found.end() :])


def _span(count: int, unit: str) -> timedelta:
    unit = unit.removesuffix("s")
    if unit in {"giay", "second"}:
        return timedelta(seconds=count)
    if unit in {"phut", "minute", "min"}:
        return timedelta(minutes=count)
    if unit in {"gio", "tieng", "hour"}:
        return timedelta(hours=count)
    return timedelta(days=count * DAYS_OF.get(unit, 1))
