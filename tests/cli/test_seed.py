"""The promises about the seed, one article of Báo Nghệ An as a scraper saved it."""

from __future__ import annotations

import unicodedata

import pytest

pytestmark = pytest.mark.shared

NAME_QUERIES = ["lê bá hùng", "Lê Bá Hùng", "le ba hung", '"Lê Bá Hùng"']
QUERIES = [
    *NAME_QUERIES,
    "Phan Nguyên Hào",
    "chuyển đổi số",
    "chuyen doi so",
    "TT&TT",
    "Huân chương Lao động",
]
FORMS = ["NFC", "NFD"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", QUERIES)
def test_query_finds_the_article(timbao, seed, query, form):
    found = timbao("search", unicodedata.normalize(form, query), "--data", seed, "--json")
    assert found.code == 0
    [hit] = found.json["hits"]
    assert hit["source"] == "Baonghean.vn"
    assert (hit["published"], hit["published_precision"]) == ("2020-12-29", "inferred")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("query", NAME_QUERIES)
def test_a_name_is_marked_once_a_photo_and_nothing_else_is(timbao, seed, query, form):
    query = unicodedata.normalize(form, query)
    [hit] = timbao("search", query, "--data", seed, "--json").json["hits"]
    assert "captions" in hit["matched_in"]
    assert hit["captions"]
    for photo in hit["captions"]:
        assert [photo["text"][start:end] for start, end in photo["marks"]] == ["Lê Bá Hùng"]
        assert photo["credit"] == "Lê Thanh"
    ordinals = [photo["ordinal"] for photo in hit["captions"]]
    assert len(ordinals) == len(set(ordinals))


def test_words_need_no_quotation_marks_around_them(timbao, seed):
    assert timbao("search", "lê", "bá", "hùng", "--data", seed).code == 0


def test_seed_has_one_article_and_five_photos(timbao, seed):
    known = timbao("status", "--data", seed, "--json").json
    assert (known["articles"], known["captions"]) == (1, 5)


def test_inferred_date_is_marked_as_such(timbao, seed):
    assert "~29/12/2020 (ngày suy đoán)" in timbao("search", "lê bá hùng", "--data", seed).out
