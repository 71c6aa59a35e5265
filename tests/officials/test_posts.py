"""Offices given to names: before, behind, chained, former, acting; not somebody else's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.officials.capitals import Tokens
from search.officials.offices import is_definite, offices
from search.officials.posts import posts


def held(text, *names):
    """The posts of each of these names in the text, as (title, organisation, place)."""
    tokens = Tokens.of(text)
    spans = []
    for name in names:
        at = tokens.starts.index(text.index(name))
        spans.append((at, at, at + len(name.split())))
    return [
        [(post.title, post.organisation, post.place) for post in each]
        for each in posts(tokens, spans, offices(tokens))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc Sở Y tế Lê Văn An nói", [("Giám đốc", "Sở Y tế", "")]),
        (
            "Phó Chủ tịch Thường trực UBND tỉnh Nghệ An Lê Văn An nói",
            [("Phó Chủ tịch Thường trực", "UBND tỉnh Nghệ An", "tỉnh Nghệ An")],
        ),
        (
            "Chủ tịch UBND xã Nga My, huyện Tương Dương Lê Văn An nói",
            [("Chủ tịch", "UBND xã Nga My", "xã Nga My, huyện Tương Dương")],
        ),
        ("Bí thư Tỉnh ủy Lê Văn An nói", [("Bí thư Tỉnh ủy", "Tỉnh ủy", "")]),
        (
            "Ủy viên Ban Chấp hành Trung ương Đảng, Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lê Văn An",
            [
                ("Ủy viên", "Ban Chấp hành Trung ương Đảng", ""),
                ("Bí thư Tỉnh ủy", "Tỉnh ủy", ""),
                ("Chủ tịch", "HĐND tỉnh", ""),
            ],
        ),
        (
            "Lê Văn An - Giám đốc Trung tâm Công nghệ thông tin. Sau đó",
            [("Giám đốc", "Trung tâm Công nghệ thông tin", "")],
        ),
        (
            "Lê Văn An, Trưởng phòng Kinh tế, Phó Bí thư Đảng ủy, cho biết",
            [("Trưởng phòng Kinh tế", "", ""), ("Phó Bí thư Đảng ủy", "Đảng ủy", "")],
        ),
        ("Lê Văn An (Chủ tịch Hội Nông dân xã) nói", [("Chủ tịch", "Hội Nông dân xã", "")]),
        (
            "Lê Văn An, Bí thư huyện Tây Trà (Quảng Ngãi) nói",
            [("Bí thư", "huyện Tây Trà", "huyện Tây Trà (Quảng Ngãi)")],
        ),
        (
            "Lê Văn An, Chủ tịch kiêm Giám đốc điều hành Boeing, nói",
            [("Chủ tịch", "", ""), ("Giám đốc điều hành", "Boeing", "")],
        ),
        (
            "Lê Văn An, Phó giám đốc Công ty Mía đường Hoà Bình cam kết bồi thường",
            [("Phó giám đốc", "Công ty Mía đường Hoà Bình", "")],
        ),
        (
            "Lê Văn An, Giám đốc Trung tâm BKIS đồng thời là kiến trúc sư",
            [("Giám đốc", "Trung tâm BKIS", "")],
        ),
        ("Lê Văn An, Chủ tịch HĐND xã vì để xảy ra sai phạm", [("Chủ tịch", "HĐND xã", "")]),
        (
            "Lê Văn An, Vụ trưởng Bộ Lao động - thương binh và xã hội, nói",
            [("Vụ trưởng", "Bộ Lao động - thương binh và xã hội", "")],
        ),
        (
            "Lê Văn An (Đội trưởng Đội Cảnh sát phòng chống tội phạm về ma túy) kể",
            [("Đội trưởng", "Đội Cảnh sát phòng chống tội phạm về ma túy", "")],
        ),
        (
            "Lê Văn An, Chánh Văn phòng Ban chỉ đạo Tây Nam Bộ, nói",
            [("Chánh Văn phòng", "Ban chỉ đạo Tây Nam Bộ", "")],
        ),
        (
            "Lê Văn An, Thứ trưởng Bộ Văn hóa, Thể thao và Du lịch, nói",
            [("Thứ trưởng", "Bộ Văn hóa, Thể thao và Du lịch", "")],
        ),
        ("Lê Văn An, giám đốc Sở TN - MT Đà Nẵng, nói", [("giám đốc", "Sở TN - MT Đà Nẵng", "")]),
        ("Lê Văn An - giám đốc ĐH Đà Nẵng - nói", [("giám đốc", "ĐH Đà Nẵng", "")]),
        (
            "Phó giám đốc Bảo hiểm xã hội tỉnh Lê Văn An",
            [("Phó giám đốc", "Bảo hiểm xã hội tỉnh", "")],
        ),
        (
            "Lê Văn An, Chủ tịch Hiệp hội các nhà xuất khẩu, nói",
            [("Chủ tịch", "Hiệp hội các nhà xuất khẩu", "")],
        ),
        (
            "Lê Văn An, Bí thư Tỉnh uỷ Cao Bằng nhiệm kỳ 2015 - 2020, nói",
            [("Bí thư Tỉnh uỷ", "Tỉnh uỷ Cao Bằng", "")],
        ),
        (
            "Lê Văn An, Trưởng phòng Tài nguyên và Môi trường huyện Long Thành, nói",
            [("Trưởng phòng Tài nguyên và Môi trường", "huyện Long Thành", "huyện Long Thành")],
        ),
        ("nguyên giám đốc VN Pharma Lê Văn An tại toà", [("giám đốc", "VN Pharma", "")]),
        (
            "Lê Văn An, cựu chủ tịch và giám đốc điều hành Exxon Mobil",
            [("chủ tịch", "", ""), ("giám đốc điều hành", "Exxon Mobil", "")],
        ),
        (
            "Phát biểu ngay sau Thủ tướng Đức, Phó Tổng thống Mỹ Lê Văn An",
            [("Phó Tổng thống", "Mỹ", "")],
        ),
        (
            "Lê Văn An, Phó Giám đốc Sở Du lịch giữ chức Giám đốc Sở Du lịch, nói",
            [("Phó Giám đốc", "Sở Du lịch", "")],
        ),
        ("Lê Văn An - nguyên thẩm phán TAND tối cao, nói", [("thẩm phán", "TAND tối cao", "")]),
        (
            "Bộ trưởng Truyền thông Gabon Lê Văn An nói",
            [("Bộ trưởng Truyền thông", "Gabon", "")],
        ),
        ("Lê Văn An - Bí thư thứ nhất, nói", [("Bí thư thứ nhất", "", "")]),
        ("Tổng thống sắp mãn nhiệm Lê Văn An", [("Tổng thống sắp mãn nhiệm", "", "")]),
        (
            "Lê Văn An, Cục trưởng Kiểm soát hoạt động bảo vệ môi trường, nói",
            [("Cục trưởng Kiểm soát hoạt động bảo vệ môi trường", "", "")],
        ),
        ("Bộ trưởng Bộ Giao thông vận tải Lê Văn An", [("Bộ trưởng", "Bộ Giao thông vận tải", "")]),
    ],
)
def test_a_name_has_the_offices_beside_it(text, expected):
    assert held(text, "Lê Văn An") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Giám đốc Sở TT&TT trao Huân chương cho đồng chí Lê Văn An",
        "Luật sư của Tổng thống và Lê Văn An",
        "Giám đốc đã nghỉ. Lê Văn An nói",
        "Đại sứ quán tiếp Lê Văn An",
        "Đoàn Chủ tịch, Lê Văn An",
        "do bà Hoa làm chủ tịch hội đồng, Lê Văn An nói",
    ],
)
def test_a_name_has_no_office_of_another(text):
    assert held(text, "Lê Văn An") == [[]]


def test_an_office_right_behind_a_name_is_not_that_of_a_firm_behind_it():
    text = "Ông Đỗ Anh Tú Tổng Giám đốc Công ty Sản xuất Khăn giấy Diana cho biết"
    assert held(text, "Đỗ Anh Tú", "Diana")[1] == []


def test_what_somebody_else_became_is_not_of_the_chain():
    text = "Nhân dịp ông Kim được suy tôn là Chủ tịch Quốc vụ, Tổng Bí thư, Chủ tịch nước Lê Văn An"
    titles = [title for title, *_ in held(text, "Lê Văn An")[0]]
    assert titles == ["Tổng Bí thư", "Chủ tịch nước"]


@pytest.mark.parametrize(
    "before",
    [
        "Thừa ủy quyền của Chủ tịch nước,",
        "Thừa lệnh Giám đốc Sở Y tế,",
        "Thay mặt Bí thư Tỉnh ủy,",
        "Theo chỉ đạo của Thủ tướng,",
        "Theo đề nghị của Giám đốc Sở Y tế tỉnh Nghệ An,",
        "Giao nhiệm vụ cho tân Giám đốc,",
        "Chúc mừng tân Giám đốc,",
        "Báo cáo với Thủ tướng,",
    ],
)
def test_whom_a_name_acts_for_or_speaks_to_gives_it_no_office(before):
    text = f"{before} Chủ tịch UBND tỉnh Lê Văn An nói"
    assert held(text, "Lê Văn An") == [[("Chủ tịch", "UBND tỉnh", "")]]


@pytest.mark.parametrize(
    "before", ["theo lời", "làm việc với", "trao hoa cho", "sự có mặt của", "với tân"]
)
def test_a_chain_stays_one_behind_other_words_and_with_organisations(before):
    text = f"{before} Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lê Văn An"
    assert held(text, "Lê Văn An") == [
        [("Bí thư Tỉnh ủy", "Tỉnh ủy", ""), ("Chủ tịch", "HĐND tỉnh", "")]
    ]


def test_who_acts_for_another_keeps_the_rest_of_the_chain():
    text = "Thay mặt Bí thư Tỉnh ủy, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh Lê Văn An"
    assert [title for title, _, _ in held(text, "Lê Văn An")[0]] == [
        "Phó Bí thư Tỉnh ủy",
        "Chủ tịch",
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("với Chủ tịch kiêm Giám đốc Boeing Lê Văn An", ["Chủ tịch", "Giám đốc"]),
        ("cho Tổng Bí thư, Chủ tịch nước Lê Văn An", ["Tổng Bí thư", "Chủ tịch nước"]),
    ],
)
def test_offices_that_one_holds_at_once_stay_together(text, titles):
    assert [title for title, _, _ in held(text, "Lê Văn An")[0]] == titles


def test_the_only_office_before_a_name_is_the_names():
    assert held("thay mặt Chủ tịch UBND tỉnh Lê Văn An", "Lê Văn An") == [
        [("Chủ tịch", "UBND tỉnh", "")]
    ]


def test_an_office_behind_a_name_that_leads_to_the_next_is_the_next_ones():
    text = "Trần Thị Bình, phó trưởng phòng chính trị - tư tưởng Lê Văn An"
    assert held(text, "Trần Thị Bình", "Lê Văn An")[0] == []


def test_a_chain_ends_at_a_foreign_name_that_nobody_recognised():
    text = "Bộ trưởng Malaysia Shabery Cheek và Chủ tịch Quốc hội Lê Văn An"
    assert held(text, "Lê Văn An") == [[("Chủ tịch", "Quốc hội", "")]]


def test_a_title_does_not_go_on_over_the_next_name():
    tokens = Tokens.of("Phó Trưởng phòng CSGT và Michael Hayden")
    [office] = offices(tokens)
    assert tokens.words[office.title : office.end] == ["Phó", "Trưởng", "phòng", "CSGT"]


def test_an_office_between_two_names_is_of_one_of_them():
    behind = "Lê Văn An, Giám đốc Sở Y tế, và Trần Thị Bình"
    assert held(behind, "Lê Văn An", "Trần Thị Bình") == [[("Giám đốc", "Sở Y tế", "")], []]
    before = "Lê Văn An và Giám đốc Sở Y tế Trần Thị Bình"
    assert held(before, "Lê Văn An", "Trần Thị Bình") == [[], [("Giám đốc", "Sở Y tế", "")]]


@pytest.mark.parametrize(
    ("text", "former", "acting"),
    [
        ("nguyên Giám đốc Sở Y tế", True, False),
        ("cựu Chủ tịch UBND tỉnh", True, False),
        ("Quyền Chủ tịch UBND tỉnh", False, True),
        ("chính quyền Tổng thống Mỹ", False, False),
        ("tân Giám đốc Sở Y tế", False, False),
    ],
)
def test_an_office_is_former_or_acting(text, former, acting):
    [office] = offices(Tokens.of(text))
    assert (office.former, office.acting) == (former, acting)


def test_a_word_for_a_job_is_no_office_of_anybody():
    tokens = Tokens.of("Các hiệu trưởng họp; Hiệu trưởng Trường A, hiệu trưởng Trường B")
    assert [is_definite(tokens, office) for office in offices(tokens)] == [False, True, True]


PIECES = st.sampled_from(
    [
        "Phó",
        "Giám đốc",
        "Sở Y tế",
        ",",
        "-",
        "(",
        ")",
        "nguyên",
        "huyện",
        "Lê Văn An",
        ".",
        "và",
        ":",
    ]
)


@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_posts_stand_outside_names_and_in_order(text):
    tokens = Tokens.of(text)
    spans = [(at, at, at + 3) for at, word in enumerate(tokens.words) if word == "Lê"]
    for given_posts in posts(tokens, spans, offices(tokens)):
        starts = [post.start for post in given_posts]
        assert starts == sorted(set(starts))
        assert all("Lê Văn An" not in text[post.start : post.end] for post in given_posts)
