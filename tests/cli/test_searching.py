"""Promises of `timbao search` and `timbao show`."""

from __future__ import annotations

import json

import pytest

from search.cli.main import run

DATED = ["lu-1", "lu-2", "lu-3"]


@pytest.fixture
def search(timbao, newsroom):
    return lambda *arguments: timbao("search", "--data", newsroom, "--json", *arguments)


def test_pages_together_give_each_hit_once(search):
    whole = search("lũ", "--limit", 100).ids
    pages = [search("lũ", "--limit", 2, "--page", page).json for page in (1, 2, 3)]
    assert [hit["id"] for page in pages for hit in page["hits"]] == whole
    assert {page["total"] for page in pages} == {5}
    assert {page["pages"] for page in pages} == {3}


@pytest.mark.parametrize("page", [4, 10**9, 10**30])
def test_a_page_too_far_is_nothing_found(search, page):
    assert search("lũ", "--limit", 2, "--page", page).code == 1


@pytest.mark.parametrize(
    ("sort", "order"), [("newest", ["lu-3", "lu-2", "lu-1"]), ("oldest", ["lu-1", "lu-2", "lu-3"])]
)
def test_undated_articles_are_last_by_date(search, sort, order):
    found = search("lũ", "--sort", sort).ids
    assert [each for each in found if each in order] == order
    assert found[-1] == "lu-0"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--from", "2021-09-06"], {"lu-2", "lu-3"}),
        (["--from", "10/2021"], {"lu-2", "lu-3"}),
        (["--from", "2022"], {"lu-3"}),
        (["--to", "05/09/2021"], {"lu-1"}),
        (["--to", "2021-10"], {"lu-1", "lu-2"}),
        (["--to", "2021"], {"lu-1", "lu-2"}),
        (["--from", "1/10/2021", "--to", "1.10.2021"], {"lu-2"}),
    ],
)
def test_periods_are_written_as_people_write_them(search, options, found):
    assert set(search("lũ", *options).ids) & {*DATED, "lu-0"} == found


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["lũ", "quỳ", "châu"], ["lu-2"]),
        (["lũ mưa", "--in", "title"], []),
        (["mưa to", "--in", "BODY"], ["lu-2"]),
        (["giá má", "--exact"], ["ma"]),
        (["gia ma", "--exact"], ["ma-2"]),
        (["lũ", "--source", "hà tĩnh"], ["lu-0"]),
        (["lũ", "--source", "Báo Hà Tĩnh"], ["lu-0"]),
        (["lũ", "source:hà"], ["lu-0"]),
        (["lũ mưa -châu -sơn"], ["lu-0"]),
        (["title:số", "caption:hùng"], ["cds"]),
        (["--", "-lũ", "-ma", "-đậm"], ["cds"]),
        (["--", "--json"], []),
    ],
)
def test_what_is_asked_is_what_is_found(search, arguments, found):
    answer = search(*arguments)
    assert answer.ids == found
    assert answer.code == (0 if found else 1)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--filter", "source=báo hà tĩnh"], {"lu-0"}),
        (["--filter", "year=2021", "--filter", "year=2022"], {"lu-1", "lu-2", "lu-3"}),
        (["--filter", "month=10/2021"], {"lu-2"}),
        (["--exclude", "year=2021"], {"lu", "lu-0", "lu-3"}),
        (["--filter", "year=2021", "--exclude", "month=2021-10"], {"lu-1"}),
    ],
)
def test_filters_keep_what_has_a_value(search, options, found):
    assert set(search("lũ", *options).ids) == found


def test_facets_count_all_hits_whatever_the_page(search):
    page = search("lũ", "--limit", 1, "--facet", "year", "--facet", "source").json
    assert page["facets"] == {
        "year": [{"value": "2021", "count": 2}, {"value": "2022", "count": 1}],
        "source": [{"value": "A B", "count": 1}, {"value": "Báo Hà Tĩnh", "count": 1}],
    }


def test_facets_are_listed_above_the_hits(timbao, newsroom):
    shown = timbao("search", "lũ", "--facet", "year", "--facet", "tag", "--data", newsroom).out
    assert "Năm (year): 2021 (2) · 2022 (1)" in shown
    assert "Từ khóa (tag): không có (none)" in shown


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """Return a data directory with one story in three papers, and another one."""
    folder = tmp_path_factory.mktemp("copied")
    text = " ".join(f"mưa lũ ở xã {number}" for number in range(30))
    known = [
        {
            "id": f"{paper}",
            "title": f"Lũ, báo {paper}",
            "body": text,
            "published": f"2021-09-0{paper}",
        }
        for paper in (1, 2, 3)
    ]
    known.append({"id": "khác", "title": "Lũ ở nơi khác", "body": "Nước rút."})
    file = folder / "bai.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in known), encoding="utf-8")
    assert run(["index", str(file), "--data", str(folder / "data")]) == 0
    return folder / "data"


def test_near_copies_are_one_hit_that_says_how_many_more_there_are(timbao, copied):
    search = ("search", "lũ", "--sort", "oldest", "--data", copied)
    page = timbao(*search, "--json").json
    assert [(hit["id"], hit["similar_copies"]) for hit in page["hits"]] == [
        ("1", ["2", "3"]),
        ("khác", []),
    ]
    assert (page["total"], page["results"], page["pages"]) == (4, 2, 1)
    assert "+2 bài gần giống" in timbao(*search).out
    assert timbao(*search, "--limit", 1, "--page", 2, "--json").ids == ["khác"]
    assert timbao(*search, "--all-copies", "--json").ids == ["1", "2", "3", "khác"]


def test_duplicates_lists_groups_and_says_where_there_are_none(timbao, copied, newsroom):
    found = timbao("duplicates", "--data", copied, "--json")
    assert [[each["id"] for each in group] for group in found.json["groups"]] == [["1", "2", "3"]]
    assert "Lũ, báo 2" in timbao("duplicates", "--data", copied).out
    none = timbao("duplicates", "--data", newsroom, "--json")
    assert (none.code, none.json["groups"]) == (1, [])


def test_what_is_less_than_asked_for_is_said(timbao, newsroom):
    shown = timbao("search", "lũ mưa châu khôngcó", "--data", newsroom).out
    assert "0 kết quả có đủ các từ, sau đó là kết quả có ít nhất 3 trong 4 từ" in shown
    assert "(0 with every word, then those with 3 of 4)" in shown


@pytest.mark.parametrize("name", ["tiêu-đề", "tieude", "title"])
def test_fields_have_vietnamese_names_in_the_option_too(search, name):
    assert search("số", "--in", name).ids == ["cds"]


def test_exact_accents_rank_first(search):
    assert search("giá ma").ids == ["ma"]
    assert search("gia ma").ids == ["ma-2", "ma"]


def test_captions_are_hits_of_their_own(timbao, search, newsroom):
    answer = search("lê bá hùng", "--captions")
    assert answer.ids == ["cds#1"]
    shown = timbao("search", "lê bá hùng", "--captions", "--data", newsroom).out
    for known in ("Chuyển đổi số ở Nghệ An", "Baonghean.vn", "29/12/2020", "Ảnh: Lê Thanh"):
        assert known in shown


def test_a_credit_can_be_searched(search):
    assert search("credit:thành", "--captions").ids == ["cds#2"]


def test_nothing_found_is_said_on_stderr_with_a_way_on(timbao, newsroom):
    answer = timbao("search", "khôngcó", "--data", newsroom)
    assert (answer.code, answer.out) == (1, "")
    assert "Không tìm thấy gì cho: khôngcó (nothing found)" in answer.err


@pytest.mark.parametrize("article_id", ["cds", "cds#1", "xau#1", "xau#1#1"])
def test_an_id_of_article_or_photo_shows_the_article(timbao, newsroom, article_id):
    shown = timbao("show", article_id, "--data", newsroom, "--json").json
    assert shown["id"] == ("cds" if article_id.startswith("cds") else "xau#1")


def test_show_prints_every_part(timbao, newsroom):
    lines = timbao("show", "cds", "--data", newsroom).out.split("\n")
    assert lines == [
        "Chuyển đổi số ở Nghệ An",
        "Baonghean.vn · 29/12/2020 · cds",
        "",
        "Tỉnh đặt mục tiêu năm 2025.",
        "",
        "Sở TT&TT chủ trì chuyển đổi số.",
        "",
        "Ông Lê Bá Hùng nói về hạ tầng.",
        "",
        "▣ Ảnh 1: Ông Lê Bá Hùng phát biểu. — Ảnh: Lê Thanh",
        "",
        "▣ Ảnh 2: Toàn cảnh hội nghị. — Ảnh: Thành Duy",
        "",
    ]


def test_results_in_a_pipe_are_whole_lines_without_colour(timbao, newsroom):
    lines = timbao("search", "chuyển đổi số", "--data", newsroom).out.splitlines()
    assert lines[0].startswith("Tìm thấy 1 bài · trang 1/1 · ")
    assert lines[1:] == [
        "",
        "1. Chuyển đổi số ở Nghệ An",
        "   Baonghean.vn · 29/12/2020 · cds · khớp ở tít, nội dung",
        "   Sở TT&TT chủ trì chuyển đổi số.",
    ]


def test_undated_without_a_source_says_so(timbao, newsroom):
    assert "không rõ nguồn · không rõ ngày" in timbao("search", "chợ", "--data", newsroom).out
