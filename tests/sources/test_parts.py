"""Datelines, bylines and navigation are known by their form."""

import pytest

from search.sources.bylines import author_of
from search.sources.captions import Line
from search.sources.datelines import split_dateline
from search.sources.navigation import drop_navigation


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
    ("line", "author"),
    [
        ("Trần Thu Hiền", "Trần Thu Hiền"),
        ("Bài, ảnh: Lê Thanh", "Lê Thanh"),
        ("Bài và ảnh: LÊ THANH - Đức Anh", "LÊ THANH - Đức Anh"),
        ("Quỳnh Chi (thực hiện)", "Quỳnh Chi"),
        ("Theo TTXVN", "TTXVN"),
        ("T.H", "T.H"),
        ("PV", "PV"),
        ("Hết giờ làm việc", ""),
        ("Theo đó, dân vui.", ""),
        ("Vui", ""),
    ],
)
def test_author_of(line: str, author: str) -> None:
    assert author_of(line) == author


PROSE = "Đây là một đoạn văn của bài báo, đủ dài để không thể là một đầu đề."


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["A.", "", "Tin mới"], ["A."]),
        (["A.", "", "TIN MỚI:", "Bão vào bờ", "Vì sao giá tăng?"], ["A."]),
        (["A.", "", "Tin liên quan", "Bão vào bờ", "• Lũ lên", "", PROSE], ["A.", PROSE]),
        (["A.", "", "Tin mới", "", "Bão vào bờ", PROSE, "", "Lũ lên", PROSE], ["A."]),
        (["A.", "", ">> Xem thêm: Bão vào bờ", "", "B."], ["A.", "B."]),
        (["A.", "", "Đọc thêm: Bão vào bờ", "", "B."], ["A.", "B."]),
        (["A.", "", "Chia sẻ: “Chúng tôi rất vui.”"], ["A.", "Chia sẻ: “Chúng tôi rất vui.”"]),
        (["A.", "", "Tin mới từ bảng tin."], ["A.", "Tin mới từ bảng tin."]),
        (["A.", "", "Xem thêm", "Bão", "", "Cầu gãy. Ảnh: B"], ["A.", "Cầu gãy. Ảnh: B"]),
    ],
)
def test_navigation_goes_and_the_article_resumes(texts: list[str], kept: list[str]) -> None:
    lines = [Line(text, texts[:place].count("")) for place, text in enumerate(texts) if text]
    assert [line.text for line in drop_navigation(lines)] == kept
