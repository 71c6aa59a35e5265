"""Awards given to a name where the text says that its bearer got them, and to nobody else."""

from __future__ import annotations

import pytest


@pytest.fixture
def awarded(mentioned):
    """The awards of each person that a sentence mentions, by name."""

    def find(sentence):
        return {
            each.name: [award.name for award in each.awards]
            for each in mentioned(sentence)
            if each.awards
        }

    return find


@pytest.mark.parametrize(
    ("sentence", "name", "award"),
    [
        (
            "Giám đốc Sở TT&TT trao Huân chương Lao động hạng Ba cho đồng chí Lê Văn Hòa.",
            "Lê Văn Hòa",
            "Huân chương Lao động hạng Ba",
        ),
        (
            "Bộ tặng Huân chương Lao động hạng Ba đồng chí Lê Văn Hòa - Giám đốc Sở Y tế.",
            "Lê Văn Hòa",
            "Huân chương Lao động hạng Ba",
        ),
        (
            "Thủ tướng tặng Bằng khen cho nguyên Giám đốc Sở Y tế Lê Văn Hòa.",
            "Lê Văn Hòa",
            "Bằng khen",
        ),
        (
            "Ông Lê Văn Hòa được Chủ tịch nước Trần Đức Nam tặng Huân chương Độc lập.",
            "Lê Văn Hòa",
            "Huân chương Độc lập",
        ),
        (
            "Ông Lê Văn Hòa, Phó Giám đốc Công an tỉnh, vừa được tặng Bằng khen của Bộ Công an.",
            "Lê Văn Hòa",
            "Bằng khen của Bộ Công an",
        ),
        (
            "Tỉnh ủy trao Huy hiệu 60 năm tuổi Đảng cho ông Lê Văn Hòa.",
            "Lê Văn Hòa",
            "Huy hiệu 60 năm tuổi Đảng",
        ),
        (
            "Bà Lê Thị Hoa vinh dự được Nhà nước phong tặng danh hiệu Nhà giáo ưu tú năm 2010.",
            "Lê Thị Hoa",
            "danh hiệu Nhà giáo ưu tú",
        ),
        (
            "Anh Lê Văn Hòa nhận Kỷ niệm chương “Vì sự nghiệp báo chí”.",
            "Lê Văn Hòa",
            "Kỷ niệm chương “Vì sự nghiệp báo chí”",
        ),
        ("Em Lê Văn Hòa giành huy chương vàng môn bơi.", "Lê Văn Hòa", "huy chương vàng"),
    ],
)
def test_who_got_an_award_has_it(awarded, sentence, name, award):
    assert awarded(sentence) == {name: [award]}


def test_several_awards_in_a_row_are_all_of_them(awarded):
    given = "Tỉnh trao Huân chương Lao động hạng Ba và Bằng khen cho ông Lê Văn Hòa."
    assert awarded(given) == {"Lê Văn Hòa": ["Huân chương Lao động hạng Ba", "Bằng khen"]}
    got = "Ông Lê Văn Hòa được tặng Huân chương Lao động hạng Nhì, hai Bằng khen và Giấy khen."
    assert awarded(got) == {
        "Lê Văn Hòa": ["Huân chương Lao động hạng Nhì", "Bằng khen", "Giấy khen"]
    }


def test_a_later_mention_by_given_name_has_it_too(awarded):
    text = (
        "Ông Lê Văn Hòa là bác sĩ. Năm ngoái, ông Hòa được tặng Bằng khen của Thủ tướng Chính phủ."
    )
    assert awarded(text) == {"Lê Văn Hòa": ["Bằng khen của Thủ tướng Chính phủ"]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh Lê Văn Hòa trao Huân chương Lao động cho Trung tâm Kiểm soát bệnh tật.",
        "Chủ tịch UBND tỉnh Lê Văn Hòa trao Bằng khen cho các cá nhân.",
        "Ông Lê Văn Hòa, đại diện Công ty Mía đường, nhận Bằng khen.",
        "Đại diện nhà máy, ông Lê Văn Hòa nhận Bằng khen.",
        "Ông Lê Văn Hòa, Giám đốc Sở Y tế, nhận Bằng khen của Thủ tướng Chính phủ.",
        "Tỉnh trao Bằng khen cho gia đình ông Lê Văn Hòa.",
        "Tỉnh trao Bằng khen cho các đồng chí: Lê Văn Hòa, Trần Văn Nam, Võ Thị Hà.",
        "Tỉnh trao Bằng khen của Bộ trưởng Lê Văn Hòa cho nhà máy.",
        "Công an đang làm quy trình để tặng giấy khen cho ông Lê Văn Hòa.",
        "Sở đề nghị tặng Bằng khen cho ông Lê Văn Hòa.",
        "Ông Lê Văn Hòa sẽ được tặng Bằng khen.",
        "Ông Lê Văn Hòa chưa được tặng Bằng khen.",
        "Ông Lê Văn Hòa được mời trao Bằng khen cho học sinh.",
        "Ông Lê Văn Hòa bị tước danh hiệu Công an nhân dân.",
        "Học trò của ông Lê Văn Hòa giành huy chương vàng.",
        "Huân chương Lao động là phần thưởng mà ông Lê Văn Hòa nhắc tới.",
    ],
)
def test_who_hands_it_over_or_speaks_for_others_or_may_yet_get_it_has_none(awarded, sentence):
    assert awarded(sentence) == {}


def test_an_award_has_offsets_into_its_text(mentioned):
    text = "Tỉnh trao Huân chương Lao động hạng Ba cho ông Lê Văn Hòa."
    [mention] = mentioned(text)
    [award] = mention.awards
    assert text[award.start : award.end] == award.name == "Huân chương Lao động hạng Ba"


@pytest.mark.parametrize(
    "text", ["Tặng Huân chương", "cho Bằng khen của", "được tặng “Danh hiệu", "Huân chương hạng"]
)
def test_texts_that_break_off_are_no_trouble(mentioned, text):
    assert [each.awards for each in mentioned(f"{text} Lê Văn Hòa")] in ([()], [])
    assert not any(each.awards for each in mentioned(text))
