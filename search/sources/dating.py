"""Find the day of an article that names a day and month but no year, from what else it says."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from search.sources.dates import calendar_day, is_plausible, today, whole_dates
from search.sources.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LONGEST_OPENING = 2000  # characters of a lead in which its day is looked for
LONGEST_EVIDENCE = 100_000
#: Characters before a year, and after it, that can have to do with what it says: no expression
#: below looks at more of them.
AROUND_YEAR = 120, 20
OPENING_OF_PARAGRAPH = 60
PARAGRAPHS_SEARCHED = 3
WORDS_BEFORE = 4
DAYS_AROUND = 20
MONTHS_BEFORE = 1
MOST_DAYS_AGO = 60
OWN, PAST, FUTURE = 1, 2, 3  # how a text uses a year that it names
WORD = re.compile(r"\w+")
#: How every DAY_MONTH goes on after its day; most openings have none.
AFTER_DAY = re.compile(r"\d\s{0,2}(?:[/.-]|tháng)", re.IGNORECASE)
LONG_NUMBER = re.compile(r"\d{4,}")

BEFORE_DAY = re.compile(
    r"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|khuya|nay|qua|ngày|mồng|mùng|giờ|h"
    r"|thứ\s(?:hai|ba|tư|năm|sáu|bảy)|chủ\snhật)[\s,(]{1,3}",
    re.IGNORECASE,
)
DAY_MONTH = re.compile(
    r"(?:\d{1,2}\s?(?:[-–,]|và)\s?(?=\d{1,2}\s?/\s?\d))?"  # of 28-29/12, the later day
    r"(?P<day>\d{1,2})(?:\s?(?P<mark>[/.-])\s?|\s{1,2}tháng\s{1,2})(?P<month>\d{1,2})"
    r"(?:(?:\s?[/.-]\s?|\s{1,2}năm\s{1,2}|,\s?)(?P<year>\d{4}))?(?![\d%]|[.,/]\d)",
    re.IGNORECASE,
)
ENDS_IN_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}))?\W{0,3}$"
)
MONTH = re.compile(
    r"tháng\s(?P<month>\d{1,2})(?:\s?[/-]\s?|\snăm\s)(?P<year>\d{4})(?!\d)", re.IGNORECASE
)
SCHOOL_YEAR = re.compile(r"năm\shọc\s(?:mới\s)?(\d{4})\s?[-–]\s?\d{4}", re.IGNORECASE)
SCHOOL_STARTS = 8  # August


class Day(NamedTuple):
    """A day and month that an article gives as its own; the year where it says so."""

    day: int
    month: int
    year: int | None


def infer_date(title: str, paragraphs: list[str], captions: list[str]) -> date | None:
    """Return the day on which an article of these words appeared, or None if nobody can tell.

    The day comes from the first paragraph, the end of the title or the opening of an early
    paragraph; a year not written there from the evidence of all the words. Never in the future.
    """
    evidence = ""
    for found in _own_days(title, paragraphs):
        if not found.year and not evidence:
            evidence = _around_years("\n".join([title, *paragraphs, *captions])[:LONGEST_EVIDENCE])
        years = [found.year] if found.year else _years(found, evidence)
        for year in years:
            day = calendar_day(year, found.month, found.day)
            if day is not None and is_plausible(day):
                return day
    return None


def event_day(published: date, title: str, paragraphs: list[str]) -> date | None:
    """Return the day of what an article published then tells of (``sáng 12/3``), None if unsure.

    A year that is not written is the one that puts the day last before publication. What is more
    than MOST_DAYS_AGO back is hardly the article's news.
    """
    found = next(_own_days(title, paragraphs), None)
    if found is None:
        return None
    years = [found.year] if found.year else [published.year, published.year - 1]
    days = (calendar_day(year, found.month, found.day) for year in years)
    for day in days:
        if day is not None and 0 <= (published - day).days <= MOST_DAYS_AGO:
            return day
    return None


def printed_day(title: str, paragraphs: list[str]) -> str:
    """Return the first day that the article gives as its own, as ``29/12``, or ""."""
    found = next(_own_days(title, paragraphs), None)
    return f"{found.day}/{found.month}" if found else ""


def _own_days(title: str, paragraphs: list[str]) -> Iterator[Day]:
    if paragraphs:
        yield from _days_in(paragraphs[0][:LONGEST_OPENING])
    if match := ENDS_IN_DAY.search(title[-20:]):
        yield _day(match)
    for paragraph in paragraphs[1 : 1 + PARAGRAPHS_SEARCHED]:
        yield from _days_in(paragraph[:OPENING_OF_PARAGRAPH])


def _days_in(text: str) -> Iterator[Day]:
    """Yield the days in ``text`` that are told as news, not as a plan, deadline or anniversary."""
    if not AFTER_DAY.search(text):
        return
    for before in BEFORE_DAY.finditer(text):
        match = DAY_MONTH.match(text, before.end())
        if match and not _is_other_day(text[max(0, before.start() - 60) : before.start()]):
            yield _day(match)


def _day(match: re.Match[str]) -> Day:
    year = match["year"]
    return Day(int(match["day"]), int(match["month"]), int(year) if year else None)


def _is_other_day(before: str) -> bool:
    """Whether the words before a day make it another day than the article's."""
    # with accents: "tối ngày" is not "tới ngày", "thứ tư ngày" not "từ ngày"
    phrase = re.split(r"[.,;:()\n]", before.lower())[-1].split()[-WORDS_BEFORE:]
    return not set(phrase).isdisjoint(entries("other_days"))


def _around_years(text: str) -> str:
    """Return the parts of ``text`` that can tell a year, a line each: a twentieth of most."""
    before, after = AROUND_YEAR
    parts: list[tuple[int, int]] = []
    for number in LONG_NUMBER.finditer(text):
        start, end = max(0, number.start() - before), number.end() + after
        if parts and start <= parts[-1][1]:
            start = parts.pop()[0]
        parts.append((start, end))
    return "\n".join(text[start:end] for start, end in parts)


def _years(found: Day, evidence: str) -> list[int]:
    """Return the years that the evidence supports for that day, best first.

    Best is a whole date around that day or a month just before it, then a set phrase, then the
    only year that the article names as its own. None may be older than the latest year that it
    looks back on: no date is better than a wrong one.
    """
    uses: dict[int, Counter[int]] = {OWN: Counter(), PAST: Counter(), FUTURE: Counter()}
    for year, use in _named_years(evidence):
        uses[use][year] += _is_plausible_year(year, found)
    written = whole_dates(evidence)
    near = {at.day.year for at in written if _is_near(at.day, found)}
    near |= {
        int(match["year"])
        for match in MONTH.finditer(evidence)
        if 0 <= found.month - int(match["month"]) <= MONTHS_BEFORE
    }
    last = max((at.day.year for at in written if at.day <= today()), default=0)
    floor = max([last, *+uses[PAST]])
    told = Counter(_told_years(evidence.lower(), found.month))
    named = +(uses[OWN] + (uses[PAST] & uses[FUTURE]))  # looked back on and ahead to: this year
    ranked = [*sorted(near, reverse=True), *_ranked(told), *(named if len(named) == 1 else ())]
    return [year for year in ranked if year >= floor - (year in near)]


def _is_near(written: date, found: Day) -> bool:
    """Whether a whole date is of the days around the article's own."""
    day = calendar_day(written.year, found.month, found.day)
    return day is not None and abs((day - written).days) <= DAYS_AROUND


def _is_plausible_year(year: int, found: Day) -> bool:
    """Whether the day can lie in ``year``: not in the future, not before newspapers."""
    day = calendar_day(year, found.month, found.day)
    return day is not None and is_plausible(day)


def _ranked(votes: Counter[int]) -> list[int]:
    return sorted(votes, key=lambda year: (-votes[year], -year))


def _named_years(text: str) -> Iterator[tuple[int, int]]:
    """Yield the years that ``text`` names, and whether as its OWN, a PAST or a FUTURE time."""
    for match in _year_pattern().finditer(text):
        is_month = match[0][:5].lower().startswith(("tháng", "quý"))
        use = _use(text[max(0, match.start() - 40) : match.start()], is_month=is_month)
        opens = match[0].startswith("Năm") and use == OWN  # "Năm 2019, …" tells of old times
        yield int(match[1]), PAST if opens else use


def _use(before: str, *, is_month: bool = False) -> int:
    """Return what the words before a year, or before a month of it, make of it."""
    words = WORD.findall(before.lower())
    ends = {" ".join(words[-count:]) for count in (1, 2, 3)}
    if ends.intersection(entries("future_years")):
        return FUTURE
    past = entries("past_months" if is_month else "past_years")
    return PAST if ends.intersection(past) else OWN


@cache
def _year_pattern() -> re.Pattern[str]:
    """Match a year after a word of data/year_words.txt, or after a month or quarter."""
    words = "|".join(map(re.escape, entries("year_words")))
    month = r"(?:tháng\s\d{1,2}|quý\s\w{1,3})"
    form = rf"(?<!\w)(?:(?:{month}\s)?(?:{words})\s{{1,2}}|{month}\s?[/-]\s?)"
    return re.compile(form + r"((?:19|20)\d\d)(?![\d%]|\s?[–-]\s?\d|[.,]\d)", re.IGNORECASE)


def _told_years(text: str, month: int) -> Iterator[int]:
    """Yield the years that set phrases give for that month: ``tổng kết năm 2020``."""
    for match in SCHOOL_YEAR.finditer(text):
        yield int(match[1]) + (month < SCHOOL_STARTS)
    for phrase, since, earlier, later in _cues():
        for match in phrase.finditer(text):
            if _use(match[0][: match[0].rindex("năm")]) == OWN:
                yield int(match[1]) + (later if month >= since else earlier)


@cache
def _cues() -> tuple[tuple[re.Pattern[str], int, int, int], ...]:
    """Return data/year_cues.txt: a pattern, a month, the years to add before and from it on."""
    rows = [[cell.strip() for cell in entry.split("|")] for entry in entries("year_cues")]
    return tuple(
        (
            re.compile(
                rf"{re.escape(phrase)}(?=\W)[^.!?\n]{{0,60}}?năm\s(\d{{4}})(?!\s?[-–]\s?\d)"
            ),
            int(since),
            int(earlier),
            int(later),
        )
        for phrase, since, earlier, later in rows
    )
