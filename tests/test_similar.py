from __future__ import annotations

import pytest

from search.errors import ArticleMissing, UsageError

FLOOD = {"lead": "Nước lũ dâng cao ở Con Cuông.", "body": "Nước lũ cuốn trôi cầu treo."}


@pytest.fixture
def searcher(indexed, make_article):
    return indexed(
        make_article("flood", "Lũ quét ở Con Cuông", **FLOOD),
        make_article("bridge", "Lũ quét cuốn trôi cầu treo ở Con Cuông"),
        make_article("rain", "Mưa lớn, lũ quét nhiều nơi", body="Nước lũ lên."),
        make_article("school", "Chuyển đổi số trong trường học"),
        make_article("alone", "Đội bóng đá xứ Nghệ thắng"),
    )


def test_the_article_most_like_one_comes_first_and_itself_never(searcher):
    found = searcher.similar("flood")
    assert [hit.article.id for hit in found.hits] == ["bridge", "rain"]
    assert found.hits[0].score > found.hits[1].score > 0


def test_what_they_have_in_common_is_named_and_marked(searcher):
    found = searcher.similar("flood", limit=1)
    [hit] = found.hits
    assert "con cuông" in found.terms
    marked = {hit.article.title[mark.start : mark.end] for mark in hit.title_marks}
    assert any("Con Cuông" in each for each in marked)


def test_nothing_is_like_an_article_that_shares_nothing(searcher):
    assert searcher.similar("alone").hits == ()


@pytest.mark.usefixtures("searcher")
def test_a_removed_article_is_like_none(indexer, indexed):
    indexer.remove("bridge")
    again = indexed()
    assert [hit.article.id for hit in again.similar("flood").hits] == ["rain"]
    with pytest.raises(ArticleMissing):
        again.similar("bridge")


def test_a_limit_that_cannot_be_is_refused(searcher):
    with pytest.raises(UsageError):
        searcher.similar("flood", limit=0)
