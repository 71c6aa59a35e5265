"""Organisations and places are one however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.organisations import Organisation, organisation

LABOUR = Organisation("Sở Lao động - Thương binh và Xã hội", "Nghệ An")
CULTURE = Organisation("Sở Văn hóa, Thể thao và Du lịch", "Hà Tĩnh")
INFORMATION = Organisation("Sở Thông tin và Truyền thông", "Nghệ An")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sở TT&TT tỉnh Nghệ An", INFORMATION),
        ("sở TT & TT Nghệ An", INFORMATION),
        ("Sở TTTT Nghệ An", INFORMATION),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG NGHỆ AN", INFORMATION),
        ("SỞ TT&TT NGHỆ AN", INFORMATION),
        ("sở thông tin - truyền thông tỉnh nghệ an", INFORMATION),
        ("Sở Thông tin và Truyền thông của tỉnh Nghệ An.", INFORMATION),
        ("Sở LĐ - TB&XH Nghệ An", LABOUR),
        ("Sở LĐTBXH Nghệ An", LABOUR),
        ("Sở Lao động, Thương binh và Xã hội Nghệ An", LABOUR),
        ("Sở VH, TT & DL Hà Tĩnh", CULTURE),
        ("Sở Văn hoá, Thể thao và Du lịch Hà Tĩnh", CULTURE),
        ("UBND tỉnh", Organisation("Ủy ban nhân dân tỉnh")),
        ("Uỷ ban nhân dân tỉnh Nghệ An", Organisation("Ủy ban nhân dân", "Nghệ An")),
        ("HĐND TP Vinh", Organisation("Hội đồng nhân dân", "thành phố Vinh")),
        ("BCH Đảng bộ tỉnh Nghệ An", Organisation("Ban Chấp hành Đảng bộ", "Nghệ An")),
        ("Tỉnh uỷ Nghệ An", Organisation("Tỉnh ủy", "Nghệ An")),
        ("Huyện ủy Nghi Lộc", Organisation("Huyện ủy", "huyện Nghi Lộc")),
        ("Thành ủy TP.HCM", Organisation("Thành ủy", "Hồ Chí Minh")),
        ("Công an Đăk Lăk", Organisation("Công an", "Đắk Lắk")),
        ("Sở Nông nghiệp và PTNT", Organisation("Sở Nông nghiệp và Phát triển nông thôn")),
        ("Tp. Vinh", Organisation("", "thành phố Vinh")),
        ("thành phố vinh", Organisation("", "thành phố Vinh")),
        ("P.12, Q. Gò Vấp, TP.HCM", Organisation("", "phường 12, quận Gò Vấp, Hồ Chí Minh")),
        ("thị xã Cửa Lò", Organisation("", "thị xã Cửa Lò")),
        ("tỉnh Thừa Thiên - Huế", Organisation("", "Thừa Thiên Huế")),
        ("Ủy ban Bảo vệ hòa bình Việt Nam", Organisation("Ủy ban Bảo vệ hòa bình Việt Nam")),
        ("", Organisation("")),
    ],
)
def test_an_organisation_is_one_however_it_is_written(written: str, meant: Organisation) -> None:
    assert organisation(written) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở TT&TT Nghệ An", "Sở TT&TT Hà Tĩnh"),
        ("Sở TT&TT", "Bộ TT&TT"),
        ("Tỉnh ủy Nghệ An", "tỉnh Nghệ An"),
        ("xã Hưng Lộc", "phường Hưng Lộc"),
        ("Sở Tài chính", "Sở Tài chinh"),
    ],
)
def test_what_differs_by_more_than_spelling_stays_apart(one: str, other: str) -> None:
    assert organisation(one) != organisation(other)


@pytest.mark.parametrize(
    ("written", "kind", "everywhere"),
    [
        ("Sở KH&CN", "Sở", True),
        ("UBND xã Nghi Phú", "Ủy ban nhân dân", True),
        ("Ủy ban Dân tộc", "Ủy ban", False),
        ("Trường THPT Huỳnh Thúc Kháng", "Trường", False),
        ("Nghệ An", "", False),
    ],
)
def test_the_kind_is_told_from_the_longest_beginning(
    written: str, kind: str, *, everywhere: bool
) -> None:
    named = organisation(written)
    assert (named.kind, named.everywhere) == (kind, everywhere)


def test_an_archive_may_know_more_abbreviations() -> None:
    learned = {"BĐVHX": "Bưu điện văn hóa xã"}
    assert organisation("BĐVHX", learned.get) == organisation("Bưu điện văn hóa xã")


words = st.sampled_from(
    ["Sở", "TT&TT", "tỉnh", "Nghệ", "An", "TP.", "thị", "xã", "ủy", "Huyện", ",", "-", "12", "của"]
)
texts = st.one_of(st.text(), st.lists(words).map(" ".join))


@given(texts)
def test_any_text_has_one_form_that_is_stable(text: str) -> None:
    once = organisation(text)
    assert organisation(text) == once
    assert once.name.strip() == once.name


@given(texts.map(organisation), texts.map(organisation))
def test_of_two_organisations_one_comes_first(one: Organisation, other: Organisation) -> None:
    assert (one < other) + (one == other) + (one > other) == 1


def test_a_long_text_is_cut_not_pondered() -> None:
    assert len(organisation("Sở " * 100_000).name.split()) <= 40
