from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from search.matcher import Matcher, Sought
from search.snippets import MAX_PASSAGE, opening, passages
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import patterns
from search.vietnamese.printed_syllables import PrintedSyllables

BODY = (
    "Chiều 29/12, Sở tổ chức hội nghị. Giám đốc Lê Bá Hùng chủ trì.\n"
    "Ông Hùng trao giải ba cho bà Lê. Hội nghị bàn về chuyển đổi số ở TP. Vinh và các huyện."
)


def terms(query: str) -> tuple[tuple[str, ...], ...]:
    return tuple((each.term,) for each in patterns(query))


def found_passages(query: str, text: str, most: int = 2):
    printed = PrintedSyllables.of(text)
    found = Matcher([Sought(terms(query), whole=False)]).marks({"body": printed})["body"]
    return passages("body", text, found, printed, most)


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


def test_a_long_sentence_is_cut_where_most_of_the_query_stands_together():
    text = "chuyển lời " + "mở đầu " * 90 + "Lê Bá Hùng nói về chuyển đổi số " + "kết thúc " * 90
    best, *_ = sorted(found_passages("chuyển đổi số bá hùng", text), key=lambda p: -len(p.marks))
    assert [best.text[m.start : m.end] for m in best.marks] == ["Bá Hùng", "chuyển đổi số"]
    assert (best.cut_before, best.cut_after) == (True, True)


def test_one_long_sentence_shows_two_places_that_are_far_apart():
    text = "mở đầu " * 200 + "Lê Bá Hùng " + "xen giữa " * 600 + "chuyển đổi số " + "hết " * 200
    assert len(text) > 7000
    shown = found_passages("chuyển đổi số bá hùng", text)
    assert [[p.text[m.start : m.end] for m in p.marks] for p in shown] == [
        ["Bá Hùng"],
        ["chuyển đổi số"],
    ]


def test_a_long_sentence_is_shown_from_its_beginning_or_to_its_end_where_its_matches_are_there():
    [first] = found_passages("chuyển đổi số", "Sở bàn về việc chuyển đổi số " + "sau đó " * 60)
    assert (first.cut_before, first.cut_after) == (False, True)
    [last] = found_passages("chuyển đổi số", "trước đó " * 60 + "là chuyển đổi số.")
    assert (last.cut_before, last.cut_after) == (True, False)
    assert MAX_PASSAGE - 10 < len(last.text) <= MAX_PASSAGE + 10


def test_a_whole_sentence_is_not_cut():
    for passage in found_passages("hội nghị lê bá hùng", BODY):
        assert not passage.cut_before
        assert not passage.cut_after
    assert not opening("body", BODY).cut_after
    assert opening("body", "dài " * 100).cut_after


def test_nothing_matched_gives_no_passage_but_an_opening():
    assert found_passages("xyz", BODY) == []
    assert opening("body", BODY).text == "Chiều 29/12, Sở tổ chức hội nghị."


texts = (
    st.text(alphabet="abc .!?\n“”A1\u00a0\u0301đ", max_size=400)
    | st.text(max_size=80)
    | st.lists(st.sampled_from(["a", "b", "một", "hai ba", "đ."]), max_size=300).map(" ".join)
)


@given(texts, st.text(alphabet="abc A1đ", min_size=1, max_size=9))
def test_a_passage_without_marks_is_a_run_of_the_text_and_marks_cover_matches(text, query):
    wanted = patterns(query)
    shown = found_passages(query, text)
    assert len(shown) <= 2
    for earlier, later in pairwise(shown):
        assert earlier.start + len(earlier.text) <= later.start
    for passage in shown:
        end = passage.start + len(passage.text)
        assert text[passage.start : end] == passage.text
        assert passage.marks
        borders = [border for mark in passage.marks for border in (mark.start, mark.end)]
        assert borders == sorted(borders)
        assert borders[-1] <= len(passage.text)
        for mark in passage.marks:
            tokens = syllables(passage.text[mark.start : mark.end])
            assert tokens
            assert all(any(each.matches(token) for each in wanted) for token in tokens)


@given(texts)
def test_an_opening_is_the_beginning_of_the_text(text):
    if text:
        assert text.startswith(opening("body", text).text)
