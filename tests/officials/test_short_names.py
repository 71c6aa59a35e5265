"""Short names stand for the full name in the article, or for nobody."""

from __future__ import annotations

import pytest

from search.officials.mentions import Field, How, Mention, Post
from search.officials.short_names import resolved


def mention(surface, *titles, post=None, at=0):
    how = How.FULL if " " in surface else How.HONORIFIC if titles else How.SHORT
    held = (Post(post, "", "", 0, 1),) if post else ()
    return Mention(Field.BODY, 0, at, at + len(surface), surface, surface, how, titles, held)


def last(*mentions):
    found = resolved(mentions)[-1]
    return found.name, found.how


def test_the_only_bearer_is_meant():
    full = mention("Lê Bá Hùng", "ông")
    assert last(full, mention("Hùng", "ông")) == ("Lê Bá Hùng", How.HONORIFIC)
    assert last(full, mention("Bá Hùng")) == ("Lê Bá Hùng", How.SHORT)
    assert last(full, mention("Hùng", "Đồng chí")) == ("Lê Bá Hùng", How.HONORIFIC)


def test_two_bearers_are_nobody_without_another_sign():
    men = [mention("Lê Bá Hùng", "ông"), mention("Trần Văn Hùng", "ông")]
    assert last(*men, mention("Hùng", "ông")) == ("", How.HONORIFIC)


@pytest.mark.parametrize(
    ("signs", "name"),
    [
        ({"titles": ("bà",)}, "Trần Thị Hoa"),
        ({"titles": ("ông",)}, "Lê Văn Hoa"),
        ({"titles": ("Đại tá",)}, "Lê Văn Hoa"),
        ({"titles": (), "post": "Giám đốc"}, "Trần Thị Hoa"),
        ({"titles": ("đồng chí",)}, ""),
    ],
)
def test_sex_rank_and_post_tell_two_bearers_apart(signs, name):
    people = [
        mention("Lê Văn Hoa", "ông", "Đại tá"),
        mention("Trần Thị Hoa", post="Giám đốc"),
    ]
    titles = signs.pop("titles")
    assert last(*people, mention("Hoa", *titles, **signs))[0] == name


def test_a_woman_is_not_meant_where_a_man_is():
    assert last(mention("Trần Thị Hoa"), mention("Hoa", "ông"))[0] == ""


def test_a_foreign_name_is_shortened_at_either_end():
    full = mention("Donald Trump", "ông")
    assert last(full, mention("Trump", "ông"))[0] == "Donald Trump"
    assert last(full, mention("Donald"))[0] == "Donald Trump"


def test_a_family_name_alone_is_no_short_name():
    assert last(mention("Lê Bá Hùng"), mention("Lê", "ông"))[0] == ""


def test_a_foreign_name_alone_is_a_name():
    assert last(mention("Putin", "ông"))[0] == "Putin"


def test_of_a_list_of_namesakes_nobody_is_meant():
    people = [mention(f"{family} Văn Hùng") for family in "ABCDEGHIKLMNOPQRSTUVXY"]
    assert last(*people, mention("Hùng", "ông"))[0] == ""
