"""Spellings that readers take for one share a class, and other words don't."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.spelling import fold, key
from search.vietnamese.variants import name_groups, variant_class, variant_folds


@pytest.mark.parametrize(
    "spellings",
    [
        *["kỹ kĩ", "tỷ tỉ", "Mỹ Mĩ MĨ", "lý lí", "hy hi", "sỹ sĩ", "vỹ vĩ", "quý quí", "qui quy"],
        *["ty ti", "tý tí", "mì mỳ", "ý í", "ỷ ỉ", "Đắk Đăk Đắc Đak", "Lắk Lăk Lắc", "Kạn Cạn"],
        *["Hmông Mông", "Ukraine Ukraina", "Moskva Moscow Matxcơva", "Nẵng Nẳng"],
    ],
)
def test_one_class(spellings):
    classes = {variant_class(key(each)) for each in spellings.split()}
    assert len(classes) == 1
    assert classes != {None}
    assert {fold(each) for each in spellings.split()} <= set(variant_folds(classes.pop()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("hai", "hay"), ("kĩ", "kí"), ("thúy", "thúi"), ("tai", "tay"), ("mi", "mì")],
        *[("đắk", "đặc"), ("lắk", "lặc"), ("di", "dy"), ("công", "kông"), ("đắk", "lắk")],
        ("y", "i"),
    ],
)
def test_different_words_stay_apart(one, other):
    assert key(one) != key(other)
    assert None in (found := {variant_class(key(one)), variant_class(key(other))}) or len(found) > 1


@pytest.mark.parametrize(
    "word", ["", "y", "i", "hoà", "thuý", "hai", "hay", "chi", "2024", "\ud800"]
)
def test_one_spelling_is_no_class(word):
    assert variant_class(key(word)) is None


@given(st.text("hklmstvqudnđắăc\u0300\u0301iyIY", max_size=4) | st.text())
def test_the_name_of_a_class_is_in_the_class(word):
    name = variant_class(key(word))
    assert name is None or variant_class(name) == name


def test_folds_of_a_class_are_listed_once():
    assert variant_folds(variant_class(key("Đắk"))) == ("dak", "dac")
    assert variant_folds(variant_class(key("kỹ"))) == ("ki", "ky")
    assert variant_folds("no class") == ()


def test_the_name_file_is_groups_of_keys_each_in_one_group():
    spellings = Counter(spelling for group in name_groups() for spelling in group)
    assert len(spellings) > 100
    assert set(spellings.values()) == {1}
    for group in name_groups():
        assert len(group) > 1
        assert {variant_class(spelling) for spelling in group} == {group[0]}
