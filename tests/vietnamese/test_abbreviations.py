"""Abbreviations are found where a text defines them, and nowhere else."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.abbreviation_counts import AbbreviationCounts, Row
from search.vietnamese.abbreviation_forms import long_form_key, normal_form
from search.vietnamese.abbreviations import Definition, definitions
from search.vietnamese.builtin_abbreviations import builtin, builtin_keys
from search.vietnamese.characters import clean


def pairs(text: str) -> list[tuple[str, str]]:
    return [(one.abbreviation, one.long_form) for one in definitions(text)]


@pytest.mark.parametrize(
    ("text", "abbreviation", "long_form"),
    [
        # long form, then abbreviation
        ("Sở Thông tin và Truyền thông (TT&TT) họp.", "TT&TT", "Thông tin và Truyền thông"),
        ("Sở Thông tin và Truyền thông (TT - TT)", "TT - TT", "Thông tin và Truyền thông"),
        ("Ứng dụng công nghệ thông tin (CNTT) rộng rãi", "CNTT", "công nghệ thông tin"),
        ("Ủy ban nhân dân (UBND) xã", "UBND", "Ủy ban nhân dân"),
        ("Uỷ ban nhân dân (UBND) xã", "UBND", "Uỷ ban nhân dân"),
        ("HỘI ĐỒNG NHÂN DÂN (HĐND)", "HĐND", "HỘI ĐỒNG NHÂN DÂN"),
        ("Hội đồng nhân dân (HDND) xã", "HDND", "Hội đồng nhân dân"),
        ("xã đạt chuẩn nông thôn mới (NTM).", "NTM", "nông thôn mới"),
        ("Bộ Kế hoạch và Đầu tư (KH&ĐT)", "KH&ĐT", "Kế hoạch và Đầu tư"),
        ("Bộ Kế hoạch – Đầu tư (KH–ĐT)", "KH-ĐT", "Kế hoạch - Đầu tư"),
        (
            "Sở Lao động - Thương binh và Xã hội (LĐ-TB&XH)",
            "LĐ-TB&XH",
            "Lao động - Thương binh và Xã hội",
        ),
        ("Sở Giáo dục và Đào tạo (GD-ĐT)", "GD-ĐT", "Giáo dục và Đào tạo"),
        ("Sở Văn hóa, Thể thao và Du lịch (VH,TT&DL)", "VH,TT&DL", "Văn hóa, Thể thao và Du lịch"),
        (
            "Sở Văn hóa, Thể thao và Du lịch (VH, TT & DL)",
            "VH, TT & DL",
            "Văn hóa, Thể thao và Du lịch",
        ),
        ("Sở Tài nguyên và Môi trường (Sở TN&MT)", "TN&MT", "Tài nguyên và Môi trường"),
        ("Trung tâm Dịch vụ và Việc làm (TTDVVL)", "TTDVVL", "Trung tâm Dịch vụ và Việc làm"),
        ("Ủy ban MTTQ Việt Nam (UBMTTQVN)", "UBMTTQVN", "Ủy ban MTTQ Việt Nam"),
        ("Ngân hàng Nhà nước Việt Nam (NHNN)", "NHNN", "Ngân hàng Nhà nước"),
        ("ở vùng sâu và hải đảo, giải phóng mặt bằng (GPMB) chậm", "GPMB", "giải phóng mặt bằng"),
        ("Phong trào “Đền ơn đáp nghĩa” (ĐƠĐN)", "ĐƠĐN", "Đền ơn đáp nghĩa"),
        ("Thủ tướng (TTg) đã ký", "TTg", "Thủ tướng"),
        ("Ban Kinh tế Trung ương (TƯ)", "TƯ", "Trung ương"),
        ("Hợp tác xã (HTX, tổ hợp tác) là", "HTX", "Hợp tác xã"),
        ("Câu lạc bộ Hoàng Anh Gia Lai (HAGL)", "HAGL", "Hoàng Anh Gia Lai"),
        # abbreviation, then long form
        ("TP.HCM (Thành phố Hồ Chí Minh) mưa", "TP.HCM", "Thành phố Hồ Chí Minh"),
        ("ở TP. HCM (thành phố Hồ Chí Minh)", "TP. HCM", "thành phố Hồ Chí Minh"),
        ("mô hình VAC (vườn - ao - chuồng) mới", "VAC", "vườn - ao - chuồng"),
        ("Sở TT&TT (Thông tin và Truyền thông)", "TT&TT", "Thông tin và Truyền thông"),
        ("nợ BHXH (bảo hiểm xã hội, tính đến tháng 6)", "BHXH", "bảo hiểm xã hội"),
        # in so many words
        ("Hội đồng nhân dân (gọi tắt là HĐND)", "HĐND", "Hội đồng nhân dân"),
        ("Hội đồng nhân dân (sau đây gọi tắt là “HĐND”)", "HĐND", "Hội đồng nhân dân"),
        ("Ủy ban nhân dân (viết tắt: UBND)", "UBND", "Ủy ban nhân dân"),
        ("Ủy ban nhân dân (tên viết tắt là UBND)", "UBND", "Ủy ban nhân dân"),
        ("UBND (viết tắt của Ủy ban nhân dân)", "UBND", "Ủy ban nhân dân"),
        # as the web publishes it
        ("Ủy ban nhân dân（UBND）tỉnh", "UBND", "Ủy ban nhân dân"),
        ("Hội\u00a0đồng nhân\u200b dân (HĐND)", "HĐND", "Hội đồng nhân dân"),
        ("U\u0309y ban nha\u0302n da\u0302n (UBND)", "UBND", "Ủy ban nhân dân"),
        ("Hội Ðồng nhân dân (HÐND)", "HĐND", "Hội Đồng nhân dân"),
    ],
)
def test_definition(text: str, abbreviation: str, long_form: str) -> None:
    assert pairs(text) == [(abbreviation, long_form)]


@pytest.mark.parametrize(
    ("text", "long_form"),
    [
        ("Theo South China Morning Post (SCMP), hôm qua", "South China Morning Post"),
        (
            "Tổ chức Thương mại Thế giới (World Trade Organization - WTO)",
            "World Trade Organization",
        ),
        ("trí tuệ nhân tạo (AI - Artificial Intelligence)", "Artificial Intelligence"),
        ("chỉ số ROE (Return on Equity)", "Return on Equity"),
    ],
)
def test_foreign_long_form_is_found_and_marked(text: str, long_form: str) -> None:
    (found,) = definitions(text)
    assert (found.long_form, found.foreign) == (long_form, True)


def test_vietnamese_long_form_is_not_foreign() -> None:
    assert [one.foreign for one in definitions("Công ty Nam Long (NL), mưa lớn (ML)")] == [
        False
    ] * 2


@pytest.mark.parametrize(
    "text",
    [
        "(TT - TT) Chiều nay, tỉnh họp báo.",
        "Lễ hội đã bế mạc. (TT - TT)",
        "Ông gặp Thủ tướng (TT - TT)",
        "Bão số 3 đổ bộ. (Ảnh: TTXVN)",
        "Toàn cảnh tan tầm xe (Ảnh: TTXVN)",
        "Vinh (Nghệ An) và Đồng Hới (Quảng Bình)",
        "NGHỆ AN (NGHỆ AN)",
        "Liên minh châu Âu (EU), Tổ chức Y tế Thế giới (WHO)",
        "Quốc hội khóa XIV (XIV)",
        "Viện Vật lý (VI)",
        "thắng 2-1 (2-1), tỷ số 3 (3)",
        "điểm A (A), loại một (1)",
        "khoa học. Công nghệ (KHCN)",
        "Công an\nnhân dân (CAND)",
        "Công an: nhân dân (CAND)",
        "Nguyễn Thị Mai (NTM)",
        "Tin, ảnh: Trần Hà (TH)",
        "chị Nguyễn Thị Hoa (N.T.H)",
        "ông Hồng - Cẩn (H-C)",
        "Thanh Lam (TL): Tôi hát từ nhỏ.",
        "Hội đồng nhân dân (H.Đ.N.D)",
        "TP HCM (TPHCM)",
        "ĐH QG (ĐHQG)",
        "anh Nam (SN 1990, trú TP.HCM)",
        "đường An Dương (ĐN)",
        "giai đoạn giữa trên mặt đất (GMD)",
        "Sở Xây dựng (TT&TT)",
        "Campuchia, Lào và Việt Nam (CLV",
        "Công an nhân dân CAND)",
        "()((()))( )",
        "",
    ],
)
def test_no_definition(text: str) -> None:
    assert pairs(text) == []


PIECES = (
    '( ) （ ） ( ( ) ) và của TT&TT TT - TT , . ; : " “ ” \n \t \u00a0 \u200b \u0301 \u0302 đ Đ Ð '
    "Thông tin Truyền thông công nghệ CNTT UBND Ủy ban nhân dân gọi tắt là viết tắt: 2-1 XIV "
    "\ud800 🙂 ﬁ \u202e A.B Ａ ß ǆ İ Иванов сТТ"
)
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES.split(" ")), max_size=40).map("".join),
    st.text(st.characters(codec=None)),
)


@given(TEXTS)
def test_any_text_gives_true_offsets(text: str) -> None:
    last = 0
    for one in definitions(text):
        assert clean(text[one.start : one.end]).text == one.long_form
        assert clean(text[one.abbreviation_start : one.abbreviation_end]).text == one.abbreviation
        assert one.end <= one.abbreviation_start or one.abbreviation_end <= one.start
        assert last <= min(one.start, one.abbreviation_start)
        last = max(one.end, one.abbreviation_end)


@given(TEXTS)
def test_definition_is_found_after_any_other_text(text: str) -> None:
    tail = "\n Hội đồng nhân dân (HĐND)"
    (*_, found) = definitions(text + tail)
    assert (found.long_form, found.end) == ("Hội đồng nhân dân", len(text + tail) - len(" (HĐND)"))


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        "(AA)",
        "(AA ",
        "(" + "AA," * 53 + ")",
        "AA (" + "AA, " * 39 + ")",
        "và " * 60 + "(VVVVVVVVVVVV)",
        "A&A A&A - (A&A A&A - A & A , A)",
        "a" + "\u0301" * 50 + " (A\u0301A)",
        "\u200bvà\u00a0" * 50 + "(VVVVVV - VVVVV, VVV; VV)",
        "(A" + " " * 150 + "A)",
    ],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.perf_counter()
        for _ in definitions(text):
            pass
        return time.perf_counter() - start

    seconds(1_000)
    assert seconds(80_000) < 30 * max(seconds(10_000), 0.005)  # 8 times the text


@pytest.mark.parametrize(
    "spelling", ["VH-TT&DL", "VH, TT & DL", "VHTTDL", "VH - TT - DL", "vh.tt.dl", "VH–TT&DL"]
)
def test_spellings_of_an_abbreviation_are_one(spelling: str) -> None:
    assert normal_form(spelling) == "VHTTDL"


def test_d_with_stroke_is_another_letter() -> None:
    assert normal_form("GD-ĐT") != normal_form("GD-DT")


@pytest.mark.parametrize(
    "spelling",
    ["Văn hóa, Thể thao và Du lịch", "VĂN HOÁ - THỂ THAO - DU LỊCH", "văn hoá thể thao & du lịch"],
)
def test_spellings_of_a_long_form_are_one(spelling: str) -> None:
    assert long_form_key(spelling) == long_form_key("Văn hóa thể thao du lịch")


def counted(*rows: tuple[str, str, int]) -> AbbreviationCounts:
    counts = AbbreviationCounts()
    for abbreviation, long_form, articles in rows:
        counts.add(Row(abbreviation, long_form, "Báo", 2020, articles))
    return counts


def test_an_article_counts_a_pair_once() -> None:
    counts = AbbreviationCounts()
    text = "Đoàn viên thanh niên (ĐVTN). Ủy ban bầu cử (UBBC), UỶ BAN BẦU CỬ (UBBC)."
    counts.add_article(definitions(text), source="Báo Nghệ An", year=2020)
    counts.add_article(definitions(text), source="Báo Hà Tĩnh", year=None)
    (sense,) = counts.senses("UBBC")
    assert (sense.long_form, sense.articles) == ("Ủy ban bầu cử", 2)
    assert sense.sources == {"Báo Nghệ An", "Báo Hà Tĩnh"}
    assert sense.years == {2020}


def test_senses_merge_spellings_and_come_likeliest_first() -> None:
    counts = counted(
        ("KT", "kinh tế", 2), ("KT", "kỹ thuật", 4), ("K-T", "Kỹ Thuật", 1), ("KT", "kinh tế", 1)
    )
    assert [(one.long_form, one.articles) for one in counts.senses("K&T")] == [
        ("kỹ thuật", 5),
        ("kinh tế", 3),
    ]


@pytest.mark.parametrize(
    ("rows", "dominant"),
    [
        ([("QX", "quả xoài", 3)], "quả xoài"),
        ([("QX", "quả xoài", 2)], None),  # too few
        ([("QX", "quả xoài", 8), ("QX", "quyền xử", 2)], "quả xoài"),
        ([("QX", "quả xoài", 7), ("QX", "quyền xử", 2)], None),  # no clear majority
        ([], None),
    ],
)
def test_dominant(rows: list[tuple[str, str, int]], dominant: str | None) -> None:
    assert counted(*rows).dominant("QX") == dominant


def test_builtin_pair_dominates_until_the_archive_outvotes_it() -> None:
    assert counted().dominant("UBND") == "Ủy ban nhân dân"
    assert counted(("UBND", "uống bia ngoài đường", 2)).dominant("UBND") is None
    assert counted(("UBND", "uống bia ngoài đường", 12)).dominant("UBND") == "uống bia ngoài đường"


@pytest.mark.parametrize("spelling", ["TT&TT", "TT-TT", "TTTT", "TT & TT", "tttt"])
def test_long_form_and_abbreviation_lead_to_each_other(spelling: str) -> None:
    counts = counted(("TT-TT", "thông tin - truyền thông", 1))
    assert counts.dominant(spelling) == "Thông tin và Truyền thông"
    assert [one.abbreviation for one in counts.abbreviations("thông tin truyền thông")] == ["TT&TT"]
    assert counts.spellings(spelling) == ["TT-TT", "TT&TT"]


def test_rows_bring_the_counts_back() -> None:
    counts = counted(("QX", "quả xoài", 3), ("Q-X", "Quả xoài", 2), ("UBND", "ủy ban nhân dân", 4))
    copy = AbbreviationCounts()
    for row in counts.rows():
        copy.add(row)
    assert sorted(copy.rows()) == sorted(counts.rows())
    assert copy.senses("QX") == counts.senses("QX")
    assert copy.senses("UBND") == counts.senses("UBND")


def test_builtin_list_is_sound() -> None:
    assert len(builtin()) == len(builtin_keys()) == len({one.abbreviation for one in builtin()})
    assert len(builtin()) >= 80
    for one in builtin():
        assert one.source
        assert clean(one.long_form).text == one.long_form
        assert pairs(f"{one.long_form} ({one.abbreviation})") == [(one.abbreviation, one.long_form)]


def test_builtin_pairs_are_one_sense_each() -> None:
    counts = AbbreviationCounts()
    assert all(counts.dominant(one.abbreviation) == one.long_form for one in builtin())
    assert all(counts.senses(one.abbreviation)[0].articles == 0 for one in builtin())


def test_a_definition_is_a_value() -> None:
    found = Definition("QX", "quả xoài", 0, 8, 10, 12)
    assert replace(found) == found


@pytest.mark.shared
def test_seed_defines_both_its_abbreviations(shared) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    assert {("TT&TT", "Thông tin và truyền thông"), ("CNTT", "công nghệ thông tin")} <= set(
        pairs(path.read_text("utf-8"))
    )
