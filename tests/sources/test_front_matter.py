"""Markdown and front matter: properties are fields, marks go, photos stay."""

from datetime import date

import pytest

from search.article import Caption
from search.sources.formats import format_of

PAGE = """---
Tiêu đề: "Cầu mới: 120 m"
date: 2020-12-29 18:05:00
tags: [cầu, đường]
tác giả: Lê Hà
draft: false
---
Đoạn **mở** đầu, xem [tin](https://bao.vn).

![Cầu](cau.jpg "Cầu mới. Ảnh: Lê Thanh")

- Một
- Hai<br>

| a | b |
|---|---|
| c | d |
"""


def test_front_matter_and_markdown_make_an_article(read_file):
    [found] = read_file(PAGE)
    assert (found.title, found.author) == ("Cầu mới: 120 m", "Lê Hà")
    assert (found.published, found.tags) == (date(2020, 12, 29), ("cầu", "đường"))
    assert found.lead == "Đoạn mở đầu, xem tin."
    assert found.body.split("\n") == ["Một", "Hai", "a", "b", "c", "d"]
    assert found.captions == (Caption(ordinal=1, text="Cầu mới.", alt="Cầu", credit="Lê Thanh"),)
    assert found.extra["draft"] is False


def test_toml_front_matter_is_read_too(read_file):
    [found] = read_file('+++\ntitle = "Lũ"\ndate = 2020-12-29T20:00:00Z\n+++\nNước dâng.')
    assert (found.title, found.body) == ("Lũ", "Nước dâng.")
    assert found.published == date(2020, 12, 30)


def test_markdown_begins_with_its_title(read_file):
    [found] = read_file("# Lũ lớn\n\nNước *dâng*\ncao.\n\n## Mục\n\nHết.")
    assert (found.title, found.lead, found.body) == ("Lũ lớn", "Nước dâng cao.", "Mục\nHết.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: [a\n---\nTin", "wrong front matter"),
        ("---\na:\n---\n", "no title"),
        ("+++\na = \n+++\n", "wrong front matter"),
        ("---\ntitle: {a: 1}\n---\nTin", "wrong type"),
        (b"# Tin\n\n\xff\xfe", "not UTF-8"),
    ],
)
def test_front_matter_that_is_wrong_is_told(titles, text, said):
    [reason] = titles(text)
    assert said in reason


def test_a_list_of_dashes_is_no_front_matter():
    assert format_of("- Một\n- Hai\n".encode(), "a.txt") == "text"
    assert format_of("---\nTin mới\n---\n".encode(), "a.txt") == "text"
