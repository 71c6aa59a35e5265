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
from search.cli.main import run
from search.hits import Hit, Kind, Mark
from search.settings import DataDirectory
from search.web.exports import csv_header, csv_rows
from search.web.marking import marked, paragraphs, safe_link
from tests.web.conftest import client_of, index

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


#: Each is the whole of an article: title, lead, text, caption, alt, credit, source, tag, URL.
TEXTS = [
    *NASTY[:8],
    *("<plaintext><xmp><svg/onload=alert(1)>", "<a href=//evil.example>x</a>", "]]><!--"),
    *("<base href=//evil.example>", "</title></mark></textarea></script><script>", "<b" * 900),
    *("\u200b\u200d\ufeff\u2066x\u2069" * 40, "\x85\u2028\u2029\v\f", "&" * 3000),
    *("ﷺ" * 500, "𝓝𝓰𝓾𝔂𝓮̂̃𝓷" * 50, "\udcff".encode("utf-8", "replace").decode()),
]


@pytest.fixture(scope="module")
def nasty_site(tmp_path_factory, make_article):
    """Return a client of articles of the nastiest texts, and of one facet with 10,000 values."""
    data = DataDirectory(tmp_path_factory.mktemp("nasty") / "data")
    photo = {"text": "ảnh", "alt": "alt", "credit": "ai"}
    index(data, [
        *(
            make_article(
                f"nasty-{at}",
                f"Tin {text}",
                lead=f"tin {text}",
                body=f"tin {text}\n{text}",
                captions=[{name: f"tin {value} {text}" for name, value in photo.items()}],
                source=text,
                author=text,
                section=text,
                tags=(text,),
                url=text,
            )
            for at, text in enumerate(TEXTS)
        ),
        make_article("tags", "Mười nghìn", tags=tuple(f"từ khóa {n}" for n in range(10_000))),
    ])  # fmt: skip
    with client_of(data) as client:
        yield client


def harmless(page):
    """Return whether nothing of an article is markup that does anything, or leads elsewhere."""
    tags = re.findall(r"<[a-zA-Z/!][^>]*>", page)
    known = set(re.findall(r"</?([a-zA-Z0-9]+)", " ".join(tags)))
    bad = known & {"base", "iframe", "img", "object", "plaintext", "style", "textarea", "xmp"}
    scripts = [each for each in tags if each.startswith("<script")]
    handlers = [each for each in tags if re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', "", each))]
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    abroad = [each for each in addresses if not re.match(r"[/#](?!/)|$", each)]
    unseen = re.search("[\u202a-\u202e\u2066-\u2069\0\x1b]", page)
    return not (bad or handlers or abroad or unseen) and len(scripts) == 1


def test_hits_of_the_nastiest_articles_are_only_text(nasty_site):
    page = nasty_site.get("/search", params={"q": "tin", "limit": 100, "all_copies": 1})
    ids = re.findall(r'class="hit" data-id="([^"]*)"', page.text)
    assert set(ids) == {f"nasty-{number}" for number in range(20)}
    assert harmless(page.text)


@pytest.mark.parametrize("number", range(20))
def test_the_nastiest_articles_are_only_text(nasty_site, number):
    page = nasty_site.get(f"/articles/nasty-{number}", params={"q": "tin"})
    assert page.status_code == 200
    assert harmless(page.text)
    for style in ("plain", "bibtex", "ris"):
        assert nasty_site.get(f"/cite/{style}/nasty-{number}").status_code == 200


def test_a_facet_of_10_000_values_lists_the_first_and_counts_the_rest(nasty_site):
    page = nasty_site.get("/search", params={"q": "mười nghìn"})
    assert page.status_code == 200
    assert len(page.content) < 200_000
    assert page.text.count("từ khóa ") < 500
    assert re.search(r"\+\d+ giá trị nữa", page.text)
    params = {"q": "mười nghìn", "filter": "tag=từ khóa 9999"}
    assert nasty_site.get("/api/search", params=params).json()["total"] == 1


def test_200_queries_find_the_same_on_the_page_by_the_api_and_on_the_command_line(
    client, newsroom, capsys
):
    sentence = "lũ con cuông tháng năm nước dâng cao trong đêm chuyển đổi số nghệ an sở hạ tầng"
    words = list(dict.fromkeys(sentence.split()))
    pairs = [(a, b) for at, a in enumerate(words) for b in words[at + 1 :]]
    queries = [f'"{a}" {b}' if n % 3 == 0 else f"{a} {b}" for n, (a, b) in enumerate(pairs)]
    fields = [f"{name}:{each}" for each in words for name in ("title", "body")]
    queries = [*words, *fields, *queries][:200]
    assert len(set(queries)) == 200
    found_any = 0
    for query in queries:
        run(["--data", str(newsroom.root), "search", "--json", "--", query])
        typed = json.loads(capsys.readouterr().out)
        answered = client.get("/api/search", params={"q": query}).json()
        assert {**answered, "took_ms": 0} == {**typed, "took_ms": 0}, query
        page = client.get("/search", params={"q": query}).text
        shown = [unescape(each) for each in re.findall(r'class="hit" data-id="([^"]*)"', page)]
        assert shown == [hit["id"] for hit in typed["hits"]], query
        found_any += bool(shown)
    assert found_any > 100
