"""A credit is cut off a caption, and a sentence that only sounds like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.sources.credits import lone_credit, split_credit


@pytest.mark.parametrize(
    ("line", "text", "credit"),
    [
        ("Cầu Bến Thủy. Ảnh: Lê Thanh", "Cầu Bến Thủy.", "Lê Thanh"),
        ("Cầu Bến Thủy. Ảnh: Lê Thanh.", "Cầu Bến Thủy.", "Lê Thanh"),
        ("Cầu Bến Thủy - Ảnh: K.LONG.", "Cầu Bến Thủy", "K.LONG"),
        ("Cầu Bến Thủy (Ảnh: Lê Thanh)", "Cầu Bến Thủy", "Lê Thanh"),
        ("Cầu Bến Thủy (ảnh: N.N).", "Cầu Bến Thủy", "N.N"),
        ("Cầu Bến Thủy - ảnh: EPA", "Cầu Bến Thủy", "EPA"),
        ("Cầu Bến Thủy. Ảnh - Lê Thanh", "Cầu Bến Thủy.", "Lê Thanh"),
        ("Cầu Bến Thủy Ảnh: Lê Thanh", "Cầu Bến Thủy", "Lê Thanh"),
        ("Cầu Bến Thủy. Ảnh: Lê Thanh - Đức Anh", "Cầu Bến Thủy.", "Lê Thanh - Đức Anh"),
        ("Cầu Bến Thủy. Ảnh tư liệu", "Cầu Bến Thủy.", "tư liệu"),
        ("Cầu Bến Thủy. Ảnh: CTV", "Cầu Bến Thủy.", "CTV"),
        ("Cầu Bến Thủy. Ảnh: nhân vật cung cấp", "Cầu Bến Thủy.", "nhân vật cung cấp"),
        ("Diễn tập - Ảnh: Bộ Quốc phòng Mỹ", "Diễn tập", "Bộ Quốc phòng Mỹ"),
        ("Chủ tịch - Ảnh TỰ TRUNG.", "Chủ tịch", "TỰ TRUNG"),
        ("Cầu. Ảnh: A. Ảnh: B", "Cầu.", "A - B"),
        ("Ảnh minh hoạ: Thu Hiền", "Ảnh minh hoạ", "Thu Hiền"),
        ("Ảnh minh hoạ.", "Ảnh minh hoạ.", ""),
        ("Cầu Bến Thủy.", "Cầu Bến Thủy.", ""),
        ("Giải Nhất hạng mục Ảnh: Phan Thanh Bá.", "Giải Nhất hạng mục Ảnh: Phan Thanh Bá.", ""),
        ("Ông kể về ảnh: chụp ngày cưới", "Ông kể về ảnh: chụp ngày cưới", ""),
        ("Mỗi ảnh - một đời người", "Mỗi ảnh - một đời người", ""),
        ("Sơ đồ cống. Đồ họa: Hữu Quân", "Sơ đồ cống.", "Đồ họa: Hữu Quân"),
        ("Sơ đồ (ĐỒ HỌA: TTXVN)", "Sơ đồ", "Đồ họa: TTXVN"),
        ("Cầu đổ. Video: Lê Thanh", "Cầu đổ.", "Video: Lê Thanh"),
        ("Cầu. Ảnh: A. Đồ họa: B", "Cầu.", "A - Đồ họa: B"),
        ("Cầu. Ảnh, video: Lê Thanh", "Cầu.", "Lê Thanh"),
        ("Ông xem video: chụp ngày cưới", "Ông xem video: chụp ngày cưới", ""),
        ("Ca mắc tăng. Nguồn: Bộ Y tế", "Ca mắc tăng. Nguồn: Bộ Y tế", ""),
        ("", "", ""),
    ],
)
def test_split_credit(line: str, text: str, credit: str) -> None:
    assert split_credit(line) == (text, credit)


@pytest.mark.parametrize(
    ("line", "text", "credit"),
    [
        ("Clip vụ cháy - Nguồn: CTV", "Clip vụ cháy", "Nguồn: CTV"),
        ("Bản đồ mưa (nguồn: Đài Khí tượng)", "Bản đồ mưa", "Nguồn: Đài Khí tượng"),
        (
            "Số ca. Nguồn: Sở Y tế tỉnh. Đồ họa: Hải Đăng",
            "Số ca.",
            "Nguồn: Sở Y tế tỉnh - Đồ họa: Hải Đăng",
        ),
    ],
)
def test_who_provided_a_photo_is_told_only_in_a_caption(line: str, text: str, credit: str) -> None:
    assert split_credit(line, captions=True) == (text, credit)
    assert "Nguồn" not in split_credit(line)[1]


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("ĐỒ HỌA: HỮU QUÂN", "Đồ họa: HỮU QUÂN"),
        ("Ảnh: Lê Thanh", "Lê Thanh"),
        ("(Ảnh: Lê Thanh)", "Lê Thanh"),
        ("Ảnh tư liệu", "tư liệu"),
        ("Ảnh chụp tại phố đêm", ""),
        ("Bài, ảnh: Lê Thanh", ""),
    ],
)
def test_lone_credit(line: str, credit: str) -> None:
    assert lone_credit(line) == credit


parts = st.sampled_from(
    [
        "Ảnh: ",
        "Ảnh ",
        "ảnh: ",
        "Đồ họa: ",
        "Nguồn: ",
        "(",
        ")",
        "A",
        "tư liệu",
        "minh họa",
        ". ",
        " - ",
        "x",
    ]
)


@given(st.lists(parts).map("".join))
def test_nothing_is_left_to_cut(text: str) -> None:
    for captions in (False, True):
        rest, _ = split_credit(text, captions=captions)
        assert split_credit(rest, captions=captions)[1] == ""
