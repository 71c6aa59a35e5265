"""Dates as papers write them, and years found from what else an article says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sources.dates import published_day, says_more_than_day, timestamp, today
from search.sources.dating import infer_date


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-12-29", date(2020, 12, 29)),
        ("2024-11-06T12:55:19+07:00", date(2024, 11, 6)),
        ("2019-12-05T20:00:29+0000", date(2019, 12, 6)),
        ("2016-11-29, 02:00:00+00:00", date(2016, 11, 29)),
        ("17/07/2012 20:10", date(2012, 7, 17)),
        ("29/12/2020 | 18:05", date(2020, 12, 29)),
        ("2019/05/06", date(2019, 5, 6)),
        ("Thứ năm, 22/5/2025, 06:00 (GMT+7)", date(2025, 5, 22)),
        ("['Thứ hai, 12/4/2021, 00:00 (GMT+7)']", date(2021, 4, 12)),
        ("Ngày 5 tháng 3 năm 2021", date(2021, 3, 5)),
        ("Tue, 29 Dec 2020 20:00:00 GMT", date(2020, 12, 30)),
        (1480384800, date(2016, 11, 29)),
        (1480384800000, date(2016, 11, 29)),
        ("1480384800", date(2016, 11, 29)),
        ("31/02/2020", None),
        ("hôm qua", None),
        ("", None),
        (True, None),
        ({}, None),
        (float("nan"), None),
        (float("inf"), None),
    ],
)
def test_published_day(value: object, day: date | None) -> None:
    assert published_day(value) == day


@given(st.text() | st.integers() | st.floats())
def test_any_published_field_is_read_or_not(value: object) -> None:
    assert published_day(value) is None or isinstance(published_day(value), date)


@pytest.mark.parametrize(("value", "more"), [("2020-12-29", False), ("29/12/2020 18:05", True)])
def test_says_more_than_day(value: str, *, more: bool) -> None:
    assert says_more_than_day(value) is more


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Thứ Ba, 29/12/2020 - 18:05", date(2020, 12, 29)),
        ("29/12/2020 18:05 GMT+7", date(2020, 12, 29)),
        ("Cập nhật lúc 18h05, ngày 29/12/2020", date(2020, 12, 29)),
        ("Thứ ba, ngày 29 tháng 12 năm 2020", date(2020, 12, 29)),
        ("Hội nghị ngày 29/12/2020", None),
        ("29/12/2020 - 30/12/2020", None),
        ("18:05", None),
    ],
)
def test_timestamp(line: str, day: date | None) -> None:
    assert timestamp(line) == day


@pytest.mark.parametrize(
    ("title", "lead", "rest", "day"),
    [
        ("", "Chiều 29/12, hội nghị tổng kết năm 2020.", "", date(2020, 12, 29)),
        ("", "Sáng 6/1, hội nghị tổng kết công tác hội năm 2020.", "", date(2021, 1, 6)),
        ("", "Ngày 20/12, họp triển khai nhiệm vụ năm 2021.", "", date(2020, 12, 20)),
        ("", "Ngày 20/1, họp triển khai nhiệm vụ năm 2021.", "", date(2021, 1, 20)),
        ("", "Sáng ngày 5-3, ra quân.", "Kế hoạch trồng cây trong năm 2018.", date(2018, 3, 5)),
        ("", "Ngày 5 tháng 3, ra quân.", "Ra quân ngày 5/3/2019.", date(2019, 3, 5)),
        ("", "Ngày 15-7, kiểm tra.", "Kết quả 6 tháng đầu năm 2021.", date(2021, 7, 15)),
        ("", "Sáng 5/9, khai giảng.", "Bước vào năm học 2019 - 2020.", date(2019, 9, 5)),
        (
            "",
            "Sáng 20/6, gặp mặt 100 năm (21/6/1925 - 21/6/2025).",
            "Giải năm 2024.",
            date(2025, 6, 20),
        ),
        ("", "Trong hai ngày 28 và 29/12/2020, hội thi diễn ra.", "", date(2020, 12, 29)),
        ("Giá cà phê ngày 12/4/2023", "Giá tăng nhẹ.", "", date(2023, 4, 12)),
        ("", "Sẽ khai mạc vào ngày 5/3/2021.", "", None),
        ("", "Nghị quyết số 26 ngày 5/3/2013 đã đi vào đời sống.", "", None),
        ("", "Sáng 3/2, mít tinh.", "Ông sinh năm 1950, từ năm 1975 về quê.", None),
        ("", "Đề án đến năm 2030.", "Sáng mai họp.", None),
        ("", "Năm 2020 được mùa.", "", None),
        ("", "Sáng 30/2, họp.", "Trong năm 2020.", None),
        ("", "", "", None),
    ],
)
def test_infer_date(title: str, lead: str, rest: str, day: date | None) -> None:
    assert infer_date(title, [lead, rest], []) == day


def test_inferred_date_is_never_in_the_future() -> None:
    later = today() + timedelta(days=30)
    lead = f"Sáng {later.day}/{later.month}, hội nghị tổng kết."
    found = infer_date("", [lead, f"Trong năm {later.year}."], [])
    assert found is None or found <= today()
