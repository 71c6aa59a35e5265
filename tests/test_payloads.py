"""Promises of the JSON values that the command line and the HTTP API share."""

from __future__ import annotations

import json
from datetime import date

import pytest

from search import payloads
from search.article import Article, Caption, Precision
from search.errors import IndexMissing, QueryError
from search.hits import CaptionHit, Hit, Kind, Mark, ResultPage

ARTICLE = Article(
    id="a",
    title="Tít",
    body="Thân",
    captions=(Caption(ordinal=1, text="Ảnh", alt="Hình", credit="Lê Thanh"),),
    published=date(2020, 12, 29),
    precision=Precision.INFERRED,
    extra={"views": 3},
)


def page(*hits):
    return ResultPage(
        query="tít", total=len(hits), results=len(hits), took_ms=1.26, page=1, limit=10, hits=hits
    )


def test_marks_are_offsets_into_the_text_beside_them():
    photo = CaptionHit(ordinal=1, text="Ảnh tít", alt="", credit="", marks=(Mark(4, 7),))
    hit = Hit(Kind.ARTICLE, ARTICLE, 1.0, title_marks=(Mark(0, 3),), captions=(photo,))
    [shown] = payloads.result_page(page(hit))["hits"]
    assert shown["title_marks"] == [[0, 3]]
    assert shown["captions"][0]["marks"] == [[4, 7]]


def test_a_caption_hit_has_an_id_of_its_own():
    photo = CaptionHit(ordinal=3, text="Ảnh", alt="Hình", credit="Lê Thanh")
    [shown] = payloads.result_page(page(Hit(Kind.CAPTION, ARTICLE, 1.0, captions=(photo,))))["hits"]
    assert (shown["id"], shown["article_id"], shown["ordinal"]) == ("a#3", "a", 3)


@pytest.mark.parametrize(
    ("article", "published", "precision"),
    [
        (ARTICLE, "2020-12-29", "inferred"),
        (Article(id="b", title="Tít"), None, "unknown"),
    ],
)
def test_an_article_says_how_well_its_date_is_known(article, published, precision):
    shown = payloads.article(article)
    assert (shown["published"], shown["published_precision"]) == (published, precision)
    assert json.loads(json.dumps(shown)) == shown


def test_an_error_says_what_where_and_in_both_languages(tmp_path):
    shown = payloads.error(QueryError("a b", 2, "sai", "wrong"))
    assert (shown["error"], shown["message_vi"], shown["message"]) == ("QueryError", "sai", "wrong")
    assert (shown["query"], shown["position"]) == ("a b", 2)
    assert payloads.error(IndexMissing(tmp_path))["path"] == str(tmp_path)


def test_what_a_library_notes_on_an_error_stays_private():
    error = QueryError("a", 0, "sai", "wrong")
    error.__dict__["__note__"] = object()
    assert not [key for key in payloads.error(error) if key.startswith("_")]
