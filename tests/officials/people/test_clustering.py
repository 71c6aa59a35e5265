"""Appearances of a name fall into people by what they share, in whatever order they come."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.mentions import Field
from search.officials.organisations import organisation
from search.officials.people.appearances import (
    Held,
    Place,
    Received,
    awards_as_text,
    awards_from,
    name_key,
    places_as_text,
    places_from,
    posts_as_text,
    posts_from,
)
from search.officials.people.clustering import Seen, clusters
from search.officials.people.decisions import Decisions, Named, apart, same
from search.officials.people.evidence import home, signs, tells

NAME = "Nguyễn Văn Hùng"
FILE = Path("people.tsv")


def seen(article_id, *signed, beside=()):
    return Seen(Named(name_key(NAME), article_id), frozenset(signed), frozenset(beside))


def told(appearances, decisions=None):
    found = clusters(appearances, decisions or Decisions())
    return {
        (frozenset(appearances[at].named.article_id for at in each.members), each.known)
        for each in found
    }


appearances = st.lists(
    st.builds(
        seen, st.uuids().map(str), st.sampled_from("abcd"), beside=st.sets(st.sampled_from("xyz"))
    ),
    max_size=12,
)


@given(appearances, st.randoms(use_true_random=False))
def test_order_makes_no_difference(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert told(some) == told(shuffled)


@given(appearances)
def test_everybody_is_in_one_cluster(some):
    members = [at for each in clusters(some, Decisions()) for at in each.members]
    assert sorted(members) == list(range(len(some)))


def test_a_chain_of_signs_is_one_person():
    some = [seen("1", "a"), seen("2", "a", "b"), seen("3", "b"), seen("4", "c")]
    assert told(some) == {(frozenset("123"), True), (frozenset("4"), True)}


def test_later_decisions_come_after_earlier_ones():
    some = [seen("1", "a"), seen("2", "a"), seen("3")]
    lines = [
        same((NAME, "1"), (NAME, "3")),
        apart(NAME, ["2", "3"]),
        same((NAME, "1"), (NAME, "2")),
    ]
    whole = [frozenset(each) for each in ("12", "3", "1", "23", "123")]
    assert told(some) == {(whole[0], True), (whole[1], False)}
    for count, expected in [(1, {whole[4]}), (2, {whole[2], whole[3]}), (3, {whole[4]})]:
        decisions = Decisions.of("\n".join(lines[:count]), FILE)
        assert {each for each, _ in told(some, decisions)} == expected


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Giám đốc; Sở Y tế Nghệ An", "Phó Giám đốc; Sở YT Hà Tĩnh", False),
        (
            "Giám đốc; Sở TT&TT tỉnh Nghệ An",
            "Phó Giám đốc; Sở Thông tin và Truyền thông Nghệ An",
            True,
        ),
        ("Giám đốc; Sở Y tế Nghệ An", "Giám đốc; Sở Y tế Hà Tĩnh", False),
        ("Giám đốc; Sở Y tế; Báo Nghệ An", "Giám đốc; Sở Y tế; Baonghean.vn", True),
        ("Giám đốc; Sở Y tế; Báo Nghệ An", "Giám đốc; Sở Y tế; Báo Hà Tĩnh", False),
        ("Giám đốc; Sở Y tế; VnExpress", "Phó Giám đốc; Sở Y tế; VnExpress", False),
        ("Đội trưởng; Đội CSGT số 5; Báo Nghệ An", "Đội trưởng; Đội CSGT số 5; VnExpress", False),
        ("Bộ trưởng; Bộ Y tế", "Thứ trưởng; Bộ Y tế", True),
        ("Thủ tướng; ", "Thủ tướng; ", True),
        ("Giám đốc; ", "Giám đốc; ", False),
        ("Chủ tịch; xã Nam Cát", "Chủ tịch; xã Nam Cát, huyện Nam Đàn", True),
    ],
)
def test_posts_share_a_sign_where_nobody_else_of_the_name_has_it(one, other, shared):
    assert bool(signs_of(one) & signs_of(other)) is shared


def signs_of(told):
    title, of, *source = told.split("; ")
    return {*signs([Held(title, organisation(of), former=False, at=0)], "".join(source))}


def test_a_name_beside_tells_only_where_it_is_rare_and_long():
    assert tells("trần thị thu hà", 5)
    assert not tells("trần thị thu hà", 6)
    assert not tells("lê hà", 1)


def test_the_home_of_a_paper_is_in_its_name():
    assert home("Baonghean.vn") == home("Báo Nghệ An")
    assert home("VnExpress") != home("Tuổi Trẻ")


places = st.builds(
    lambda photo, start, length: Place(
        Field.CAPTION if photo else Field.BODY, photo, start, start + length
    ),
    st.integers(0, 9),
    st.integers(0, 10**6),
    st.integers(1, 40),
)


@given(st.lists(places))
def test_places_are_read_as_they_were_written(some):
    assert list(places_from(places_as_text(some))) == some


def test_posts_are_read_as_they_were_written():
    posts = [Held("Giám đốc", organisation("Sở TT&TT Nghệ An"), former=True, at=2)]
    assert list(posts_from(posts_as_text(posts))) == posts
    assert list(posts_from(posts_as_text([]))) == []


def test_awards_are_read_as_they_were_written():
    awards = [Received('Kỷ niệm chương "Vì sự nghiệp báo chí"', 2), Received("Bằng khen", 0)]
    assert list(awards_from(awards_as_text(awards))) == awards
    assert list(awards_from(awards_as_text([]))) == []
