from __future__ import annotations

from datetime import date

import pytest

from search.errors import UsageError
from search.query.periods import period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020-12-29", date(2020, 12, 29), date(2020, 12, 29)),
        ("29/12/2020", date(2020, 12, 29), date(2020, 12, 29)),
        ("1.2.2020", date(2020, 2, 1), date(2020, 2, 1)),
        ("02/2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        (" 2020 ", date(2020, 1, 1), date(2020, 12, 31)),
        ("năm 2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("tháng 2/2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("tháng 2 năm 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("ngày 29/12/2020", date(2020, 12, 29), date(2020, 12, 29)),
        ("quý 4/2020", date(2020, 10, 1), date(2020, 12, 31)),
        ("Quý IV/2020", date(2020, 10, 1), date(2020, 12, 31)),
        ("quy-1/2020", date(2020, 1, 1), date(2020, 3, 31)),
        ("quý 2 năm 2021", date(2021, 4, 1), date(2021, 6, 30)),
        ("29／12／2020", date(2020, 12, 29), date(2020, 12, 29)),
    ],
)
def test_period(text, first, last):
    assert period(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm nay", date(2024, 3, 1), date(2024, 3, 1)),
        ("hôm-qua", date(2024, 2, 29), date(2024, 2, 29)),
        ("HOM QUA", date(2024, 2, 29), date(2024, 2, 29)),
        ("hôm\u00a0kia", date(2024, 2, 28), date(2024, 2, 28)),
        ("tuần này", date(2024, 2, 26), date(2024, 3, 3)),
        ("tuan-truoc", date(2024, 2, 19), date(2024, 2, 25)),
        ("tháng này", date(2024, 3, 1), date(2024, 3, 31)),
        ("tháng trước", date(2024, 2, 1), date(2024, 2, 29)),
        ("quý này", date(2024, 1, 1), date(2024, 3, 31)),
        ("quý trước", date(2023, 10, 1), date(2023, 12, 31)),
        ("năm nay", date(2024, 1, 1), date(2024, 12, 31)),
        ("năm ngoái", date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_periods_that_count_from_today(text, first, last):
    assert period(text, date(2024, 3, 1)) == (first, last)


def test_nothing_is_before_the_first_day():
    with pytest.raises(UsageError):
        period("hôm qua", date.min)


@pytest.mark.parametrize(
    "text",
    ["", "hôm nao", "quý 5/2020", "tuần 3", "30/2/2020", "2020-13", "0000", "12/29/2020", "²"],
)
def test_what_is_no_date_is_refused_with_the_forms_that_are(text):
    with pytest.raises(UsageError, match="29/12/2020"):
        period(text)
