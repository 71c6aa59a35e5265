"""Days and periods as people type them: 2020-12-29, 29/12/2020, 12/2020, 2020."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from search.errors import UsageError

_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})"),
)


def period(text: str) -> tuple[date, date]:
    """Return the first and the last day that ``text`` means. Raises UsageError."""
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            parts = {name: int(value) for name, value in found.groupdict().items()}
            try:
                return _days(**parts)
            except ValueError:
                break
    raise UsageError(
        f"Không hiểu ngày {text!r}; hãy viết như 2020-12-29, 29/12/2020, 12/2020 hoặc 2020",
        f"{text!r} is not a date; write it like 2020-12-29, 29/12/2020, 12/2020 or 2020",
    )


def _days(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
