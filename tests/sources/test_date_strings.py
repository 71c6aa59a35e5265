"""Several hundred dates as papers write them, each with the day that it means."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from search.sources.dates import VIETNAM, is_plausible, published_day, timestamp
from search.sources.dating import event_day, infer_date
from search.sources.relative_dates import relative_day
from search.sources.url_dates import url_day

FETCHED = datetime(2026, 3, 7, 10, tzinfo=VIETNAM)
READ: dict[str, Callable[[str], date | None]] = {
    "field": published_day,
    "line": timestamp,
    "relative": lambda text: relative_day(text, FETCHED),
    "url": url_day,
    "event": lambda text: event_day(date(2021, 3, 14), "", [text]),
    "text": lambda text: infer_date("", [text], []),
}
TABLE = (Path(__file__).parent / "date_strings.tsv").read_text(encoding="utf-8")
ROWS = [line.split("\t") for line in TABLE.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("kind", "text", "expected"), ROWS)
def test_a_date_string_means_its_day(kind: str, text: str, expected: str) -> None:
    day = READ[kind](text)
    assert str(day or "-") == expected
    assert day is None or is_plausible(day)


def test_there_are_at_least_300_of_all_kinds() -> None:
    assert len(ROWS) >= 300
    assert {kind for kind, *_ in ROWS} == set(READ)
