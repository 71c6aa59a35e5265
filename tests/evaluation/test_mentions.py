"""Gold spans, and what recognition is worth beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import StorageError, UsageError
from search.evaluation.conll import read_conll
from search.evaluation.mentions import SpanScore, has_office, is_full_name, score_mentions

DEV = Path(__file__).parents[2] / ".." / "shared" / "officials" / "vlsp2021-dev.conll"
GOLD = """\
Ông\tO
Trần\tB-PERSON
Văn\tI-PERSON
Nam\tI-PERSON
,\tO
Giám đốc\tB-PERSONTYPE
Sở\tB-ORGANIZATION
Y tế\tI-ORGANIZATION
,\tO
đến\tO
.\tO

-DOCSTART-\tO

Trần\tB-PERSON
Văn\tI-PERSON
Nam\tI-PERSON
"""


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.conll"
    path.write_text(GOLD, "utf-8")
    return path


def test_spans_are_offsets_into_the_joined_tokens(gold):
    first, second = read_conll(gold, "person")
    assert [first.text[slice(*span)] for span in first.spans] == ["Trần Văn Nam"]
    assert (first.document, second.document) == (0, 1)


def test_a_second_b_begins_another_span(tmp_path):
    path = tmp_path / "two.conll"
    path.write_text("Nam B-PER\nHoa B-PER\nvà O\nLan I-PER\n", "utf-8")
    [sentence] = read_conll(path, "PER")
    assert [sentence.text[slice(*span)] for span in sentence.spans] == ["Nam", "Hoa", "Lan"]


@pytest.mark.parametrize("content", ["Nam\n", "Nam\tX-PER\n"])
def test_a_line_without_a_tag_is_named(tmp_path, content):
    path = tmp_path / "bad.conll"
    path.write_text("và\tO\n" + content, "utf-8")
    with pytest.raises(UsageError, match="line 2"):
        read_conll(path, "PER")


def test_what_cannot_be_judged_is_an_error(gold, tmp_path):
    with pytest.raises(UsageError, match="nothing is labelled ANIMAL"):
        read_conll(gold, "ANIMAL")
    with pytest.raises(StorageError):
        read_conll(tmp_path / "nowhere", "PERSON")
    (tmp_path / "latin").write_bytes("Đồng\tO\n".encode("utf-16"))
    with pytest.raises(StorageError):
        read_conll(tmp_path / "latin", "PERSON")


def test_people_and_offices_are_scored_apart(gold):
    people = score_mentions(read_conll(gold, "PERSON"), "PERSON", by_document=False)
    assert people.every.gold == people.chosen.gold == 2
    assert people.every.f1 == 1.0
    held = score_mentions(read_conll(gold, "PERSONTYPE"), "PERSONTYPE", by_document=True)
    assert (held.chosen_kind, held.chosen) == ("offices", SpanScore(1, 1, 1))


def test_scores_of_nothing_are_zero():
    nothing = SpanScore(0, 0, 0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)
    half = SpanScore(gold=4, found=2, right=1)
    assert (half.precision, half.recall, half.f1) == (0.5, 0.25, pytest.approx(1 / 3))


def test_which_names_are_full_and_which_posts_offices():
    assert [is_full_name(name) for name in ("Lê Bá Hùng", "Bá Hùng", "Le Bron James")] == [
        *(True, False, False)
    ]
    assert [has_office(post) for post in ("Trưởng Ban ATGT tỉnh", "ca sĩ")] == [True, False]


@pytest.mark.shared
def test_the_figures_of_the_documentation_hold():
    sentences = read_conll(DEV, "PERSON")
    people = score_mentions(sentences, "PERSON", by_document=False)
    assert people.every.precision >= FLOORS["precision"]
    assert people.every.f1 >= FLOORS["f1"]
    assert min(people.chosen.precision, people.chosen.recall) >= 0.95
    held = score_mentions(read_conll(DEV, "PERSONTYPE"), "PERSONTYPE", by_document=False)
    assert held.chosen.f1 >= 0.85


FLOORS = {"precision": 0.85, "f1": 0.78}
