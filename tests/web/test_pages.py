"""Pages show what the searcher found, in the reader's language, and nothing obeys an article."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import HOSTILE

VI, EN = {"accept-language": "vi"}, {"accept-language": "en-US,en;q=0.9,vi;q=0.2"}
PATHS = ("/", "/search?q=lũ", "/articles/cds?q=số", "/status", "/help", '/search?q="', "/x")


def ids(page):
    return re.findall(r'class="hit" data-id="([^"]*)"', page.text)


def test_a_search_shows_hits_with_marks_and_captions(client):
    page = client.get("/search", params={"q": "le ba hung"})
    assert ids(page) == ["cds"]
    assert "<mark>Lê Bá Hùng</mark>" in page.text
    assert "~29/12/2020" in page.text
    assert "ngày suy đoán" in page.text
    assert 'href="/articles/cds?q=le+ba+hung#photo-1"' in page.text


@pytest.mark.parametrize("path", PATHS)
def test_every_page_speaks_either_language(client, path):
    vi, en = client.get(path, headers=VI), client.get(path, headers=EN)
    assert '<html lang="vi">' in vi.text
    assert '<html lang="en">' in en.text
    assert ">Trợ giúp</a>" in vi.text
    assert ">Help</a>" in en.text


def test_the_language_of_the_url_comes_before_that_of_the_browser(client):
    page = client.get("/search", params={"q": "lũ", "lang": "en"}, headers=VI)
    assert '<html lang="en">' in page.text
    assert "lang=en" in page.text  # and links stay in it


def test_one_is_not_counted_as_many(client):
    one = client.get("/search", params={"q": "hội nghị", "lang": "en"})
    assert "<strong>1</strong> article ·" in one.text
    two = client.get("/search", params={"q": "hạ tầng", "lang": "en"})
    assert "<strong>2</strong> articles ·" in two.text
    assert "<strong>1</strong> bài ·" in client.get("/search", params={"q": "hội nghị"}).text


def test_without_a_query_the_first_page_says_how_to_begin(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Tìm trong 8 bài báo" in page.text


def test_a_photo_is_a_hit_of_its_own_under_photos(client):
    page = client.get("/search", params={"q": "hội nghị", "kind": "caption"})
    assert ids(page) == ["cds"]
    assert 'href="/articles/cds?q=h%E1%BB%99i+ngh%E1%BB%8B&amp;kind=caption#photo-2"' in page.text


def test_whose_name_is_typed_is_offered_with_a_page_of_their_own(client):
    page = client.get("/search", params={"q": "le ba hung"})
    assert re.search(r'Người: <a href="/people/le-ba-hung\.\w+" lang="vi"><b>Lê Bá Hùng', page.text)
    assert "Người: <a" not in client.get("/search", params={"q": "hạ tầng"}).text


def test_people_are_facets_like_the_others(client):
    page = client.get("/search", params={"q": "số", "exclude": "person=Lê Bá Hùng"})
    assert "cds" not in ids(page)
    page = client.get("/search", params={"q": "chuyển đổi"})
    assert "<h3>Người</h3>" in page.text
    assert "filter=person%3DL%C3%AA+B%C3%A1+H%C3%B9ng" in page.text


def test_facets_filter_in_and_out_and_chips_take_filters_away(client):
    params = {"q": "lũ", "filter": "source=Báo Hà Tĩnh"}
    page = client.get("/search", params=params)
    assert sorted(ids(page)) == ["lu-2019-9", "lu-2021-9", "lu-2022-11"]
    assert "Báo: Báo Hà Tĩnh" in page.text
    assert 'href="/search?q=l%C5%A9" class="only"' in page.text
    page = client.get("/search", params={"q": "lũ", "exclude": "source=Báo Hà Tĩnh"})
    assert sorted(ids(page)) == ["lu-0", "lu-2021-10", "lu-2022-10"]


def test_nothing_found_says_which_filter_leaves_everything_out(client):
    page = client.get("/search", params={"q": "lũ", "filter": "source=B", "exact": "1"})
    assert ids(page) == []
    assert "Bỏ bộ lọc" in page.text
    assert re.search(r"Bỏ “Báo: B”</a>: 6 kết quả", page.text)


def test_a_query_that_cannot_be_understood_keeps_what_was_typed(client):
    page = client.get("/search", params={"q": 'lũ "con'})
    assert page.status_code == 400
    assert 'value="lũ &#34;con"' in page.text
    assert '<span class="trouble">' in page.text
    assert "Tìm nguyên văn" in page.text


def test_years_without_anything_are_drawn_and_undated_articles_counted(client):
    page = client.get("/search", params={"q": "lũ"})
    bars = re.findall(r"<title>(\d+): (\d+)</title>", page.text)
    assert bars == [("2019", "1"), ("2020", "0"), ("2021", "2"), ("2022", "2")]
    undated = re.search(r'<a class="chip" href="([^"]*)">1 không rõ ngày', page.text)[1]
    assert ids(client.get(undated.replace("&amp;", "&"))) == ["lu-0"]


def test_a_short_time_is_drawn_by_months(client):
    page = client.get("/search", params={"q": "lũ", "from": "2021", "to": "2022"})
    bars = re.findall(r"<title>(\d+/\d+): (\d+)</title>", page.text)
    assert len(bars) == 15
    assert [bar for bar in bars if bar[1] != "0"] == [
        *(("9/2021", "1"), ("10/2021", "1"), ("10/2022", "1"), ("11/2022", "1"))
    ]


def test_a_few_weeks_are_drawn_by_days(client):
    page = client.get("/search", params={"q": "lũ", "from": "20/9/2021", "to": "10/2021"})
    bars = re.findall(r"<title>(\d+/\d+/\d+): (\d+)</title>", page.text)
    assert (bars[0][0], bars[-1][0], len(bars)) == ("20/9/2021", "31/10/2021", 42)
    assert [bar for bar in bars if bar[1] != "0"] == [("5/10/2021", "1")]
    day = client.get("/search", params={"q": "lũ", "from": "2021-10-05", "to": "2021-10-05"})
    assert ids(day) == ["lu-2021-10"]
    month = client.get("/search", params={"q": "lũ", "filter": "month=10/2021"})
    assert re.findall(r"<title>(\d+/\d+/\d+): (\d+)</title>", month.text) == [("5/10/2021", "1")]


def test_what_fills_a_page_up_is_one_click_from_gone(client):
    page = client.get("/search", params={"q": "lũ nước rút rồi"})
    assert len(ids(page)) > 0
    assert "kết quả có đủ các từ" in page.text
    [only] = re.findall(r'<a href="([^"]*relax=0[^"]*)">chỉ bài đủ mọi từ</a>', page.text)
    assert ids(client.get(only.replace("&amp;", "&"))) == []


def test_an_article_is_shown_whole_with_all_matches_marked(client):
    page = client.get("/articles/cds", params={"q": "chuyển đổi số"})
    assert page.text.count("<mark>") == 2  # in title and text; "số" of "hạ tầng số" stands alone
    assert 'id="p2"' in page.text
    assert 'id="photo-2"' in page.text
    assert "Thành Duy" in page.text
    assert "@article{cds," in page.text


def test_an_id_may_hold_any_character(client):
    page = client.get("/search", params={"q": "ký tự lạ"})
    [path] = set(re.findall(r'class="open" href="([^"#?]*)', page.text))
    assert path == "/articles/xau%2F%231%20%3F"
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/search?q=ký tự lạ", "/articles/xau%2F%231%20%3F?q=hạ tầng"])
def test_an_article_is_never_read_as_markup(client, path):
    page = client.get(path).text
    assert re.findall(r"<script[^>]*>", page) == re.findall(r'<script src="/static/[^>]*>', page)
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page)
    assert not [char for char in HOSTILE if char in "\u202e\u202c\x1b" and char in page]
    assert "{{ 7*7 }}" in page


def test_an_article_that_is_not_there_is_not_found(client):
    assert client.get("/articles/không-có").status_code == 404
    assert client.get("/không/có").status_code == 404


def test_a_page_is_small(client):
    files = ("/search?q=lũ", "/static/timbao.css", "/static/timbao.js")
    assert sum(len(client.get(path).content) for path in files) < 100_000
