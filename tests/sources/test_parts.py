"""Datelines, bylines and navigation are known by their form."""

import pytest

from search.sources.bylines import Byline, author_of, take_byline
from search.sources.captions import Line
from search.sources.datelines import split_dateline, split_own_dateline
from search.sources.navigation import drop_navigation

PROSE = "Đây là một đoạn văn của bài báo, đủ dài để không thể là một đầu đề."


@pytest.mark.parametrize(
    ("paragraph", "source", "text"),
    [
        ("(Baonghean.vn) - Chiều 29/12", "Baonghean.vn", "Chiều 29/12"),
        ("Baonghean.vn - Chiều", "Baonghean.vn", "Chiều"),
        ("(BNA) – Sáng", "BNA", "Sáng"),
        ("NDO - Ngày", "NDO", "Ngày"),
        ("VOV.VN - Sáng", "VOV.VN", "Sáng"),
        ("(Dân trí) - Một", "Dân trí", "Một"),
        ("(NLĐO)- Một", "NLĐO", "Một"),
        ("Nghệ An (TTXVN) - Sáng", "TTXVN", "Sáng"),
        ("(Truyền hình Nghệ An) – Sáng", "Truyền hình Nghệ An", "Sáng"),
        ("Báo Nghệ An - Sáng", "Báo Nghệ An", "Sáng"),
    ],
)
def test_dateline(paragraph: str, source: str, text: str) -> None:
    found = split_dateline(paragraph)
    assert found is not None
    assert (found.source, found.text) == (source, text)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Báo Nghệ An - cơ quan của Đảng bộ tỉnh",
        "UBND - Sáng nay",
        "Ông Lê Bá (Giám đốc Sở) - Người có công",
        "(29/12) - Mưa",
        "TP Vinh - Huế khai trương",
        "",
    ],
)
def test_sentence_is_no_dateline(paragraph: str) -> None:
    assert split_dateline(paragraph) is None


@pytest.mark.parametrize(
    ("paragraph", "site", "text"),
    [
        ("TPO - Sáng", "tienphong.vn", "Sáng"),
        ("NLĐO – Sáng", "nld.com.vn", "Sáng"),
        ("GD&TĐ - Sáng", "giaoducthoidai.vn", "Sáng"),
        ("HNM Online - Sáng", "hanoimoi.vn", "Sáng"),
        ("BNEWS Sáng", "bnews.vn", "Sáng"),
        ("TTXVN Sáng", "bnews.vn", None),
        ("QK4 - Sáng", "baoquankhu4.com.vn", None),
        ("UBND - Sáng", "tienphong.vn", None),
        ("TP - huyện", "tienphong.vn", None),
        ("TPO - Sáng", "", None),
    ],
)
def test_initials_of_a_site_are_its_dateline(paragraph: str, site: str, text: str | None) -> None:
    found = split_own_dateline(paragraph, site)
    assert (found and found.text) == text


@pytest.mark.parametrize(
    ("lines", "byline", "kept"),
    [
        (["Lê Thanh"], Byline("Lê Thanh"), {}),
        (["Lê Thanh", "Theo TTXVN"], Byline("Lê Thanh", "TTXVN"), {"agency": "TTXVN"}),
        (["Nguồn: Sức Khỏe"], Byline("", "Sức Khỏe"), {"author_kind": "agency"}),
        (["TTXVN"], Byline("TTXVN"), {"author_kind": "agency"}),
        (["PV"], Byline("PV"), {"author_kind": "staff"}),
        (["PV", "Theo TTXVN"], Byline("PV", "TTXVN"), {"author_kind": "staff", "agency": "TTXVN"}),
        (["Lê Thanh", "Đức Anh"], Byline("Đức Anh"), {}),
    ],
)
def test_desks_and_agencies_are_told_from_people(lines, byline: Byline, kept) -> None:
    found, _ = take_byline([Line(PROSE, 0), *(Line(text, 1) for text in lines)])
    assert found == byline
    assert found.kept == kept


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Trần Thu Hiền", "Trần Thu Hiền"),
        ("Bài, ảnh: Lê Thanh", "Lê Thanh"),
        ("Bài và ảnh: LÊ THANH - Đức Anh", "LÊ THANH - Đức Anh"),
        ("Quỳnh Chi (thực hiện)", "Quỳnh Chi"),
        ("Theo TTXVN", "TTXVN"),
        ("Bởi Huy Linh", "Huy Linh"),
        ("T.H", "T.H"),
        ("PV", "PV"),
        ("Hết giờ làm việc", ""),
        ("Theo đó, dân vui.", ""),
        ("Vui", ""),
    ],
)
def test_author_of(line: str, author: str) -> None:
    assert author_of(line) == author


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["A.", "", "Tin mới"], ["A."]),
        (["A.", "", "TIN MỚI:", "Bão vào bờ", "Vì sao giá tăng?"], ["A."]),
        (["A.", "", "Tin liên quan", "Bão vào bờ", "• Lũ lên", "", PROSE], ["A.", PROSE]),
        (["A.", "", "Tin mới", "", "Bão vào bờ", PROSE, "", "Lũ lên", PROSE], ["A."]),
        (["A.", "", ">> Xem thêm: Bão vào bờ", "", "B."], ["A.", "B."]),
        (["A.", "", "Đọc thêm: Bão vào bờ", "", "B."], ["A.", "B."]),
        (["A.", "", "* Mời bạn đọc vào mục Phóng sự xem các bài khác."], ["A."]),
        (["A.", "", "Chia sẻ: “Chúng tôi rất vui.”"], ["A.", "Chia sẻ: “Chúng tôi rất vui.”"]),
        (["A.", "", "Tin mới từ bảng tin."], ["A.", "Tin mới từ bảng tin."]),
        (["A.", "", "Xem thêm", "Bão", "", "Cầu gãy. Ảnh: B"], ["A.", "Cầu gãy. Ảnh: B"]),
    ],
)
def test_navigation_goes_and_the_article_resumes(texts: list[str], kept: list[str]) -> None:
    lines = [Line(text, texts[:place].count("")) for place, text in enumerate(texts) if text]
    assert [line.text for line in drop_navigation(lines)] == kept
