from __future__ import annotations

import json

import pytest

from search.benchmark.recall import FORMS, recall
from search.errors import UsageError
from search.indexer import silent

TITLES = [
    "Sở Thông tin và Truyền thông triển khai nhiệm vụ",
    "Đắk Lắk: sầu riêng được mùa, được giá",
    "Hòa Bình đón Tết; Thuý Hoà về quê",
    "Khai mạc kỳ họp “thứ 9” của ‘HĐND tỉnh’",
    "Tin",
]


def corpus_of(tmp_path, titles):
    path = tmp_path / "tin.jsonl"
    lines = [{"id": str(n), "title": title, "body": "Vui."} for n, title in enumerate(titles)]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_every_phrase_of_a_title_finds_its_article_however_it_is_spelt(tmp_path):
    corpus = corpus_of(tmp_path, TITLES)
    rows = recall(corpus, articles=9, queries=30, seed=1, progress=silent)
    assert [row.form for row in rows] == list(FORMS)
    assert {(row.queries, row.found, row.in_top) for row in rows} == {(30, 30, 30)}


def test_titles_too_short_to_cut_are_said_to_be(tmp_path):
    with pytest.raises(UsageError, match="long enough"):
        recall(corpus_of(tmp_path, ["Tin"]), articles=9, queries=3, seed=1, progress=silent)


@pytest.mark.parametrize(
    ("phrase", "other"), [("hòa thúy", "hoà thuý"), ("hoà THUÝ", "hòa THÚY"), ("sở", "sở")]
)
def test_the_other_tone_style(phrase, other):
    assert FORMS["other tone style"](phrase) == other
