"""The nastiest queries do nothing, and 200 queries find the same everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from search.article import Caption
from search.hits import Hit, Kind, Mark
from search.searcher import Request, Searcher
from search.web.exports import csv_header, csv_rows
from search.web.marking import marked, paragraphs, safe_link

NASTY = [
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; DROP TABLE article; --"),
    *(
        "&lt;b&gt;&amp;&#0;&#x110000;",
        "\u202eược\u202c",
        "{{ 7*7 }}{% raw %}",
        "${7*7}",
        "\x00\x1b[2J",
    ),
    *(
        "=cmd|'/c calc'!A1",
        "@SUM(1)",
        "javascript:alert(1)",
        "//evil.example",
        "..%2f..%2fetc/passwd",
    ),
    *("ế\u0323\u0323\u0323" * 30, "\ud7ff\ue000\ufffe\uffff", "((((((((((", '""""', "a*" * 60),
    *("\r\nSet-Cookie: a=b", "🏴󠁧󠁢󠁥󠁮󠁧󠁿👩‍👩‍👧" * 9, "/(a+)+$/", "-" * 500),
]


@pytest.mark.parametrize("query", NASTY)
@pytest.mark.parametrize(
    "path", ["/search", "/api/search", "/search.atom", "/search.csv", "/api/suggest"]
)
def test_a_nasty_query_is_only_a_query(client, path, query):
    answer = client.get(path, params={"q": query})
    assert answer.status_code in {200, 400}
    assert "set-cookie" not in answer.headers
    if answer.headers["content-type"].startswith("text/html"):
        assert re.findall(r"<script[^>]*>", answer.text) == re.findall(
            r'<script src="/static/timbao.js\?v=\w+" defer>', answer.text
        )
        assert "<img" not in answer.text
        assert 'href="//' not in answer.text


def test_marks_go_around_what_matched_and_nothing_is_markup():
    text = "<b>a & ế\u202e</b>"
    assert marked(text, [Mark(3, 4), Mark(7, 8)]) == (
        "&lt;b&gt;<mark>a</mark> &amp; <mark>ế</mark>\ufffd&lt;/b&gt;"
    )


def test_a_mark_over_two_lines_is_one_in_either():
    assert paragraphs("một hai\n\nba bốn", [Mark(4, 11)]) == [
        *("một <mark>hai</mark>", "", "<mark>ba</mark> bốn")
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//a", "http://[", ""])
def test_only_web_addresses_are_links(url):
    assert safe_link(url) == ""
    assert safe_link("https://baonghean.vn/a?b=c") == "https://baonghean.vn/a?b=c"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1"])
def test_no_cell_is_calculated(make_article, cell):
    article = make_article("a", cell, source=cell, url=cell)
    photo = Caption(ordinal=1, text=cell, credit=cell)
    hit = Hit(Kind.ARTICLE, article, 1.0)
    [header], [row] = (list(csv.reader(io.StringIO(each.decode()))) for each in (
        csv_header(), csv_rows([replace(hit, captions=(photo,))])
    ))  # fmt: skip
    assert len(header) == len(row)
    assert all(
        each.startswith("'") for each in row if each.strip("'\t \ufffd").startswith(cell.strip())
    )


def test_a_feed_is_xml_whatever_the_articles_hold(client):
    feed = ET.fromstring(client.get("/search.atom", params={"q": "ký tự lạ"}).content)  # noqa: S314 - ours
    titles = [each.text for each in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert titles[1].startswith("Đậm <script>alert(1)</script>")


def test_200_queries_find_the_same_on_the_page_by_the_api_and_by_the_searcher(client, newsroom):
    sentence = "lũ con cuông tháng năm nước dâng cao trong đêm chuyển đổi số nghệ an sở hạ tầng"
    words = list(dict.fromkeys(sentence.split()))
    queries = [
        f"{a} {b}" if (at + n) % 3 else f'"{a}" {b}'
        for at, a in enumerate(words)
        for n, b in enumerate(words[at + 1 :])
    ]
    queries = (queries + [f"title:{each}" for each in words] + words)[:200]
    assert len(queries) > 150
    with Searcher.open(newsroom) as searcher:
        for query in queries:
            found = [hit.article.id for hit in searcher.search(Request(text=query)).hits]
            page = client.get("/search", params={"q": query}).text
            shown = [unescape(each) for each in re.findall(r'class="hit" data-id="([^"]*)"', page)]
            answered = json.loads(client.get("/api/search", params={"q": query}).content)
            assert shown == found == [hit["id"] for hit in answered["hits"]], query
