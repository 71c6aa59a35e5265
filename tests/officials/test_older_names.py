"""A name of today offers those of before, and only where it is sure."""

from __future__ import annotations

from datetime import date

import pytest

from search.officials.changes import builtin_changes
from search.officials.older_names import OlderName, OlderNames
from search.officials.succession import Succession

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
INFORMATION = OlderName("Sở Thông tin và Truyền thông", MARCH)


@pytest.fixture(scope="module")
def names() -> OlderNames:
    return OlderNames(lambda: Succession(builtin_changes()))


@pytest.mark.parametrize(
    ("typed", "older"),
    [
        ("Sở Khoa học và Công nghệ", [INFORMATION]),
        ("sở KH&CN", [INFORMATION]),
        ("so khoa hoc va cong nghe", [INFORMATION]),
        ("so kh&cn", [INFORMATION]),
        ("sở khoa học", []),
        ("Sở Thông tin và Truyền thông", []),
        ("Sở Dân tộc và Tôn giáo", [OlderName("Ban Dân tộc", MARCH)]),
        ("tỉnh Tây Ninh", [OlderName("tỉnh Long An", JULY)]),
        ("tinh tay ninh", [OlderName("tỉnh Long An", JULY)]),
        ("TP Đà Nẵng", [OlderName("tỉnh Quảng Nam", JULY)]),
        ("Tây Ninh", []),
        ("tỉnh", []),
        ("giá xăng", []),
        (" ", []),
        # Lê Lợi and Quang Trung were wards of other cities, too
        (
            "phường Thành Vinh",
            [
                OlderName(ward, JULY)
                for ward in ("xã Hưng Chính", "phường Đông Vĩnh", "phường Hưng Bình")
            ],
        ),
        ("phường An Hội Tây", []),  # numbered wards were everywhere
        ("xã Tân Tiến", []),  # so are wards of today of this name
    ],
)
def test_a_name_of_today_offers_those_of_before(
    names: OlderNames, typed: str, older: list[OlderName]
) -> None:
    assert set(names.of(typed)) == set(older)


def test_a_name_without_accents_is_exact_where_that_is_asked(names: OlderNames) -> None:
    assert names.of("so khoa hoc va cong nghe", exact=True) == ()
    assert names.of("Sở Khoa học và Công nghệ", exact=True) == (INFORMATION,)


def test_a_name_that_says_nothing_by_itself_comes_with_its_place(names: OlderNames) -> None:
    older = names.of("Báo và Đài Phát thanh - Truyền hình")
    assert OlderName("Báo Nghệ An", JULY) in older
