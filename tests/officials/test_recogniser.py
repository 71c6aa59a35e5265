"""What articles mention, from their texts to Mentions."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.article import Article
from search.officials.mentions import Field, How
from search.officials.passages import passages
from search.officials.recogniser import default_recogniser
from search.sources.files import distinct_articles

SEED = Path(__file__).parents[2] / ".." / "shared" / "seed"


def names(mentions):
    return [mention.name for mention in mentions]


def surfaces(mentions):
    return [mention.surface for mention in mentions]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Giám đốc Sở Y tế Trần Văn Minh phát biểu tại hội nghị.", "Trần Văn Minh"),
        ("Ông Lò Văn Pâng, trú tại xã Nậm Càn, cho biết như vậy.", "Lò Văn Pâng"),
        ("Theo anh Vừ Bá Xồng, bản vừa có đường mới.", "Vừ Bá Xồng"),
        ("Bà H'Hen Niê trao quà cho học sinh nghèo.", "H'Hen Niê"),
        ("Ông Y Moan Êban hát phục vụ bà con.", "Y Moan Êban"),
        ("Ông Ksor Phước thăm buôn làng.", "Ksor Phước"),
        ("Tổng thống Mỹ Donald Trump phát biểu ở Washington.", "Donald Trump"),
        ("Ông Tập Cận Bình hội đàm với khách.", "Tập Cận Bình"),
    ],
)
def test_a_full_name_is_found_whole(mentioned, text, name):
    [mention] = [one for one in mentioned(text) if one.name == name]
    assert text[mention.start : mention.end] == mention.surface == name
    assert mention.how is How.FULL


@pytest.mark.parametrize(
    "text",
    [
        "Vụ việc xảy ra trên đường Nguyễn Văn Cừ, phường Bến Thủy.",
        "Học sinh Trường THPT Phan Bội Châu đoạt giải nhất.",
        "Đám cháy ở số 26 Lê Thánh Tôn đã được dập tắt.",
        "Công ty Trần Anh khai trương siêu thị mới.",
        "Ảnh: Lê Thanh",
        "Nhà máy ở phường Nguyễn Thái Bình, Hà Nội và Nghệ An đã hoạt động.",
    ],
)
def test_what_is_called_after_a_person_is_no_mention(mentioned, text):
    assert mentioned(text) == []


@pytest.mark.parametrize(
    "text", ["Ông Trần Văn Nam (SN 1970) bị phạt.", "ông Trần Văn Nam bị phạt."]
)
def test_an_honorific_is_a_title_and_no_part_of_the_name(mentioned, text):
    [mention] = mentioned(text)
    assert (mention.surface, [title.lower() for title in mention.titles]) == (
        "Trần Văn Nam",
        ["ông"],
    )


def test_ranks_and_degrees_are_titles_in_their_order(mentioned):
    [mention] = mentioned("Đồng chí Đại tá, PGS.TS Trần Văn Nam chủ trì buổi lễ.")
    assert mention.titles == ("Đồng chí", "Đại tá", "PGS", "TS")


def test_a_name_in_capitals_is_the_name_in_other_letters(mentioned):
    found = mentioned("Ông Trần Văn Nam trình bày.", title="TRẦN VĂN NAM NÓI VỀ CHUYỂN ĐỔI SỐ")
    assert [(one.field, one.name) for one in found] == [
        (Field.TITLE, "Trần Văn Nam"),
        (Field.BODY, "Trần Văn Nam"),
    ]
    assert found[0].surface == "TRẦN VĂN NAM"


def test_a_name_seen_once_in_full_is_found_everywhere(mentioned):
    found = mentioned(
        "Ca sĩ Trịnh Vân Sa hát ở Vinh.", title="Trịnh Vân Sa", lead="Khán giả Trịnh Vân Sa."
    )
    assert {one.field for one in found if one.name == "Trịnh Vân Sa"} == {
        Field.TITLE,
        Field.LEAD,
        Field.BODY,
    }


def test_a_caption_names_people_with_the_ordinal_of_its_photo(mentioned):
    captions = ["Toàn cảnh hội nghị.", {"text": "Ông Trần Văn Nam trao quà.", "credit": "Lê Thanh"}]
    [mention] = mentioned("", captions=captions)
    assert (mention.field, mention.photo, mention.name) == (Field.CAPTION, 2, "Trần Văn Nam")


@pytest.mark.shared
def test_the_seed_names_three_officials_and_nobody_else():
    [article] = distinct_articles(SEED)
    found = default_recogniser().mentions(article)
    assert {one.name for one in found} == {"Lê Bá Hùng", "Phan Nguyên Hào", "Võ Trọng Phú"}
    held = {
        (one.name, post.title, post.organisation.lower()) for one in found for post in one.posts
    }
    assert held == {
        ("Lê Bá Hùng", "Giám đốc", "sở thông tin và truyền thông"),
        ("Phan Nguyên Hào", "Phó Giám đốc", "sở thông tin và truyền thông"),
        ("Võ Trọng Phú", "Giám đốc", "trung tâm công nghệ thông tin và truyền thông"),
    }
    photos = [(one.name, one.photo) for one in found if one.field is Field.CAPTION]
    assert sorted(name for name, _ in photos) == ["Lê Bá Hùng", "Phan Nguyên Hào", "Võ Trọng Phú"]


# text nobody would think of


@pytest.mark.parametrize(
    "text",
    [
        "hội nghị tổng kết công tác năm không có một chữ hoa nào",
        "Trang chủ Thời sự Kinh tế Xã hội Pháp luật Thể thao Giải trí Giáo dục Sức khỏe",
        "HỘI NGHỊ TỔNG KẾT CÔNG TÁC NĂM VÀ TRIỂN KHAI NHIỆM VỤ CHO NGÀNH GIÁO DỤC",
        " ".join(["Nguyễn"] * 400),
        "",
    ],
)
def test_no_person_runs_away(mentioned, text):
    assert mentioned(text) == []


def test_a_name_of_ten_syllables_is_no_longer_than_names_are(mentioned):
    text = "Ông Nguyễn Trần Lê Phạm Hoàng Văn Minh Anh Đức Tuấn phát biểu."
    assert all(len(one.surface.split()) <= 6 for one in mentioned(text))


def test_of_three_hundred_candidates_hardly_one_is_missed(mentioned):
    middles = ["Văn", "Thị", "Đức", "Minh", "Quốc", "Thanh"]
    last = ["An", "Bình", "Chung", "Dũng", "Giang", "Hạnh", "Khánh", "Lâm", "Nga", "Oanh"]
    family = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng"]
    people = [f"{f} {m} {n}" for f in family for m in middles for n in last]
    table = "\n".join(f"{number}. {name} - 1970 - Nghệ An" for number, name in enumerate(people, 1))
    found = mentioned(table)
    assert len(set(people) & set(names(found))) >= 0.98 * len(people)
    assert {one.surface for one in found} <= set(people)


PIECES = st.sampled_from(
    [
        *("Nguyễn", "Văn", "ông", "H'", "N.", "A", ",", "(", ")", "Phó", "Bí thư", "Giám đốc"),
        *("Sở", "TP.", "-", "UBND", "cựu", "Đ", "1", "“", "Trump", "\n", "Tỉnh ủy", "NAM", "Ảnh:"),
    ]
)


@example("Đ Đ:Hb Đ Đ")
@given(st.text(max_size=200) | st.lists(PIECES, max_size=40).map(" ".join))
def test_whatever_the_text_mentions_stand_where_they_say(text):
    text = unicodedata.normalize("NFC", text).encode("utf-8", "replace").decode()
    article = Article(id="one", title="Tin", body=text)
    texts = {passage.field: passage.tokens.text for passage in passages(article)}
    end = 0
    for mention in default_recogniser().mentions(article):
        inside = texts[mention.field]
        assert inside[mention.start : mention.end] == mention.surface
        if mention.field is Field.BODY:
            assert mention.start >= end  # none overlaps another
            end = mention.end
        for post in mention.posts:
            assert inside[post.start : post.end]
            assert post.title in inside[post.start : post.end]


def test_articles_together_have_the_mentions_that_each_has(make_article):
    articles = [
        make_article("one", title="Tin", body="Ông Lê Bá Hùng đến. Hùng nói, bà Hoa nghe."),
        make_article("two", title="LÊ BÁ HÙNG thăm tỉnh", body=""),
        make_article("three", title="Không có ai", body="Trời mưa."),
        make_article("four", title="Tin", body="Giám đốc Sở Y tế Trần Văn Nam. Nam cho biết."),
    ]
    recogniser = default_recogniser()
    found = [*recogniser.mentions_of(articles)]
    assert found == [recogniser.mentions(each) for each in articles]
    assert [len(each) for each in found] == [3, 1, 0, 1]


def test_firms_and_papers_written_with_capitals_are_nobody(mentioned):
    text = "Ông Lê Văn An trao đổi với VnExpress về tập đoàn Hoàng Group và ông McCain."
    assert [each.name for each in mentioned(text)] == ["Lê Văn An", "McCain"]
