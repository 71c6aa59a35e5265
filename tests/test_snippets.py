from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.snippets import MAX_PASSAGE, Matcher, Sought, opening, passages, to_marks
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import patterns

BODY = (
    "Chiều 29/12, Sở tổ chức hội nghị. Giám đốc Lê Bá Hùng chủ trì.\n"
    "Ông Hùng trao giải ba cho bà Lê. Hội nghị bàn về chuyển đổi số ở TP. Vinh và các huyện."
)


def marked(query: str, *, whole: bool = False, field: str | None = None, **texts: str):
    """Return what is marked in each text, for one row of words or one phrase."""
    tokens = {name.replace("__", "/"): syllables(text) for name, text in texts.items()}
    found = Matcher([Sought(patterns(query), whole, field)]).marks(tokens)
    return {
        name: [text[m.start : m.end] for m in to_marks(found[key], tokens[key])]
        for (name, text), key in zip(texts.items(), tokens, strict=True)
    }


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("lê bá hùng", ["Lê Bá Hùng"]),
        ("le ba hung", ["Lê Bá Hùng"]),
        ("hùng bá", ["Bá", "Hùng", "Hùng"]),
        ("hội nghị", ["hội nghị", "Hội nghị"]),
        ("giám đốc trao giải", ["Giám đốc", "trao giải"]),
        ("29/12", ["29/12"]),
        ("xyz", []),
    ],
)
def test_words_together_are_marked_and_their_stray_halves_are_not(query, marks):
    assert marked(query, body=BODY)["body"] == marks


def test_a_phrase_is_marked_only_whole():
    assert marked("bá hùng trao", whole=True, body=BODY)["body"] == []
    assert marked("Hùng trao", whole=True, body=BODY)["body"] == ["Hùng trao"]


def test_a_name_in_a_caption_leaves_its_syllables_elsewhere_unmarked():
    found = marked("le ba hung", body="giải ba, lễ hội", caption__1="Lê Bá Hùng", credit__1="Lê Ba")
    assert found == {"body": [], "caption__1": ["Lê Bá Hùng"], "credit__1": ["Lê Ba"]}


def test_a_phrase_for_one_field_is_not_marked_in_another():
    found = marked("hùng", whole=True, field="caption", body="Hùng", caption__1="Hùng")
    assert found == {"body": [], "caption__1": ["Hùng"]}


def test_syllables_typed_twice_are_marked_where_they_stand_twice():
    assert marked("xanh xanh", body="cây xanh xanh xanh")["body"] == ["xanh xanh"]


def found_passages(query: str, text: str, most: int = 2):
    tokens = syllables(text)
    found = Matcher([Sought(patterns(query), whole=False)]).marks({"body": tokens})["body"]
    return passages("body", text, found, tokens, most)


def test_a_passage_is_the_sentence_that_matches_best():
    [passage] = found_passages("chuyển đổi số", BODY)
    assert passage.text == "Hội nghị bàn về chuyển đổi số ở TP. Vinh và các huyện."


def test_a_second_passage_shows_what_the_first_does_not():
    assert [each.text for each in found_passages("chuyển đổi số lê bá hùng", BODY)] == [
        "Giám đốc Lê Bá Hùng chủ trì.",
        "Hội nghị bàn về chuyển đổi số ở TP. Vinh và các huyện.",
    ]


def test_a_long_sentence_is_cut_around_its_match():
    text = "mở đầu " * 100 + "chuyển đổi số " + "kết thúc " * 100
    [passage] = found_passages("chuyển đổi số", text)
    assert len(passage.text) <= MAX_PASSAGE + 10
    assert [passage.text[m.start : m.end] for m in passage.marks] == ["chuyển đổi số"]


def test_nothing_matched_gives_no_passage_but_an_opening():
    assert found_passages("xyz", BODY) == []
    assert opening("body", BODY).text == "Chiều 29/12, Sở tổ chức hội nghị."


texts = st.text(alphabet="abc .!?\n“”A1\u00a0\u0301đ", max_size=400) | st.text(max_size=80)


@given(texts, st.text(alphabet="abc A1đ", min_size=1, max_size=9))
def test_a_passage_without_marks_is_a_run_of_the_text_and_marks_cover_matches(text, query):
    wanted = patterns(query)
    for passage in found_passages(query, text):
        end = passage.start + len(passage.text)
        assert text[passage.start : end] == passage.text
        borders = [border for mark in passage.marks for border in (mark.start, mark.end)]
        assert borders == sorted(borders)
        for mark in passage.marks:
            tokens = syllables(passage.text[mark.start : mark.end])
            assert tokens
            assert all(any(each.matches(token) for each in wanted) for token in tokens)


@given(texts)
def test_an_opening_is_the_beginning_of_the_text(text):
    if text:
        assert text.startswith(opening("body", text).text)
