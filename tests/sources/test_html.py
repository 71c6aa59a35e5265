"""Saved pages become articles with captions; pages that are none are declined with the reason."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article
from search.sources.html import LARGEST_PAGE, looks_like_html, read_html
from search.sources.reader import Rejected, Source

PAGES = Path(__file__).parent / "fixtures" / "html"
LONG = "Chiều nay đoàn kiểm tra làm việc với xã về tiến độ xây dựng trường mầm non mới. "


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def article_of(opened, content: bytes | str) -> Article:
    (found,) = read_html(opened(content))
    assert isinstance(found, Article), found
    return found


def reason(opened, content: bytes | str) -> str:
    (found,) = read_html(opened(content))
    assert isinstance(found, Rejected), found
    return found.en


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_page_becomes_its_article(opened, path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = article_of(opened, path.read_bytes())
    openings = expected.pop("paragraphs")
    assert len(found.paragraphs) == len(openings), found.paragraphs
    assert [
        text[: len(opening)] for text, opening in zip(found.paragraphs, openings, strict=True)
    ] == openings
    captions = expected.pop("captions")
    assert [[each.text, each.alt, each.credit] for each in found.captions] == captions
    expected["tags"] = tuple(expected["tags"])
    assert {
        key: str(value) if key in ("published", "precision") else value
        for key in expected
        for value in [getattr(found, key)]
    } == expected


HEADLINES = "".join(
    f"<div class=item><h3><a href=/{n}>Bài số {n} kể chuyện làng trên xóm dưới</a></h3>"
    f"<p class=sapo>Tóm tắt của bài số {n}, dài vừa đủ một dòng trên trang danh sách.</p></div>"
    for n in range(15)
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (page(f"<h1>Kinh tế</h1><div class=content>{HEADLINES}</div>"), "list of articles"),
        (
            page(f"<p>{LONG}</p>", "<link rel=canonical href=https://bao.example.vn/>"),
            "front page, not an article",
        ),
        (page("<h1>Lỗi 404</h1><p>Không tìm thấy.</p>"), "no article text on the page"),
        (page(""), "no article text on the page"),
        ("<!-- -->", "no article text on the page"),
        (
            page(f"<h1>Tin</h1><div><p>{LONG * 3}</p><div>Đăng nhập để đọc tiếp</div></div>"),
            "only the opening of an article",
        ),
        (
            page("<p>" + "The council met on Monday to discuss the new school budget. " * 9),
            "not in Vietnamese",
        ),
        (
            page("<p>" + "Le président a déclaré à la télévision que l'été serait chaud. " * 9),
            "not in Vietnamese",
        ),
        (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(400), "an image or other binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "an image or other binary"),
        (b"<html>" + b"a" * LARGEST_PAGE, "page larger than 16 MiB"),
        (page("<div>" * 5000 + f"<p>{LONG * 5}</p>"), "elements nested too deeply"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) and "<" not in value else "",
)
def test_what_is_no_article_is_declined_with_the_reason(opened, content, expected: str) -> None:
    assert reason(opened, content).startswith(expected)


def test_vietnamese_without_marks_is_vietnamese(opened) -> None:
    text = "Chieu nay doan kiem tra lam viec voi xa ve tien do xay dung truong mam non moi. "
    assert article_of(opened, page(f"<h1>Tin</h1><p>{text * 3}</p>")).body.startswith("Chieu nay")


def test_long_article_is_taken_whatever_it_says_of_subscriptions(opened) -> None:
    text = "".join(f"<p>Đoạn {n}. {LONG}</p>" for n in range(40))
    offer = "<p>Đăng nhập để đọc tiếp</p>"
    assert len(article_of(opened, page(f"<article>{text}{offer}</article>")).paragraphs) >= 39


def test_deep_but_readable_page_is_read(opened) -> None:
    assert (
        LONG.strip()
        in article_of(opened, page("<div>" * 1500 + f"<p>{LONG}</p><p>{LONG}</p>")).body
    )


def test_broken_entities_and_tags_do_no_harm(opened) -> None:
    body = (
        f"<h1>Tin &amp t&#7891;n kho</h1><p>{LONG} &bogus; &#xD800; &#0; a < b &<p>{LONG}<b><i></b>"
    )
    found = article_of(opened, page(body))
    assert found.title == "Tin & tồn kho"
    assert "&bogus;" in found.lead + found.body


def test_page_cut_off_is_read_and_reported(opened) -> None:
    whole = page(f"<h1>Tin lũ</h1><article><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></article>")
    cut = whole.encode()[: whole.encode().rindex("mầm".encode()) + 2]
    found = list(read_html(opened(cut)))
    assert isinstance(found[0], Article)
    assert found[0].title == "Tin lũ"
    assert isinstance(found[1], Rejected)
    assert found[1].en.startswith("page cut off")


def test_photo_story_keeps_the_words_of_every_photo(opened) -> None:
    figures = "".join(
        f"<figure><img src={n}.jpg alt='Ảnh {n}.'><figcaption>Góc phố thứ {n} nhìn từ trên cao."
        f" Ảnh: Lê {name}</figcaption></figure>"
        for n, name in enumerate(("An", "Bình", "Chi"), 1)
    )
    found = article_of(opened, page(f"<h1>Phố cổ</h1><div class=entry-content>{figures}</div>"))
    assert [each.credit for each in found.captions] == ["Lê An", "Lê Bình", "Lê Chi"]
    assert not found.body


def test_source_is_the_site_spelt_as_the_dateline_spells_it(opened) -> None:
    head = "<link rel=canonical href=https://www.baonghean.vn/a-1.html>"
    found = article_of(
        opened, page(f"<h1>Tin</h1><p>(Baonghean.vn) - {LONG}</p><p>{LONG}</p>", head)
    )
    assert found.source == "Baonghean.vn"
    assert found.lead.startswith("Chiều nay")


def test_named_source_is_of_pages_that_name_none(opened) -> None:
    (found,) = read_html(opened(page(f"<h1>Tin</h1><p>{LONG}</p><p>{LONG}</p>"), "Báo Xứ Nghệ"))
    assert isinstance(found, Article)
    assert found.source == "Báo Xứ Nghệ"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf \n<!-- saved from url=(0014)about:internet -->\n<HTML>", True),
        (b"<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='x'>", True),
        ("\ufeff<html>".encode("utf-16"), True),
        (b"<?xml version='1.0'?><rss>", False),
        (b'{"title": "<html>"}', False),
        ("Tin <b>nóng</b>".encode(), False),
    ],
)
def test_page_is_known_by_its_content(start: bytes, expected: bool) -> None:  # noqa: FBT001
    assert looks_like_html(start) is expected


def test_row_of_a_table_is_a_line(opened) -> None:
    table = "<table><tr><th>Loại</th><th>Mua</th></tr><tr><td>SJC</td><td>82,1</td></tr></table>"
    body = f"<h1>Giá vàng</h1><article><p>{LONG}</p><p>{LONG}</p>{table}</article>"
    assert article_of(opened, page(body)).paragraphs[-2:] == ("Loại | Mua", "SJC | 82,1")


@pytest.mark.parametrize(
    ("alt", "kept"),
    [
        ("Giá hoa dịp 8-3 tăng mạnh - Ảnh 1.", ""),
        ("Trường mầm non mới của xã - 2", ""),
        ("truong-mam-non.jpg", ""),
        ("Khai giảng", ""),
        ("Học sinh trường mới trong lễ khai giảng", "Học sinh trường mới trong lễ khai giảng"),
    ],
)
def test_alt_text_is_kept_where_it_says_something(opened, alt: str, kept: str) -> None:
    figure = f'<figure><img alt="{alt}"><figcaption>Lễ khai giảng sáng 5/9</figcaption></figure>'
    body = f"<h1>Khai giảng</h1><article><p>{LONG}</p>{figure}<p>{LONG}</p></article>"
    (caption,) = article_of(opened, page(body)).captions
    assert (caption.text, caption.alt) == ("Lễ khai giảng sáng 5/9", kept)


def test_section_is_read_from_the_trail_on_the_page(opened) -> None:
    trail = (
        "<ul class=dt-breadcrumb><li><a href=/>Trang chủ</a><li><a>Xã hội</a><li><a>Y tế</a></ul>"
    )
    found = article_of(opened, page(f"{trail}<h1>Tin</h1><article><p>{LONG}</p><p>{LONG}</p>"))
    assert found.section == "Xã hội"
    assert found.extra["sections"] == ["Xã hội", "Y tế"]


def test_marks_written_as_references_are_composed(opened) -> None:
    words = "Cu&#x323;m c&#7847;u qua so&#770;ng"
    photo = f"<figure><img src=1.jpg><figcaption>{words}</figcaption></figure>"
    text = f"<p>{LONG} e&#x302;&#x301;</p>{photo}<p>{LONG}</p>"
    body = f"<h1>Me&#803; con</h1><article>{text}</article>"
    found = article_of(opened, page(body))
    assert (found.title, found.captions[0].text) == ("Mẹ con", "Cụm cầu qua sông")
    assert found.lead.endswith("ế")


PIECES = st.sampled_from(
    [
        "<p>",
        "<div>",
        "</div>",
        "<h1>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<table>",
        "<td>",
        "<tr>",
        "<img>",
        "<a>",
        "<b>",
        "<br>",
        "<li>",
        "<script>",
        "</script>",
        "<article>",
        "<time>",
        "<title>",
        "<h2>",
        "&#769;",
        "&amp;",
        "&#x0;",
        "e",
        "Ảnh:",
        "Lê",
        "Tin",
        "12/3/2020",
        "(Baonghean.vn)",
        "-",
        "class=sapo",
        "Xem",
    ]
)


@given(st.lists(PIECES | st.just(LONG), max_size=60))
def test_any_tags_in_any_order_make_an_article_or_a_reason(pieces: list[str]) -> None:
    data = "<html>" + " ".join(pieces)
    raw = io.BufferedReader(io.BytesIO(data.encode()))
    found = list(read_html(Source("bai", len(data), raw)))
    assert len(found) in (1, 2)


def test_page_without_a_day_is_dated_by_its_address(opened) -> None:
    head = "<link rel=canonical href=https://bao.example.vn/2019/10/11/tin-moi.html>"
    found = article_of(opened, page(f"<h1>Tin</h1><article><p>{LONG}</p><p>{LONG}</p>", head))
    assert (str(found.published), found.precision) == ("2019-10-11", "inferred")


def test_page_in_a_crawl_has_the_address_it_was_got_from(read_file) -> None:
    found = read_file(
        page(f"<h1>Tin</h1><p>{LONG}</p><p>{LONG}</p>"), url="https://bao.example.vn/a"
    )
    assert [(each.url, each.source) for each in found] == [
        ("https://bao.example.vn/a", "bao.example.vn")
    ]


def test_a_short_article_beside_long_teasers_of_others_is_taken(opened) -> None:
    teaser = f"<article><h3><a href='/x'>Bài khác</a></h3><p>{LONG}</p></article>"
    own = [f"{LONG}Đoạn {number}." for number in range(2)]
    page = "".join(f"<p>{each}</p>" for each in own)
    html = f"<main><h1>Tin ngắn</h1>{page}</main><aside>{teaser * 5}</aside>"
    (found,) = read_html(opened(f"<html><body>{html}</body></html>"))
    assert isinstance(found, Article)
    assert [found.lead, *found.paragraphs] == own
