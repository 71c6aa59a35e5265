"""Read the day that papers write into addresses: ``/2020/12/29/``, ``-20250911220002507.htm``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.sources.dates import calendar_day

if TYPE_CHECKING:
    from datetime import date

YEAR = r"(?P<year>(?:19|20)\d\d)"
MONTH = r"(?P<month>0[1-9]|1[0-2])"
DAY = r"(?P<day>0[1-9]|[12]\d|3[01])"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"/{YEAR}/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?:/|-|$)",
        rf"[/_-]{YEAR}-{MONTH}-{DAY}(?!\d)",
        rf"[/_-]{DAY}-{MONTH}-{YEAR}(?!\d)",
        # day, hour, minute and second, and in some papers a number after them
        rf"(?<!\d)(?:\d{{3}})?{YEAR}{MONTH}{DAY}(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{{0,6}})?(?!\d)",
        rf"(?<=[/_-]){YEAR}{MONTH}{DAY}(?=[/_.-]|$)",
    )
)


def url_day(url: str) -> date | None:
    """Return the day in an address, None where there is none. Nobody knows if it is plausible."""
    path = url.partition("://")[2].partition("?")[0].partition("#")[0]
    for form in FORMS:
        for found in form.finditer(path):
            day = calendar_day(int(found["year"]), int(found["month"]), int(found["day"]))
            if day is not None:
                return day
    return None
