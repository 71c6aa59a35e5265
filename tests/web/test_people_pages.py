"""Pages and answers about people: who is who, posts with evidence, years, namesakes apart."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from search.settings import DataDirectory
from search.web.people_view import year_chart
from tests.web.conftest import HOSTILE, client_of, index

BODY = "Ông Lê Văn Hòa, Giám đốc Sở Y tế Nghệ An, phát biểu cùng bà Trần Thị Thu Hà."
PHOTO = {"text": f"Ông Lê Văn Hòa trao quà. {HOSTILE}", "credit": f"Thành Duy {HOSTILE}"}
AWARD = " Tỉnh trao Huân chương Lao động hạng Ba cho ông Lê Văn Hòa."
SCHOOL = "Hiệu trưởng Trường THPT Lê Hồng Phong Lê Văn Hòa nói."


@pytest.fixture(scope="module")
def town(tmp_path_factory, make_article):
    """Return a client of articles about two people of one name."""
    data = DataDirectory(tmp_path_factory.mktemp("town") / "data")
    days = {"a/1": date(2019, 5, 1), "b": date(2021, 6, 2)}
    articles = [
        *(
            make_article(
                id, f"Hội nghị {HOSTILE}", body=BODY + AWARD, captions=[PHOTO], published=day
            )
            for id, day in days.items()  # noqa: A001 - the field's name
        ),
        make_article("school", "Khai giảng", body=SCHOOL),
    ]
    index(data, articles)
    with client_of(data) as client:
        yield client


def ids(page):
    return re.findall(r'class="hit" data-id="([^"]*)"', page.text)


def links(page):
    return [unescape(each) for each in re.findall(r'href="([^"]*)"', page.text)]


@pytest.fixture(scope="module")
def director(town):
    return ids(town.get("/people", params={"q": "giám đốc sở y tế nghệ an"}))[0]


def test_people_of_one_name_stand_apart(town):
    page = town.get("/people", params={"q": "le van hoa"})
    assert len(ids(page)) == 2
    assert "Giám đốc Sở Y tế Nghệ An" in page.text
    assert "Hiệu trưởng Trường trung học phổ thông Lê Hồng Phong" in page.text


def test_a_page_shows_awards_with_their_sentence(town, director):
    page = town.get(f"/people/{director}").text
    assert "Khen thưởng" in page
    assert "Huân chương Lao động hạng Ba" in page
    [person] = town.get(f"/api/people/{director}").json()["people"]
    [award] = person["awards"]
    assert (award["name"], award["articles"]) == ("Huân chương Lao động hạng Ba", 2)
    assert award["sentence"]["text"] == AWARD.strip()


def test_a_search_leads_to_the_people_of_its_words_and_back(town):
    assert "/people?q=l%C3%AA+h%C3%B2a" in links(town.get("/search", params={"q": "lê hòa"}))
    assert "/search?q=l%C3%AA+h%C3%B2a" in links(town.get("/people", params={"q": "lê hòa"}))


def test_without_a_query_those_in_most_articles_are_listed(town, director):
    page = town.get("/people")
    assert ids(page)[0] == director
    assert ids(town.get("/people", params={"limit": 1})) == [director]


def test_nobody_found_says_what_to_try(town):
    page = town.get("/people", params={"q": "Trần Văn Không"})
    assert page.status_code == 200
    assert "Không có ai tên hay giữ chức" in page.text


def test_a_person_has_posts_with_evidence_years_photos_company_and_namesakes(town, director):
    page = town.get(f"/people/{director}")
    assert '<h1 lang="vi">Lê Văn Hòa</h1>' in page.text
    assert "1/5/2019 – 2/6/2021" in page.text
    assert "/articles/b" in links(page)  # the evidence of the post
    assert "<mark>Lê Văn Hòa</mark>, Giám đốc Sở Y tế Nghệ An" in page.text
    assert re.findall(r'aria-label="(\d+: \d+)"', page.text) == ["2019: 1", "2021: 1"]
    assert page.text.count('class="empty"') == 1
    assert "/articles/a%2F1#photo-1" in links(page)
    assert "Thành Duy" in page.text
    assert "Trần Thị Thu Hà" in page.text
    assert "Người khác cùng tên" in page.text


def test_a_year_shows_its_articles(town, director):
    page = town.get(f"/people/{director}", params={"year": "2019"})
    latest = page.text.partition('id="articles"')[2]
    assert latest.count('class="hit"') == 1
    assert "/articles/a%2F1?q=%22L" in latest


def test_the_post_of_a_person_leads_to_who_held_it(town, director):
    [office] = {each for each in links(town.get(f"/people/{director}")) if "/offices" in each}
    page = town.get(office)
    assert "Giám đốc Sở Y tế Nghệ An" in page.text
    assert f"/people/{director}" in links(page)
    assert "/articles/b" in links(page)


def test_a_post_that_nobody_held_says_so(town):
    assert "Không thấy ai giữ chức này" in town.get("/offices", params={"q": "vua"}).text
    assert town.get("/offices").status_code == 200


def test_an_article_links_to_the_people_and_offices_in_it(town, director):
    page = town.get("/articles/b")
    assert f"/people/{director}" in links(page)
    assert any(each.startswith("/offices?q=Gi%C3%A1m") for each in links(page))
    assert "Người trong bài" in page.text
    assert "Người trong bài" in town.get("/articles/school").text


def test_links_stay_in_the_language_of_the_page(town, director):
    page = town.get(f"/people/{director}", params={"lang": "en"})
    inner = [each for each in links(page) if re.match("/(people|offices|articles|search)", each)]
    assert inner
    assert not [each for each in inner if "lang=" not in each]


@pytest.mark.parametrize("path", ["/people/nobody.00000000", "/people/x", "/api/people/zzz"])
def test_who_is_not_there_is_not_found(town, path):
    assert town.get(path).status_code == 404


def test_no_text_of_an_article_is_markup(town, director):
    for path in (
        f"/people/{director}",
        "/people?q=le van hoa",
        "/articles/b",
        "/offices?q=sở y tế",
    ):
        page = town.get(path).text
        assert re.findall(r"<script[^>]*>", page) == re.findall(
            r'<script src="/static/timbao.js\?v=\w+" defer>', page
        )


def test_without_a_file_of_people_all_else_is_shown(tmp_path, make_article):
    data = DataDirectory(tmp_path / "data")
    index(data, [make_article("a", "Hội nghị", body=BODY)])
    data.people.unlink()
    with client_of(data) as client:
        assert "Hội nghị" in client.get("/articles/a").text
        page = client.get("/people", params={"q": "lê văn hòa"})
        assert page.status_code == 503
        assert "timbao rebuild --if-needed" in page.text


def test_a_chart_has_a_bar_for_every_year():
    chart = year_chart({"": 2, "2019": 4, "2021": 1})
    assert [(bar.year, bar.count, bar.height) for bar in chart.bars] == [
        *(("2019", 4, 100.0), ("2020", 0, 0.0), ("2021", 1, 25.0))
    ]
    assert (chart.earlier, chart.undated) == (0, 2)
    assert year_chart({"": 1}).bars == ()


def test_years_long_ago_are_counted_together():
    chart = year_chart({"0960": 3, "2021": 1})
    assert (len(chart.bars), chart.bars[-1].year, chart.earlier) == (40, "2021", 3)
