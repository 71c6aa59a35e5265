from __future__ import annotations

import json

import pytest

from search.benchmark.corpora import gold_sentences, paragraphs, spellings
from search.benchmark.segmentation import compare
from search.errors import SourceMissing, UsageError

SENTENCES = [
    "Sở Thông tin và Truyền thông họp về chuyển đổi số.",
    "Ông Lê Bá Hùng, Giám đốc Sở, trao giấy khen cho 12 cá nhân ở TP. Vinh.",
]
GOLD = "# text = Sở họp\n1\tGiám đốc\t_\n2\thọp\t_\n\n1-2\tgộp\t_\n1\tchuyển đổi\t_\n2\tsố\t_\n"


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "tin.jsonl"
    lines = [{"title": f"Tin {n}", "lead": "", "body": "\n".join(SENTENCES)} for n in range(3)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_paragraphs_are_titles_leads_and_bodies(corpus):
    assert paragraphs(corpus, 4) == ["Tin 0", *SENTENCES, "Tin 1"]


def test_each_text_is_compared_in_five_spellings():
    assert list(spellings("Đà Nẵng")) == [
        "Đà Nẵng",
        "đà nẵng",
        "ĐÀ NẴNG",
        "Da Nang",
        "Đa\u0300 Na\u0306\u0303ng",
    ]


def test_gold_words_are_those_of_plain_rows(tmp_path):
    path = tmp_path / "gold.conllu"
    path.write_text(GOLD, encoding="utf-8")
    assert gold_sentences(path) == [["Giám đốc", "họp"], ["chuyển đổi", "số"]]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.filterwarnings("ignore::UserWarning")  # scikit-learn's, about the model pyvi pickled
def test_our_words_are_pyvis_own_in_every_spelling(corpus, tmp_path):
    gold = tmp_path / "gold.conllu"
    gold.write_text(GOLD, encoding="utf-8")
    told = []
    compared = compare(corpus, most=9, gold=gold, progress=lambda *place: told.append(place))
    assert (compared.texts, compared.identical) == (45, 45)
    assert told[-1] == (9, 9)
    assert [row.name for row in compared.rows][-1] == "timbao, columns"
    pyvi, ours = compared.row("pyvi"), compared.row("timbao")
    assert pyvi.f1 == ours.f1
    assert 0 < ours.f1 <= 1
    assert compared.ratio > 0


def test_nothing_to_measure_with_is_said(tmp_path):
    with pytest.raises(SourceMissing):
        compare(tmp_path / "none.jsonl", most=1)
    empty = tmp_path / "empty.jsonl"
    empty.write_text("")
    with pytest.raises(UsageError, match="No paragraph"):
        compare(empty, most=1)
