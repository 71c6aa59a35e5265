"""What became what is followed with its dates, and every line says where it is from."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.changes import (
    Change,
    SuccessionUnreadable,
    builtin_changes,
    changes_in,
)
from search.officials.organisations import Organisation, organisation
from search.officials.succession import Succession
from search.officials.tables import rows
from search.settings import DataDirectory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def known() -> Succession:
    return Succession(builtin_changes())


def olds(known: Succession, name: str, on: date | None = None) -> set[str]:
    return {str(each.old) for each in known.predecessors(organisation(name), on)}


def news(known: Succession, name: str, on: date | None = None) -> set[str]:
    return {str(each.new) for each in known.successors(organisation(name), on)}


@pytest.mark.parametrize(
    ("today", "before"),
    [
        ("Sở KH&CN Nghệ An", {"Sở Thông tin và Truyền thông Nghệ An"}),
        ("Sở Khoa học và Công nghệ", {"Sở Thông tin và Truyền thông"}),
        ("Sở Khoa học và Công nghệ Cà Mau", {"Sở Thông tin và Truyền thông Cà Mau",
                                              "Sở Khoa học và Công nghệ Bạc Liêu",
                                              "Sở Thông tin và Truyền thông Bạc Liêu"}),
        ("Sở Văn hóa, Thể thao và Du lịch Nghệ An", {"Sở Văn hóa và Thể thao Nghệ An",
                                                     "Sở Du lịch Nghệ An"}),
        ("Sở Văn hóa, Thể thao và Du lịch Hà Tĩnh", set()),
        ("Bộ Nội vụ", {"Bộ Lao động - Thương binh và Xã hội"}),
        ("tỉnh Phú Thọ", {"Hòa Bình", "Vĩnh Phúc"}),
        ("Nghệ An", {"Nghệ Tĩnh"}),
        ("Trường Đại học Tây Ninh", set()),
        ("phường Thành Vinh, Nghệ An", {f"{ward}, thành phố Vinh, Nghệ An" for ward in (
            "phường Cửa Nam", "phường Hưng Bình", "phường Lê Lợi", "phường Quang Trung",
            "phường Đông Vĩnh", "xã Hưng Chính")}),
        ("đặc khu Thổ Châu", {"xã Thổ Châu, thành phố Phú Quốc, Kiên Giang"}),
        ("sở", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_the_name_of_today_leads_to_those_of_before(
    known: Succession, today: str, before: set[str]
) -> None:
    assert olds(known, today) == before


@pytest.mark.parametrize(
    ("before", "today"),
    [
        ("Sở TT&TT Nghệ An", {"Sở Khoa học và Công nghệ Nghệ An"}),
        ("Sở GTVT TP.HCM", {"Sở Giao thông công chánh Hồ Chí Minh", "Sở Xây dựng Hồ Chí Minh"}),
        ("Sở GTVT Bình Dương", {"Sở Xây dựng Bình Dương", "Sở Xây dựng Hồ Chí Minh"}),
        ("tỉnh Nghệ Tĩnh", {"Nghệ An", "Hà Tĩnh"}),
        ("xã Hưng Chính", {"phường Thành Vinh, Nghệ An"}),
        ("huyện Phú Quý", {"đặc khu Phú Quý, Lâm Đồng"}),
        ("Sở KH&CN Nghệ An", set()),
    ],
)
def test_the_name_of_before_leads_to_that_of_today(
    known: Succession, before: str, today: set[str]
) -> None:
    assert news(known, before) == today


def test_a_district_that_ended_early_is_followed_through_the_one_that_took_it(
    known: Succession,
) -> None:
    led = news(known, "thị xã Cửa Lò")
    assert {"thành phố Vinh, Nghệ An", "phường Cửa Lò, Nghệ An"} <= led


def test_a_day_chooses_who_had_the_name(known: Succession) -> None:
    assert olds(known, "Sở Xây dựng Nghệ An", date(2025, 2, 28)) == set()
    assert olds(known, "Sở Xây dựng Nghệ An", date(2025, 3, 1)) != set()
    assert news(known, "Hà Tây", date(2008, 7, 31)) == {"Hà Nội"}
    assert news(known, "Hà Tây", date(2008, 8, 1)) == set()


def test_a_place_with_a_line_of_its_own_goes_by_it_alone(known: Succession) -> None:
    [change] = known.predecessors(organisation("Sở KH&CN Nghệ An"))
    assert "HĐND tỉnh Nghệ An" in change.source
    [change] = known.predecessors(organisation("Sở KH&CN Hà Tĩnh"))
    assert "45/2025/NĐ-CP" in change.source


def test_every_line_has_a_source_and_no_day_of_the_future() -> None:
    for change in builtin_changes():
        assert change.source
        assert change.since <= date(2025, 7, 1)


def test_each_of_ten_thousand_wards_leads_to_one_of_today(known: Succession) -> None:
    mergers = [row for _, row in rows("wards.tsv")]
    wards = [
        f"{ward}, {province}"
        for province, _, districts in mergers
        for district in districts.split("; ")
        for ward in district.partition(": ")[2].split(", ")
    ]
    assert (len(mergers), len(wards)) == (3315, 10034)
    for province, ward, _ in mergers[::50]:
        for change in known.predecessors(Organisation("", f"{ward}, {province}")):
            assert change.new in {each.new for each in known.successors(change.old)}


def test_a_line_of_the_table_reads_as_it_was_written(tmp_path: Path) -> None:
    changes = sorted(builtin_changes())
    path = tmp_path / "succession.tsv"
    lines = (f"{each.since}\t{each.old}\t{each.new}\t{each.source}\n" for each in changes)
    path.write_text("".join(lines), "utf-8")
    assert sorted(changes_in(path)) == changes


NAMES = [f"Hội {letter}" for letter in "ABCD"]
changes = st.builds(
    Change,
    st.dates(),
    st.sampled_from(NAMES).map(Organisation),
    st.sampled_from(NAMES).map(Organisation),
    st.just("x"),
)


@given(st.lists(changes, max_size=12), st.sampled_from(NAMES))
def test_a_chain_ends_whatever_the_table_says(table: list[Change], name: str) -> None:
    known = Succession(table)
    for chain in (known.predecessors(Organisation(name)), known.successors(Organisation(name))):
        assert len(set(chain)) == len(chain) <= len(table)


def test_a_circle_is_followed_once_and_only_as_time_goes() -> None:
    a, b = Organisation("Hội A"), Organisation("Hội B")
    table = [Change(date(2000, 1, 1), a, b, "x"), Change(date(2001, 1, 1), b, a, "x")]
    for order in permutations(table):
        known = Succession(order)
        assert known.successors(a) == tuple(table)
        assert known.successors(b) == (table[1],)
        assert known.predecessors(a) == tuple(reversed(table))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2025-03-01\tSở A\tSở B", "4 cells"),
        ("2025-03-01\tSở A\tSở B\t", "4 cells"),
        ("1/3/2025\tSở A\tSở B\tx", "1/3/2025 is no date"),
        ("2025-03-01\tSở TT&TT\tSở Thông tin và Truyền thông\tx", "the same"),
    ],
)
def test_a_bad_line_of_a_user_is_named(tmp_path: Path, line: str, reason: str) -> None:
    data = DataDirectory(tmp_path)
    data.succession.write_text(f"# mine\n\n{line}\n", "utf-8")
    with pytest.raises(SuccessionUnreadable, match=reason) as caught:
        Succession.of(data)
    assert (caught.value.path, caught.value.line) == (data.succession, 3)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    data.succession.write_bytes(b"# mine\n\xff\xfe")
    with pytest.raises(SuccessionUnreadable, match="not UTF-8") as caught:
        Succession.of(data)
    assert caught.value.line == 2


def test_a_user_adds_what_became_what(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path)
    data.succession.write_text(
        "\ufeff2020-01-01\tHội Xưa Nghệ An\tHội Nay Nghệ An\tQuyết định 1\n", "utf-8"
    )
    assert olds(Succession.of(data), "Hội Nay Nghệ An") == {"Hội Xưa Nghệ An"}
    assert olds(Succession.of(data), "Sở KH&CN Nghệ An")  # beside what comes with the program
