from __future__ import annotations

import json
import random
import unicodedata

import pytest

from search.errors import UsageError
from search.evaluation.collection import Portion
from search.evaluation.known_item_search import known_item_search
from search.evaluation.known_items import (
    Remembered,
    _wrong_accent,
    _wrong_letter,
    known_items,
    without_asked,
)
from search.vietnamese.spelling import unaccented

PLACES = ["Đông Hà", "Con Cuông", "Kỳ Sơn", "Quỳ Châu", "Tương Dương", "Thanh Chương"]


@pytest.fixture
def corpus(tmp_path):
    lines = [
        {
            "id": str(number),
            "title": f"Tin buổi sáng từ {place}",
            "body": f"Mở đầu. Hôm nay ở {place} bà con nông dân ra đồng từ rất sớm. Hết.",
            "captions": ["Ảnh", *[f"Cánh đồng lúa chín ở {place}"] * 2, "Chợ"],
        }
        for number, place in enumerate(PLACES)
    ]
    path = tmp_path / "bai.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


def test_items_are_the_same_for_the_same_seed(corpus):
    items = known_items(Portion(corpus), 4, seed=1)
    assert items == known_items(Portion(corpus), 4, seed=1) != known_items(Portion(corpus), 4, 2)
    assert {kind: sum(i.kind is kind for i in items) for kind in Remembered} == dict.fromkeys(
        Remembered, 4
    )


def test_items_are_of_the_portion_alone(corpus):
    items = known_items(Portion(corpus, 2), 10, seed=1)
    assert {item.article_id for item in items} == {"0", "1"}


def test_what_is_asked(corpus):
    items = {item.kind: item for item in known_items(Portion(corpus, 1), 1, seed=1)}
    assert items[Remembered.CAPTION].text == "Cánh đồng lúa chín ở Đông Hà"
    assert items[Remembered.SENTENCE].text == "Hôm nay ở Đông Hà bà con nông"
    title = "Tin buổi sáng từ Đông Hà"
    accent, letter = items[Remembered.ACCENT].text, items[Remembered.LETTER].text
    assert accent != title
    assert unaccented(accent) == unaccented(title)
    assert sum(a != b for a, b in zip(letter, title, strict=True)) == 1


@pytest.mark.parametrize("word", ["Đường", "ở", "hòa", "tin", "PHƯỢNG", "quý", "a"])
def test_one_accent_wrong(word):
    for seed in range(20):
        wrong = _wrong_accent(word, random.Random(seed))
        assert wrong != word
        assert unicodedata.is_normalized("NFC", wrong)
        assert unaccented(wrong) == unaccented(word)


@pytest.mark.parametrize("word", ["Đường", "ở", "2024a", "“Tin”"])
def test_one_letter_wrong(word):
    for seed in range(20):
        wrong = _wrong_letter(word, random.Random(seed))
        differing = [(a, b) for a, b in zip(wrong, word, strict=True) if a != b]
        assert len(differing) == 1
        assert differing[0][0].isupper() == differing[0][1].isupper()


@pytest.mark.parametrize("change", [_wrong_accent, _wrong_letter])
def test_what_has_no_letter_stays(change):
    assert change("2024", random.Random(1)) == "2024"


def test_articles_lose_only_the_captions_asked_with(corpus):
    portion = Portion(corpus)
    items = known_items(portion, 1, seed=1)
    [asked] = [item for item in items if item.kind is Remembered.CAPTION]
    left = without_asked(portion.articles(), items)
    for before, after in zip(portion.articles(), left, strict=True):
        if before.id == asked.article_id:
            assert [(c.ordinal, c.text) for c in after.captions] == [(1, "Ảnh"), (2, "Chợ")]
        else:
            assert before == after


def test_known_items_are_found_beside_a_baseline(corpus):
    portion = Portion(corpus)
    rows = known_item_search(portion, known_items(portion, 6, seed=1), ["sqlite fts5"])
    shares = {(row.system, row.kind): row.success_10 for row in rows}
    assert len(shares) == 3 * len(Remembered)
    for system in ("timbao", "sqlite fts5"):
        assert all(shares[system, kind] == 1.0 for kind in Remembered)
    # what a person types finds articles with most words where none has all of them
    assert shares["timbao, as typed", Remembered.SENTENCE] == 1.0
    assert shares["timbao, as typed", Remembered.CAPTION] == 1.0


def test_a_corpus_with_nothing_to_ask_is_said(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "1", "title": "Tin"}')
    with pytest.raises(UsageError, match="No article to ask for"):
        known_items(Portion(tmp_path / "a.jsonl"), 1, seed=1)
