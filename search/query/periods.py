"""Days and periods as people type them: 29/12/2020, 12/2020, quý 4/2020, tuần trước, hôm qua."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.vietnamese.characters import clean
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    Days = tuple[date, date]

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>\d{4})"
_IN_YEAR = rf"(?:[/.-]|\ |\ nam\ ){_YEAR}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})",
        rf"(?:ngay\ )?(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}",
        rf"{_YEAR}-(?P<month>\d{{1,2}})",
        rf"(?:thang\ )?(?P<month>\d{{1,2}})[/.-]{_YEAR}",
        rf"thang\ (?P<month>\d{{1,2}}){_IN_YEAR}",
        rf"quy\ (?P<quarter>[1-4]|i{{1,3}}|iv){_IN_YEAR}",
        rf"(?:nam\ )?{_YEAR}",
    )
)


def period(text: str, today: date | None = None) -> Days:
    """Return the first and the last day that ``text`` means. Raises UsageError.

    Accents may be left out, and a hyphen may stand for a space. ``today`` is what ``hôm qua`` and
    the like count from; a week begins on Monday.
    """
    typed = _plain(text)
    try:
        if relative := _RELATIVE.get(typed.replace("-", " ")):
            return relative(today or datetime.now().astimezone().date())
        for form in _FORMS:
            if found := form.fullmatch(typed) or form.fullmatch(typed.replace("-", " ", 1)):
                return _days(**found.groupdict())
    except (ValueError, OverflowError):  # the 31st of a month of 30 days, the day before day 1
        pass
    raise UsageError(
        f"Không hiểu ngày {text!r}; hãy viết như 2020-12-29, 29/12/2020, 12/2020, 2020, "
        "quý 4/2020, hôm qua hoặc tuần trước",
        f"{text!r} is not a date; write it like 2020-12-29, 29/12/2020, 12/2020, 2020, "
        "quý 4/2020, hôm qua or tuần trước",
    )


def _plain(text: str) -> str:
    return " ".join(fold(clean(text).text).split())


def _days(
    year: str, month: str | None = None, day: str | None = None, quarter: str | None = None
) -> Days:
    if quarter is not None:
        last_month = 3 * (_ROMAN.get(quarter) or int(quarter))
        return date(int(year), last_month - 2, 1), _month(int(year), last_month)[1]
    if month is None:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if day is None:
        return _month(int(year), int(month))
    only = date(int(year), int(month), int(day))
    return only, only


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _day(ago: int) -> Callable[[date], Days]:
    def days(today: date) -> Days:
        only = today - timedelta(days=ago)
        return only, only

    return days


def _week(ago: int) -> Callable[[date], Days]:
    def days(today: date) -> Days:
        monday = today - timedelta(days=today.weekday() + 7 * ago)
        return monday, monday + timedelta(days=6)

    return days


def _months(each: int, ago: int) -> Callable[[date], Days]:
    """Return the days of a month, quarter or year of ``each`` months, some of them ago."""

    def days(today: date) -> Days:
        months = (12 * today.year + today.month - 1) // each * each - ago * each
        last = months + each - 1
        return date(months // 12, months % 12 + 1, 1), _month(last // 12, last % 12 + 1)[1]

    return days


_RELATIVE: dict[str, Callable[[date], Days]] = {
    "hom nay": _day(0),
    "hom qua": _day(1),
    "hom kia": _day(2),
    "tuan nay": _week(0),
    "tuan truoc": _week(1),
    "tuan qua": _week(1),
    "thang nay": _months(1, 0),
    "thang truoc": _months(1, 1),
    "quy nay": _months(3, 0),
    "quy truoc": _months(3, 1),
    "nam nay": _months(12, 0),
    "nam ngoai": _months(12, 1),
    "nam truoc": _months(12, 1),
}
