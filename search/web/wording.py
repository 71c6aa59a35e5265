"""What facets, fields, days and numbers are called on a page, Vietnamese and English."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from search.article import Precision
from search.hits import Facet

if TYPE_CHECKING:
    from search.web.languages import Language

FACET_NAMES = {
    Facet.SOURCE: ("Báo", "Newspaper"),
    Facet.SECTION: ("Mục", "Section"),
    Facet.AUTHOR: ("Tác giả", "Author"),
    Facet.CREDIT: ("Người chụp", "Photographer"),
    Facet.TAG: ("Từ khóa", "Tag"),
    Facet.YEAR: ("Năm", "Year"),
    Facet.MONTH: ("Tháng", "Month"),
    Facet.DAY: ("Ngày", "Day"),
    Facet.PERSON: ("Người", "Person"),
    Facet.ORGANISATION: ("Cơ quan", "Organisation"),
    Facet.PLACE: ("Nơi", "Place"),
}
PLACE_NAMES = {
    "title": ("tít", "title"),
    "lead": ("sapô", "lead"),
    "body": ("nội dung", "text"),
    "captions": ("chú thích ảnh", "captions"),
    "credits": ("tên người chụp", "photographer"),
    "author": ("tác giả", "author"),
}
DAY_NAMES = {
    Precision.EXACT: ("", ""),
    Precision.INFERRED: ("ngày suy đoán", "date inferred"),
    Precision.UNKNOWN: ("không rõ ngày", "date unknown"),
}


def day(when: date, language: Language) -> str:
    """Return a day as it is written: ``29/12/2020``, ``29 Dec 2020``."""
    if language == "vi":
        return f"{when.day}/{when.month}/{when.year}"
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def moment(when: str, language: Language) -> str:
    """Return an ISO 8601 time as a clock on the wall here shows it: ``14:05 29/12/2020``."""
    local = datetime.fromisoformat(when).astimezone()
    return f"{local:%H:%M} {day(local, language)}"


def seen(first: str, last: str, language: Language) -> str:
    """Return the days on which somebody was first and last seen.

    Days are as ``date.isoformat`` gives them, empty where nobody knows.
    """
    if not first:
        return "không rõ ngày" if language == "vi" else "undated"
    begun, ended = (day(date.fromisoformat(each), language) for each in (first, last))
    return begun if first == last else f"{begun} – {ended}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(count: int, language: Language) -> str:
    """Return a number with its thousands apart: ``10.034``, ``10,034``."""
    grouped = f"{count:,}"
    return grouped.replace(",", ".") if language == "vi" else grouped


def noun(count: int, vi: str, one: str, language: Language) -> str:
    """Return what is counted: ``bài``, which is one or many; ``article`` or ``articles``."""
    if language == "vi":
        return vi
    return one if count == 1 else _PLURALS.get(one, f"{one}s")


_PLURALS = {"person": "people", "near-copy": "near-copies"}
