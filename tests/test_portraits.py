"""What pages about people show: years, photos, namesakes, holders of posts, people in articles."""

from __future__ import annotations

from datetime import date

import pytest

from search.people import People, wanted

HEALTH = "Giám đốc Sở Y tế Nghệ An Nguyễn Văn Hùng phát biểu tại hội nghị."
SCHOOL = "Ông Nguyễn Văn Hùng, Hiệu trưởng Trường THPT Lê Hồng Phong, đón học sinh."
CAPTION = {"text": "Ông Nguyễn Văn Hùng và bà Trần Thị Thu Hà trao quà.", "credit": "Lê Thanh"}


@pytest.fixture
def people(add, data):
    add("old", body=HEALTH, published=date(2019, 3, 1))
    add("new", body=HEALTH, captions=[CAPTION, CAPTION], published=date(2021, 5, 2))
    add("undated", body=HEALTH)
    add("school", body=SCHOOL, published=date(2022, 9, 5))
    with People.open(data) as opened:
        yield opened


@pytest.fixture
def director(people):
    [found] = people.find("giám đốc sở y tế nghệ an").profiles
    return found.person


def test_a_portrait_counts_years_and_shows_photos_and_namesakes(people, director):
    portrait = people.portrait(director.id)
    assert portrait.years == {"": 1, "2019": 1, "2021": 1}
    assert [each.article.id for each in portrait.profile.articles] == ["new", "old", "undated"]
    [pictured] = portrait.pictured
    assert [caption.credit for caption, _ in pictured.photos] == ["Lê Thanh", "Lê Thanh"]
    [namesake] = portrait.namesakes
    assert (namesake.name, namesake.articles) == ("Nguyễn Văn Hùng", 1)
    assert [str(each.organisation) for each in namesake.terms] == [
        "Trường trung học phổ thông Lê Hồng Phong"
    ]


def test_awards_are_of_the_one_who_got_them_with_days_and_the_first_sentence(add, data):
    given = (
        "Tỉnh trao Huân chương Lao động hạng Ba cho ông Nguyễn Văn Hùng, Giám đốc Sở Y tế Nghệ An."
    )
    add("first", body=given, published=date(2021, 5, 2))
    add("again", body=given.replace("Tỉnh", "Chủ tịch nước"), published=date(2022, 5, 2))
    add("school", body=SCHOOL, published=date(2022, 9, 5))
    with People.open(data) as people:
        found = people.find("Nguyễn Văn Hùng").profiles
    awards = [[shown.fact for shown in each.honours] for each in found]
    assert [len(each) for each in awards] == [1, 0]
    [[honour], []] = awards
    assert (honour.name, honour.articles) == ("Huân chương Lao động hạng Ba", 2)
    assert (honour.first, honour.last) == ("2021-05-02", "2022-05-02")
    [shown] = found[0].honours
    assert (shown.article_id, shown.sentence.text) == ("first", given)


def test_an_award_goes_with_the_article_that_showed_it(add, data):
    add("one", body="Tỉnh trao Bằng khen cho ông Nguyễn Văn Hùng.")
    add("one", body="Tỉnh trao Bằng khen cho nhà máy của ông Nguyễn Văn Hùng.")
    with People.open(data) as people:
        [profile] = people.find("Nguyễn Văn Hùng").profiles
    assert profile.honours == ()


def test_a_portrait_may_show_one_year(people, director):
    [seen] = people.portrait(director.id, year="2019").profile.articles
    assert seen.article.id == "old"
    assert people.portrait(director.id, year="2018").profile.articles == ()


def test_nobody_has_no_portrait(people):
    assert people.portrait("nguyen-van-hung.00000000") is None


def test_an_article_names_those_with_a_post_first(people):
    named = people.named_in("new")
    assert [each.person.name for each in named] == ["Nguyễn Văn Hùng", "Trần Thị Thu Hà"]
    assert [[str(post.organisation) for post in each.posts] for each in named] == [
        *(["Sở Y tế Nghệ An"], [])
    ]
    assert people.named_in("none") == []


def test_an_office_lists_who_was_seen_in_it_the_latest_first(add, data):
    add("before", body=HEALTH.replace("Văn Hùng", "Thị Lan"), published=date(2015, 2, 1))
    add("after", body=HEALTH, published=date(2020, 2, 1))
    with People.open(data) as people:
        page = people.holders("giám đốc sở y tế nghệ an", 10)
        assert people.holders("", 10).held == ()
    assert [(person.name, shown.fact.last) for person, shown in page.held] == [
        *(("Nguyễn Văn Hùng", "2020-02-01"), ("Nguyễn Thị Lan", "2015-02-01"))
    ]
    assert page.held[0][1].sentence.text == HEALTH


def test_an_office_of_today_has_those_of_its_name_of_before(add, data):
    body = "Giám đốc Sở Thông tin và Truyền thông Nghệ An Nguyễn Văn Hùng phát biểu."
    add("one", body=body, published=date(2020, 3, 1))
    with People.open(data) as people:
        page = people.holders("giám đốc sở khoa học và công nghệ nghệ an", 10)
    assert [person.name for person, _ in page.held] == ["Nguyễn Văn Hùng"]
    assert [str(each.old) for each in page.older] == ["Sở Thông tin và Truyền thông Nghệ An"]


def test_a_list_of_people_may_be_of_a_name(people):
    everybody = wanted("", "", "", "", 1)
    listed = people.listed(everybody, 10, typed="nguyen van hung")
    assert [(each.name, each.articles) for each in listed] == [
        *(("Nguyễn Văn Hùng", 3), ("Nguyễn Văn Hùng", 1))
    ]
    assert people.listed(wanted("", "", "", "", 2), 10, typed="nguyen van hung") == listed[:1]
    assert people.listed(everybody, 10, typed="Trần Văn Không") == []
