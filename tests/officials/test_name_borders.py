"""Names end where the person's name ends, not at a hyphen; countries and firms are no part."""

from __future__ import annotations

import pytest

from search.officials.capitals import Tokens
from search.officials.name_borders import (
    joined,
    with_first_half,
    with_korean_syllable,
    without_place,
)


@pytest.mark.parametrize(
    ("text", "size", "whole"),
    [
        ("Moon Jae - in bị cấm", 2, 4),
        ("Chung Eui - yong tại Seoul", 2, 4),
        ("Moon Jae - giám đốc", 2, 2),
        ("Lê Nam - in báo", 2, 2),
        ("Kim Jong Un - em trai", 3, 3),
        ("Moon Jae -", 2, 2),
    ],
)
def test_a_korean_name_goes_on_behind_a_hyphen_between_spaces(text, size, whole):
    assert with_korean_syllable(Tokens.of(text), (0, size)) == (0, whole)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Bolivia Evo Morales", 1),
        ("Palestine Abbas", 1),
        ("Vietjet Nguyễn Thanh Hà", 1),
        ("Interpol Mạnh Hoành Vĩ", 1),
        ("Chechnya Ramzan Kadyrov", 1),
        ("Cuba", 0),
        ("Emily Kim Jong Un", 0),
        ("Nguyễn Lê Thanh Hà", 0),
        ("David Nguyễn Hà", 0),
    ],
)
def test_a_country_or_firm_before_a_name_is_no_part_of_it(text, first):
    end = len(text.split())
    assert without_place(Tokens.of(text), (0, end)) == (first, end)


@pytest.mark.parametrize(
    ("text", "first", "end", "expected"),
    [
        ("Bí thư Trung ương Đoàn Nguyễn Anh Tuấn", 4, 8, 5),
        ("Tổng thư ký Liên Hiệp Quốc Antonio Guterres", 5, 8, 6),
        ("đại biểu Trung ương Đoàn Thị An", 4, 7, 4),
        ("Chủ tịch Ủy ban châu Âu Romano Prodi", 5, 8, 6),
        ("Chủ tịch Triều Tiên Kim Jong-un", 3, 5, 4),
        ("ông Đoàn Nguyễn Anh Tuấn", 1, 5, 1),
    ],
)
def test_the_last_word_of_a_body_is_no_part_of_a_name(text, first, end, expected):
    assert without_place(Tokens.of(text), (first, end)) == (expected, end)


def test_an_arabic_particle_with_a_hyphen_joins():
    assert joined(Tokens.of("Bashar al - Assad"), [(0, 1), (3, 4)]) == [(0, 4)]
    assert joined(Tokens.of("Bashar - Assad"), [(0, 1), (2, 3)]) == [(0, 1), (2, 3)]


def test_a_hyphen_between_spaces_is_none_in_the_name(mentioned):
    found = mentioned("Tổng thống Hàn Quốc Moon Jae - in hôm qua phát biểu. Ông Moon nói vậy.")
    assert [mention.name for mention in found] == ["Moon Jae-in", "Moon Jae-in"]


@pytest.mark.parametrize(
    ("text", "first", "end", "expected"),
    [
        ("ông Jean - Claude Biver nói", 3, 5, 1),
        ("Gabon Guy - Bertrand Mapangou nói", 3, 5, 1),
        ("gặp Putin - Trump Donald nói", 3, 5, 3),
        ("ông Hùng - Claude Biver nói", 3, 5, 3),
    ],
)
def test_a_foreign_name_with_a_dash_between_spaces_has_its_first_half(text, first, end, expected):
    assert with_first_half(Tokens.of(text), (first, end)) == (expected, end)
