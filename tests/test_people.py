"""From typed text to people: who is one, who is not, which posts they held, where they are seen."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from search.deciding import NobodyThere, joined, parted
from search.officials.people.asked import asked_post
from search.officials.people.conditions import Wanted
from search.officials.people.decisions import DecisionsUnreadable
from search.officials.people.finding import By
from search.officials.people.store import PeopleMissing
from search.people import People

HEALTH = "Giám đốc Sở Y tế Nghệ An Nguyễn Văn Hùng phát biểu tại hội nghị."
HEALTH_AGAIN = "Ông Nguyễn Văn Hùng, Giám đốc Sở Y tế tỉnh Nghệ An, trả lời báo chí."
SCHOOL = "Ông Nguyễn Văn Hùng, Hiệu trưởng Trường THPT Lê Hồng Phong, đón học sinh."
NOBODY = "Ông Nguyễn Văn Hùng cho biết đường vừa được sửa xong."


@pytest.fixture
def ask(data):
    def find(typed, **how):
        with People.open(data) as people:
            return people.find(typed, **how)

    return find


def articles(profile):
    return sorted(each.article.id for each in profile.articles)


def told(page):
    return sorted((articles(each), each.person.known) for each in page.profiles)


def everything(data):
    """Return who is seen in which article with which posts, numbers of rows left out."""
    with closing(sqlite3.connect(data.people)) as file:
        people = file.execute(
            "SELECT person.id, spelt, known, articles, photos, first, last FROM person"
        ).fetchall()
        seen = file.execute(
            "SELECT person.id, article.id, places, posts FROM appearance"
            " JOIN person ON person.number = person JOIN article ON article.number = article"
        ).fetchall()
        offices = file.execute(
            "SELECT person.id, title, organisation, place, former, office.first, office.last,"
            " office.articles, article.id, shown FROM office"
            " JOIN person ON person.number = person JOIN article ON article.number = article"
        ).fetchall()
        shows = file.execute(
            "SELECT person.id, title, article.id FROM shows"
            " JOIN office ON office.number = office JOIN person ON person.number = person"
            " JOIN article ON article.number = shows.article"
        ).fetchall()
    return sorted(people), sorted(seen), sorted(offices), sorted(shows)


def test_a_name_is_one_person_where_office_and_place_agree(add, ask):
    add("one", body=HEALTH)
    add("two", body=HEALTH_AGAIN)
    add("school", body=SCHOOL)
    assert told(ask("Nguyễn Văn Hùng")) == [(["one", "two"], True), (["school"], True)]


def test_who_nothing_tells_apart_is_given_to_nobody(add, ask):
    add("one", body=HEALTH)
    add("two", body=NOBODY)
    add("three", body=NOBODY)
    assert told(ask("Nguyễn Văn Hùng")) == [(["one"], True), (["three", "two"], False)]


def test_a_rare_name_beside_both_makes_them_one(add, ask):
    beside = f"{NOBODY} Bà Trần Thị Thu Hà cũng nói như vậy."
    add("one", body=beside)
    add("two", body=beside)
    add("three", body=NOBODY)
    assert told(ask("Nguyễn Văn Hùng")) == [(["one", "two"], True), (["three"], False)]


@pytest.mark.parametrize(
    "typed", ["Lê Văn Hòa", "Lê Văn Hoà", "LÊ VĂN HÒA", "le van hoa", "Lê van Hòa"]
)
def test_spellings_are_one_name(add, ask, typed):
    add("one", body="Giám đốc Sở Y tế Nghệ An Lê Văn Hòa phát biểu.")
    add("two", body="Ông Lê Văn Hoà, Giám đốc Sở Y tế Nghệ An, trả lời.")
    assert told(ask(typed)) == [(["one", "two"], True)]


def test_accents_that_are_typed_count(add, ask):
    add("one", body="Giám đốc Sở Y tế Nghệ An Lê Văn Hòa phát biểu.")
    assert ask("Lê Văn Hoa").total == 1
    assert ask("Lê Văn Hóa").total == 0


@pytest.mark.parametrize(
    ("typed", "by"),
    [
        ("Nguyễn Văn Hùng", By.NAME),
        ("ông Nguyễn Văn Hùng", By.NAME),
        ("giám đốc Nguyễn Văn Hùng", By.NAME),
        ("ông Hùng", By.GIVEN_NAME),
        ("Văn Hùng", By.GIVEN_NAME),
        ("giám đốc sở y tế nghệ an", By.POST),
        ("giam doc so y te nghe an", By.POST),
        ("Giám đốc SYT Nghệ An", By.NOTHING),
        ("phó giám đốc sở y tế nghệ an", By.NOTHING),
        ("giám đốc sở y tế hà tĩnh", By.NOTHING),
    ],
)
def test_a_person_is_found_by_name_given_name_or_post(add, ask, typed, by):
    add("one", body=HEALTH)
    found = ask(typed)
    assert found.by is by
    assert found.total == (by is not By.NOTHING)


def test_a_given_name_in_an_office(add, ask):
    add("one", body=HEALTH)
    add("school", body=SCHOOL)
    [only] = ask("ông Hùng", office="Sở Y tế").profiles
    assert articles(only) == ["one"]


def test_a_post_is_dated_by_the_articles_that_say_it(add, ask):
    add("one", body=HEALTH, published=date(2020, 3, 1))
    add("two", body=HEALTH_AGAIN, published=date(2021, 5, 2))
    add("later", body=HEALTH.replace("Giám đốc", "nguyên Giám đốc"), published=date(2024, 1, 9))
    [profile] = ask("Nguyễn Văn Hùng").profiles
    said = [
        (
            each.fact.title,
            str(each.fact.organisation),
            each.fact.former,
            each.fact.first,
            each.fact.last,
            each.fact.articles,
            each.article_id,
        )
        for each in profile.terms
    ]
    assert said == [
        ("Giám đốc", "Sở Y tế Nghệ An", True, "2024-01-09", "2024-01-09", 1, "later"),
        ("Giám đốc", "Sở Y tế Nghệ An", False, "2020-03-01", "2021-05-02", 2, "two"),
    ]
    sentence = profile.terms[1].sentence
    [mark] = sentence.marks
    assert sentence.text[mark.start : mark.end] == "Nguyễn Văn Hùng"


def test_a_department_without_a_place_is_that_of_its_papers_province(add, ask):
    body = "Giám đốc Sở Y tế Nguyễn Văn Hùng phát biểu."
    add("near", body=body, source="Baonghean.vn")
    add("far", body=body, source="Báo Hà Tĩnh")
    assert told(ask("Nguyễn Văn Hùng")) == [(["far"], True), (["near"], True)]
    [found] = ask("giám đốc sở y tế nghệ an").profiles
    assert articles(found) == ["near"]
    assert found.terms[0].fact.organisation.place == ""


def test_a_post_of_today_finds_who_held_that_of_before(add, ask):
    body = "Giám đốc Sở Thông tin và Truyền thông Nghệ An Nguyễn Văn Hùng phát biểu."
    add("one", body=body, published=date(2020, 3, 1))
    found = ask("giám đốc sở khoa học và công nghệ nghệ an")
    assert [str(each.old) for each in found.older] == ["Sở Thông tin và Truyền thông Nghệ An"]
    assert found.total == 1
    assert ask("giám đốc sở khoa học và công nghệ nghệ an", older=False).total == 0


def test_photos_and_who_is_named_beside(add, ask):
    caption = {"text": "Ông Nguyễn Văn Hùng và bà Trần Thị Thu Hà trao quà.", "credit": "Lê Thanh"}
    add("one", body=HEALTH, captions=[caption])
    [profile] = ask("Nguyễn Văn Hùng").profiles
    [[photo, sentence]] = profile.articles[0].photos
    assert (photo.credit, profile.person.photos) == ("Lê Thanh", 1)
    assert [sentence.text[mark.start : mark.end] for mark in sentence.marks] == ["Nguyễn Văn Hùng"]
    assert [(each.name, count) for each, count in profile.beside] == [("Trần Thị Thu Hà", 1)]
    assert not ask("Lê Thanh").total


def test_updates_come_to_the_same_as_a_rebuild(add, data, indexer):
    beside = f"{NOBODY} Bà Trần Thị Thu Hà cũng nói như vậy."
    for number in range(7):  # with the sixth, the name beside is rare no more
        add(f"rare-{number}", body=beside, published=date(2020, 1, 9 - number))
    add("one", body=HEALTH)
    add("two", body=SCHOOL)
    add("two", body=HEALTH_AGAIN)
    add("gone", body=SCHOOL)
    indexer.remove("gone")
    grown = everything(data)
    indexer.rebuild()
    assert everything(data) == grown


def test_an_id_given_once_stays_good(add, ask):
    add("one", body=HEALTH, published=date(2021, 3, 1))
    [known] = ask("Nguyễn Văn Hùng").profiles
    add("earlier", body=HEALTH_AGAIN, published=date(2020, 3, 1))
    [again] = ask(known.person.id).profiles
    assert again.person.id != known.person.id
    assert articles(again) == ["earlier", "one"]


def test_a_merge_is_obeyed_by_every_rebuild(add, ask, data, indexer):
    add("one", body=HEALTH)
    add("school", body=SCHOOL)
    one, other = (each.person.id for each in ask("Nguyễn Văn Hùng").profiles)
    joined(data, one, other, indexer.recognise)
    assert told(ask("Nguyễn Văn Hùng")) == [(["one", "school"], True)]
    indexer.rebuild()
    assert told(ask("Nguyễn Văn Hùng")) == [(["one", "school"], True)]


def test_people_of_two_names_can_be_one(add, ask, data, indexer):
    add("one", body=HEALTH)
    add("two", body=SCHOOL.replace("Nguyễn Văn Hùng", "Nguyễn Hùng"))
    ids = [ask(each).profiles[0].person.id for each in ("Nguyễn Văn Hùng", "Nguyễn Hùng")]
    joined(data, *ids, indexer.recognise)
    for typed in ("Nguyễn Văn Hùng", "Nguyễn Hùng"):
        assert told(ask(typed)) == [(["one", "two"], True)]
    data.decisions.unlink()
    indexer.recognise()
    assert told(ask("Nguyễn Hùng")) == [(["two"], True)]
    assert told(ask("Nguyễn Văn Hùng")) == [(["one"], True)]


def test_a_split_is_obeyed_whatever_comes_later(add, ask, data, indexer):
    add("one", body=HEALTH)
    add("two", body=HEALTH_AGAIN)
    [whole] = ask("Nguyễn Văn Hùng").profiles
    new = parted(data, whole.person.id, ["two"], indexer.recognise)
    add("three", body=HEALTH)
    assert told(ask("Nguyễn Văn Hùng")) == [(["one", "three"], True), (["two"], True)]
    assert [articles(each) for each in ask(new).profiles] == [["two"]]


def test_nobody_can_be_merged_who_is_not_there(add, data, indexer):
    add("one", body=HEALTH)
    with pytest.raises(NobodyThere):
        joined(data, "nguyen-van-hung.00000000", "nobody.00000000", indexer.recognise)


def test_a_line_that_decides_nothing_is_pointed_at(add, data, indexer):
    add("one", body=HEALTH)
    data.decisions.write_text("# who is who\nsame\tNguyễn Văn Hùng\n", encoding="utf-8")
    with pytest.raises(DecisionsUnreadable) as caught:
        indexer.recognise()
    assert caught.value.line == 2


def test_a_damaged_file_is_made_anew(add, ask, data, indexer):
    add("one", body=HEALTH)
    data.people.write_bytes(b"no database")
    with pytest.raises(PeopleMissing):
        ask("Nguyễn Văn Hùng")
    indexer.update()
    assert ask("Nguyễn Văn Hùng").total == 1


def test_people_are_listed_by_post_place_and_period(add, data):
    add("one", body=HEALTH, published=date(2020, 3, 1))
    add("school", body=SCHOOL, published=date(2022, 3, 1))

    def listed(**wanted):
        with People.open(data) as people:
            return [each.id.partition(".")[0] for each in people.listed(Wanted(**wanted), 10)]

    both = ["nguyen-van-hung", "nguyen-van-hung"]
    assert listed() == both
    assert len(listed(post=asked_post("hiệu trưởng"))) == 1
    assert len(listed(post=asked_post("Sở Y tế"), place="Nghệ An")) == 1
    assert listed(place="Hà Tĩnh") == []
    assert len(listed(first="2021-01-01")) == 1
    assert listed(post=asked_post("giám đốc"), first="2021-01-01") == []
    assert listed(least=2) == []
