from __future__ import annotations

import pytest

from search.matcher import Matcher, Sought, to_marks
from search.vietnamese.patterns import patterns
from search.vietnamese.printed_syllables import PrintedSyllables

BODY = (
    "Chiều 29/12, Sở tổ chức hội nghị. Giám đốc Lê Bá Hùng chủ trì.\n"
    "Ông Hùng trao giải ba cho bà Lê. Hội nghị bàn về chuyển đổi số ở TP. Vinh và các huyện."
)


def marked(query: str, *, whole: bool = False, field: str | None = None, **texts: str):
    """Return what is marked in each text, for one row of words or one phrase."""
    printed = {name.replace("__", "/"): PrintedSyllables.of(text) for name, text in texts.items()}
    found = Matcher([Sought(tuple((each.term,) for each in patterns(query)), whole, field)]).marks(
        printed
    )
    return {
        name: [text[m.start : m.end] for m in to_marks(found[key], printed[key])]
        for (name, text), key in zip(texts.items(), printed, strict=True)
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
